"""A clerk records a need on a phone: two steps, nothing typed is ever lost."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client

from chungtay.core.errors import RuleBroken
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need, NeedPhoto
from chungtay.places.actions.units import close_unit
from chungtay.places.enums import UnitType
from chungtay.programmes.models import Participation, Round
from tests.make.files import A_HEIC, A_LIE, A_SCRIPT, AN_SVG, a_bomb, a_photo
from tests.make.places import Province, make_unit
from tests.web.needs.conftest import TODAY, TOILET, entry_url, recent, text_of, upload


def test_two_steps_then_it_is_sent(province: Province, clerk: Client, open_round: Round) -> None:
    first = text_of(clerk.get("/nhu-cau/ghi/"))
    assert province.here.site.code in first
    assert "Nhà vệ sinh" in first
    assert province.there.school.code not in first
    url = entry_url(province.here.site.code)
    second = text_of(clerk.get(url))
    assert "thường khoảng 60 triệu" in second
    assert "Hiện nay thế nào?" in second
    page = text_of(clerk.post(url, TOILET | {"then": "submit", "photos": [upload(), upload(a_photo(80, 60))]}, follow=True))
    need = Need.objects.get()
    assert f"Đã ghi và gửi {need.code}" in page
    assert (need.what, need.measure, need.quantity, need.cost_vnd) == ("Xây nhà vệ sinh", "công trình", 2, 120_000_000)
    assert (need.beneficiaries, need.beneficiaries_estimate, str(need.distance_km)) == (60, "at_least", "14.5")
    assert (need.details, need.site, need.status) == ({"condition": "none", "has_water": True}, province.here.site, NeedStatus.SUBMITTED)
    assert need.photos.count() == 2
    assert Participation.objects.get(round=open_round).unit == province.here.school


def test_kept_without_sending(province: Province, clerk: Client) -> None:
    page = text_of(clerk.post(entry_url(province.here.school.code), TOILET | {"then": "keep"}, follow=True))
    assert "Nhu cầu chưa gửi" in page
    assert "Gửi để xác minh" in page
    need = Need.objects.get()
    assert (need.site, need.status) == (None, NeedStatus.DRAFT)


def test_something_that_the_catalogue_does_not_list(province: Province, clerk: Client) -> None:
    url = entry_url(province.here.school.code)
    page = text_of(clerk.post(url, TOILET | {"item": "khac"}))
    assert "Xin ghi cần gì" in page
    assert "Xin ghi đơn vị tính" in page
    clerk.post(url, TOILET | {"item": "khac", "what": "Hố ủ phân hai ngăn", "measure": "hố"})
    assert (Need.objects.get().item, Need.objects.get().measure) == ("", "hố")


def test_the_last_need_of_the_place_fills_in_its_road(province: Province, clerk: Client) -> None:
    recent(province.here.site, road="foot", grid="none", distance_km="9.5")
    page = text_of(clerk.get(entry_url(province.here.site.code)))
    assert '<option value="foot" selected>' in page
    assert 'value="9,5"' in page
    assert '<option value="foot" selected>' not in text_of(clerk.get(entry_url(province.here.school.code)))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("quantity", "-3", "không thể âm"),
        ("quantity", "0", "từ 1 trở lên"),
        ("quantity", "mười", "không phải số nguyên"),
        ("quantity", "999999999", "từ 1 đến 20"),
        ("quantity", "", "Xin điền mục này"),
        ("beneficiaries", "-1", "không thể âm"),
        ("beneficiaries", "99999", "từ 1 đến 10.000"),
        ("beneficiaries", "vài chục", "không phải số nguyên"),
        ("cost_vnd", "1 tỷ 2", "Chưa rõ “1 tỷ 2” là bao nhiêu tiền"),
        ("cost_vnd", "120", "nghìn, triệu xin ghi rõ"),
        ("cost_vnd", "-5 triệu", "Chưa rõ"),
        ("cost_vnd", "9000 tỷ", "Chi phí"),
        ("cost_vnd", "90 tỷ", "Chi phí lớn bất thường"),
        ("since_on", "31/02/2025", "Không có ngày"),
        ("since_on", "01/01/2099", "đến ngày ghi"),
        ("urgency", "urgent", "Xin ghi lý do"),
        ("urgency", "chay", "Xin chọn một mục"),
        ("item", "", "Xin chọn một mục"),
        ("item", "rocket", "Xin chọn một mục"),
        ("ask_condition", "", "Xin chọn một mục"),
        ("ask_condition", "sạch", "Xin chọn một mục"),
        ("distance_km", "xa lắm", "số km"),
        ("story", "dòng\n" * 1000, "tối đa"),
        ("story", "\n".join(["a"] * 60), "tối đa 40 dòng"),
        ("what", "a\0b", "ký tự lạ"),
        ("what", "x" * 201, "tối đa 200"),
        ("what", "Trả lương bảo vệ", "16/2018"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(province: Province, clerk: Client, field: str, typed: str, said: str) -> None:
    page = text_of(clerk.post(entry_url(province.here.site.code), TOILET | {"story": "Mùa mưa rất khó"} | {field: typed}))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert 'value="14,5"' in page or field == "distance_km"
    assert "Mùa mưa rất khó" in page or field == "story"
    assert 'value="toilet_new"' in page
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (A_SCRIPT, "anh.jpg", "không phải ảnh"),
        (b"", "anh.jpg", "rỗng"),
        (AN_SVG, "anh.svg", "SVG"),
        (A_HEIC, "IMG_1.heic", "iPhone"),
        (A_LIE, "anh.jpg", "Ảnh “anh.jpg” chưa lưu được"),
        (b"\xff\xd8\xff" + b"\0" * 40 * 1024 * 1024, "to.jpg", "tối đa 15 MB"),
        (a_bomb(), "bom.png", "quá nhiều điểm ảnh"),
    ],
    ids=["script", "empty", "drawing", "heic", "lie", "40 MB", "bomb"],
)
def test_a_bad_photo_costs_neither_the_need_nor_the_good_photos(
    province: Province, clerk: Client, content: bytes, name: str, said: str
) -> None:
    sent = TOILET | {"then": "submit", "photos": [upload(), upload(content, name)]}
    page = text_of(clerk.post(entry_url(province.here.site.code), sent, follow=True))
    assert said in page
    assert "Nhu cầu đã lưu, nhưng chưa đủ ảnh và chưa gửi" in page
    need = Need.objects.get()
    assert (need.status, need.photos.count()) == (NeedStatus.DRAFT, 1)


def test_more_photos_than_six(province: Province, clerk: Client) -> None:
    photos = [upload(a_photo(40 + n, 30)) for n in range(7)]
    page = text_of(clerk.post(entry_url(province.here.site.code), TOILET | {"photos": photos}, follow=True))
    assert "tối đa 6 ảnh" in page
    assert NeedPhoto.objects.count() == 6


def test_a_photo_that_a_script_hides_in_is_drawn_anew(province: Province, clerk: Client) -> None:
    clerk.post(entry_url(province.here.site.code), TOILET | {"photos": [upload()], "may_show_faces": "on"})
    shown = NeedPhoto.objects.get()
    assert shown.photo.may_show_faces
    with shown.photo.file.open() as file:
        assert A_SCRIPT not in file.read()


def test_photos_chosen_beside_a_mistake_are_asked_for_again_without_a_script(province: Province, clerk: Client) -> None:
    url = entry_url(province.here.site.code)
    assert "xin chọn lại ảnh" in text_of(clerk.post(url, TOILET | {"quantity": "0", "photos": [upload()]}))
    with_script = clerk.post(url, TOILET | {"quantity": "0", "photos": [upload()]}, headers={"HX-Request": "true"})
    assert "xin chọn lại ảnh" not in text_of(with_script)
    assert "hx-preserve" in text_of(with_script)
    done = clerk.post(url, TOILET | {"photos": [upload()]}, headers={"HX-Request": "true"})
    assert done.headers["HX-Redirect"] == f"/nhu-cau/{Need.objects.get().pk}/"


def test_sent_twice_it_is_written_once(province: Province, clerk: Client) -> None:
    url = entry_url(province.here.site.code)
    first = clerk.post(url, TOILET | {"once": "abc"})
    again = clerk.post(url, TOILET | {"once": "abc"})
    assert first.headers["Location"] == again.headers["Location"]
    assert Need.objects.count() == 1
    clerk.post(url, TOILET | {"once": "def", "quantity": "0"})
    clerk.post(url, TOILET | {"once": "def"})
    assert Need.objects.count() == 2


def test_the_second_press_while_the_first_still_writes(province: Province, clerk: Client) -> None:
    url = entry_url(province.here.site.code)
    with patch.object(cache, "add", return_value=False):
        page = text_of(clerk.post(url, TOILET | {"once": "abc"}))
    assert "đang được lưu" in page
    assert not Need.objects.exists()


def test_places_that_are_not_ones_own(province: Province, clerk: Client, client: Client) -> None:
    there = entry_url(province.there.site.code)
    assert "ngoài phạm vi của bạn" in text_of(clerk.get(there))
    assert clerk.post(there, TOILET).status_code == 404
    assert clerk.post(entry_url(province.here.site.code, "rocket"), TOILET).status_code == 404
    assert "Xin chọn một mục" in text_of(clerk.get(entry_url(province.here.site.code, "rocket")))
    assert clerk.post("/nhu-cau/ghi/", TOILET).status_code == 404
    assert client.get(there).headers["Location"].startswith("/dang-nhap/?next=")
    assert not Need.objects.exists()


def test_a_place_that_closed_while_the_form_was_open(province: Province, clerk: Client) -> None:
    site = make_unit(province.here.school, UnitType.SITE, "Bản Cũ", on=TODAY - timedelta(days=100))
    close_unit(site, by=None, on=TODAY, decision=None, reason="Dồn về điểm chính")
    assert "đã kết thúc" in text_of(clerk.get(entry_url(site.code)))
    page = text_of(clerk.post(entry_url(site.code), TOILET | {"story": "Đã gõ rất lâu"}))
    assert "Đã gõ rất lâu" in page
    assert "Cần sửa trước khi gửi" in page
    assert not Need.objects.exists()


def test_an_officer_names_the_school(province: Province, officer: Client) -> None:
    for number in range(13):
        make_unit(province.here.school, UnitType.SITE, f"Bản Số {number}")
    assert 'list="id_noi_found"' in text_of(officer.get("/nhu-cau/ghi/"))
    page = text_of(officer.get("/nhu-cau/ghi/", {"noi": "Bản Số", "nhom": "toilet"}))
    assert "Xin chọn một" in page
    url = f"/nhu-cau/ghi/?noi=Bản+Ten&noi_pick={province.here.site.code}&nhom=toilet"
    assert "Cần gì" in text_of(officer.get(url))
    officer.post(url, TOILET)
    assert Need.objects.get().site == province.here.site
    assert "Cần gì" in text_of(officer.get("/nhu-cau/ghi/?noi=Bản+Ten&nhom=toilet"))


def test_who_may_not_record(province: Province, leader: Client) -> None:
    assert leader.get("/nhu-cau/ghi/").status_code == 403
    assert leader.get("/nhu-cau/khong-thieu/").status_code == 403


def test_a_likely_double_is_shown_before_it_is_sent(province: Province, clerk: Client) -> None:
    other = recent(province.here.site, status=NeedStatus.VERIFIED)
    clerk.post(entry_url(province.here.site.code), TOILET | {"then": "submit"})
    need = Need.objects.latest("pk")
    assert need.status == NeedStatus.DRAFT
    url = f"/nhu-cau/{need.pk}/gui/"
    page = text_of(clerk.get(url))
    assert f'href="/nhu-cau/{other.pk}/"' in page
    assert "Đây là nhu cầu khác, vẫn gửi" in page
    assert other.code in text_of(clerk.post(url))
    need.refresh_from_db()
    assert need.status == NeedStatus.DRAFT
    assert "Đã gửi" in text_of(clerk.post(url, {"is_no_double": "on"}, follow=True))


def test_mended_with_the_remarks_in_sight(province: Province, clerk: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.RETURNED, item="toilet_new")
    url = f"/nhu-cau/{need.pk}/sua/"
    page = text_of(clerk.get(url))
    assert "Xin đếm lại" in page
    assert "Số lượng: lý do ghi ở từng mục dưới đây." in page
    assert "Lưu và gửi lại" in page
    assert "từ 1 trở lên" in text_of(clerk.post(url, TOILET | {"quantity": "0"}))
    assert "Đã ghi và gửi" in text_of(clerk.post(url, TOILET | {"quantity": "5", "then": "submit"}, follow=True))
    need.refresh_from_db()
    assert (need.quantity, need.status) == (5, NeedStatus.SUBMITTED)
    assert "không sửa được" in text_of(clerk.get(url, follow=True))


def test_somebody_else_was_faster(province: Province, clerk: Client) -> None:
    with patch("chungtay.web.needs.recording.record_need", side_effect=RuleBroken("Đã có người ghi.")):
        page = text_of(clerk.post(entry_url(province.here.site.code), TOILET))
    assert "Đã có người ghi." in page
    assert 'value="120 triệu"' in page
