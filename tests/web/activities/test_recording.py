"""An officer records an activity on a phone in a minute: two steps, nothing typed is ever lost, nothing is written twice."""

from datetime import timedelta

import pytest
from django.test import Client

from chungtay.activities.models import Activity
from chungtay.activities.rules import Counted, form_of
from chungtay.places.enums import UnitType
from chungtay.programmes.models import Programme
from tests.make.files import A_HEIC, A_PDF, A_SCRIPT
from tests.make.places import Province, make_unit
from tests.make.programmes import make_programme
from tests.web.activities.conftest import SCREENING, TODAY, entry_url, recent, text_of, upload


def test_two_steps_then_it_is_on_record(province: Province, officer: Client) -> None:
    first = text_of(officer.get("/hoat-dong/ghi/"))
    here = province.here.unit.code
    assert "Khám sức khỏe, khám sàng lọc" in first
    assert "Chỉ ghi số lượt, số ca" in first
    assert f'value="{here}" id="id_noi_0" checked' in first.replace(" required", "")  # one's own commune, not the office
    assert province.there.unit.code not in first
    second = text_of(officer.get(entry_url(here)))
    assert 'value="Khám sức khỏe, khám sàng lọc"' in second
    assert second.index("output_screened_children") < second.index("Thêm kết quả khác") < second.index("output_bicycles")
    page = text_of(officer.post(entry_url(here), SCREENING | {"photo": [upload()], "paper": [upload(A_PDF, "a.pdf")]}, follow=True))
    activity = Activity.objects.get()
    said = form_of(activity)
    assert f"Đã ghi {activity.code}" in page
    assert "Ghi hoạt động khác" in page
    assert "hơn 300 lượt" in page
    assert (activity.unit, activity.kind, said.people) == (province.here.unit, "health_screening", Counted(300, "at_least"))
    assert said.outputs == {"screened_children": Counted(300, "at_least"), "congenital_heart_cases": Counted(0)}
    assert said.money == {"local_budget": Counted(14_000_000), "in_kind": Counted(0)}
    assert said.parts == {"girls": Counted(140)}
    assert (activity.photos.count(), activity.papers.count()) == (1, 1)


def test_sent_twice_it_is_written_once(province: Province, officer: Client) -> None:
    url = entry_url(province.here.unit.code)
    first, again = officer.post(url, SCREENING), officer.post(url, SCREENING, headers={"HX-Request": "true"})
    assert first.headers["Location"] == again.headers["HX-Redirect"] == f"/hoat-dong/{Activity.objects.get().pk}/?vua-ghi=1"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "x" * 201, "tối đa 200"),
        ("title", "…", "việc đã làm"),
        ("started_on", "31/02/2026", "Không có ngày"),
        ("started_on", (TODAY + timedelta(days=2)).strftime("%d/%m/%Y"), "tương lai"),
        ("ended_on", "01/01/2021", "trước ngày bắt đầu"),
        ("people", "vài trăm", "không phải số nguyên"),
        ("people", "100", "Phần này (140)"),
        ("output_screened_children", "-3", "không thể âm"),
        ("output_bicycles", "9999999", "0 đến 1.000.000"),
        ("money_local_budget", "14", "nghìn, triệu xin ghi rõ"),
        ("money_local_budget", "1 tỷ 2", "Chưa rõ “1 tỷ 2” là bao nhiêu tiền"),
        ("money_mobilised", "900 tỷ", "100 tỷ đồng"),
        ("part_girls", "500", "không thể nhiều hơn tổng số người"),
        ("story", "a\0b", "ký tự lạ"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(province: Province, officer: Client, field: str, typed: str, said: str) -> None:
    page = text_of(officer.post(entry_url(province.here.unit.code), SCREENING | {field: typed}))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert 'value="hơn 300 lượt"' in page or field == "output_screened_children"
    assert "Trạm y tế đã chuẩn bị phòng" in page or field == "story"
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"photo": [upload(A_HEIC, "IMG_1.heic")]}, "“IMG_1.heic”: "),
        ({"photo": [upload(A_SCRIPT, "a.jpg")]}, "không phải ảnh"),
        ({"paper": [upload(A_SCRIPT, "b.pdf")]}, "“b.pdf”: "),
    ],
)
def test_a_bad_file_is_named_and_nothing_is_half_written(
    province: Province, officer: Client, files: dict[str, list[object]], said: str
) -> None:
    page = text_of(officer.post(entry_url(province.here.unit.code), SCREENING | files))
    assert said in page
    assert "xin chọn lại" in page
    assert not Activity.objects.exists()


def test_the_neighbour_and_the_unknown_get_no_form(province: Province, officer: Client, leader: Client) -> None:
    for url in (entry_url(province.there.unit.code), entry_url(province.here.unit.code, "rocket"), entry_url("vn")):
        assert officer.post(url, SCREENING).status_code == 404
        assert "Cần sửa" in text_of(officer.get(url))
    assert leader.get("/hoat-dong/ghi/").status_code == 403
    assert Client().get("/hoat-dong/ghi/").headers["Location"].startswith("/dang-nhap/")
    assert not Activity.objects.exists()


def test_many_units_are_named_by_typing(province: Province, officer: Client) -> None:
    for number in range(9):
        make_unit(province.here.unit, UnitType.SCHOOL, f"Tiểu học số {number}")
    page = text_of(officer.get("/hoat-dong/ghi/"))
    assert f'value="Xã Thanh An ({province.here.unit.code})"' in page
    assert "Cần sửa" not in page
    assert 'name="people"' in text_of(officer.get(entry_url(f"Xã Thanh An ({province.here.unit.code})", "gift")))


def test_the_programme_of_last_time_is_offered(province: Province, month: Programme, officer: Client) -> None:
    make_programme()
    assert "“Tháng hành động vì trẻ em”. Bước 1" in text_of(officer.get("/hoat-dong/ghi/"))
    assert "“Điều ước cho em”. Bước 1" in text_of(officer.get("/hoat-dong/ghi/?chuong_trinh=dieu-uoc-cho-em"))
    url = f"/hoat-dong/ghi/?chuong_trinh=dieu-uoc-cho-em&noi={province.here.unit.code}&loai=handover"
    officer.post(url, {"title": "Trao quà", "started_on": SCREENING["started_on"]})
    assert Activity.objects.get().programme.slug == "dieu-uoc-cho-em"
    assert "“Điều ước cho em”. Bước 1" in text_of(officer.get("/hoat-dong/ghi/"))


def test_revised_and_what_stood_there_is_told(province: Province, officer: Client) -> None:
    activity = recent(province.here.school, parts={"girls": Counted(100)})
    page = text_of(officer.get(f"/hoat-dong/{activity.pk}/sua/"))
    assert 'value="hơn 300"' in page
    assert '<option value="health_screening" selected>' in page
    given = {"kind": "training", "title": "Tập huấn", "started_on": SCREENING["started_on"], "people": "80", "part_girls": "90"}
    wrong = text_of(officer.post(f"/hoat-dong/{activity.pk}/sua/", given))
    assert "Phần này (90)" in wrong
    assert '<details class="fold" open>' in wrong  # what is wrong does not hide
    page = text_of(officer.post(f"/hoat-dong/{activity.pk}/sua/", given | {"part_girls": ""}, follow=True))
    assert "trước đó: Loại hoạt động: Khám sức khỏe, khám sàng lọc" in page
    assert "Số người: hơn 300" in page
    assert "Lượt trẻ em được khám sàng lọc: hơn 300" in page
    assert (Activity.objects.get().kind, form_of(Activity.objects.get()).outputs) == ("training", {})


def test_withdrawn_with_a_reason(province: Province, officer: Client, leader: Client) -> None:
    activity = recent(province.here.school)
    url = f"/hoat-dong/{activity.pk}/rut/"
    assert leader.post(url, {"reason": "x"}).status_code == 403
    assert "Xin điền mục này" in text_of(officer.post(url, {"reason": " "}))
    page = text_of(officer.post(url, {"reason": "Ghi hai lần"}, follow=True))
    assert "Đã rút: không được tính" in page
    assert "Ghi hai lần" in page
    assert "/sua/" not in page
    assert officer.get(f"/hoat-dong/{activity.pk}/sua/").headers["Location"] == f"/hoat-dong/{activity.pk}/"
    assert "không chuyển" in text_of(officer.post(url, {"reason": "Lại"}))


def test_no_programme_no_form(province: Province, officer: Client, month: Programme) -> None:
    month.ended_on = TODAY
    month.save()
    assert "Chưa có chương trình nào đang chạy" in text_of(officer.get("/hoat-dong/ghi/"))
