"""The report of a small commune: what it says when there is much, and when there is nothing."""

from datetime import date
from typing import Any

import pytest

from chungtay.core.errors import RuleBroken
from chungtay.documents.actions.offices import OfficeForm
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.enums import DocumentKind
from chungtay.needs.actions import declare_nil
from chungtay.needs.enums import NeedStatus
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import assign_duty, record_plan
from chungtay.reports.papers import draft_report, occasion_of
from chungtay.support.actions import record_contribution
from tests.make.documents import make_office
from tests.make.needs import make_need
from tests.make.places import make_unit
from tests.make.reports import ON, Reporting, appoint, direct, make_reporting

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Reporting:
    return make_reporting()


def said(world: Reporting, *, on: date = ON, body: str = "", unit: str = "") -> list[str]:
    found = OrgUnit.objects.get(code=unit) if unit else world.desk.unit
    document = draft_report(occasion_of(world.round, unit=found, on=on, body=body)).document
    assert document.kind == DocumentKind.BAO_CAO
    return [line.replace("\u00a0", " ") for line in words(compose(document))]


def line_of(lines: list[str], start: str) -> str:
    (found,) = [line for line in lines if line.startswith(start)]
    return found


def test_nothing_on_record_reads_as_sentences(world: Reporting) -> None:
    text = said(world)
    assert "Kính gửi: Sở Giáo dục và Đào tạo" in text
    assert (
        "Ủy ban nhân dân xã Thanh An báo cáo kết quả thực hiện Chương trình “Điều ước cho em” trên địa bàn xã Thanh An, "
        "số liệu tính đến hết ngày 05/3/2026, như sau:"
    ) in text
    assert "Đến hết ngày 05/3/2026, chưa có văn bản chỉ đạo, kế hoạch nào về Chương trình được ghi nhận." in text
    assert "Đến hết ngày 05/3/2026, chưa có trường nào trong số 2 trường thuộc xã Thanh An tham gia Chương trình." in text
    assert "Đến hết ngày 05/3/2026, chưa có nhu cầu nào được cập nhật lên nền tảng." in text
    assert "Đến hết ngày 05/3/2026, chưa ghi nhận nguồn lực nào được tiếp nhận." in text
    assert "1. Hạn chế" in text  # nothing to praise: the heading over nothing is left out
    assert "Việc triển khai chưa đồng bộ giữa các đơn vị: mới có 0/2 trường tham gia." in text
    assert text[-3:] == ["- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert "Trên đây là báo cáo của Ủy ban nhân dân xã Thanh An về việc triển khai Chương trình “Điều ước cho em”./." in text


def test_no_need_at_all_is_said_so(world: Reporting) -> None:
    for school in (world.mn, world.th):
        declare_nil(world.round, by=None, unit=school, on=date(2026, 1, 5))
    text = said(world)
    assert "2/2 trường thuộc xã Thanh An đã tham gia triển khai Chương trình, trong đó 2 trường rà soát và báo không có nhu cầu." in text
    assert "Qua rà soát, tại thời điểm báo cáo không có cơ sở giáo dục nào còn khó khăn cần hỗ trợ." in text
    assert "Tất cả 2 trường đã tham gia và chủ động rà soát, cập nhật nhu cầu." in text
    assert not any(line.endswith("Hạn chế") for line in text)


def test_levels_with_needs_and_no_others(world: Reporting) -> None:
    make_need(world.th, category="electricity_water", on=date(2026, 1, 5))
    make_need(world.th_site, category="electricity_water", on=date(2026, 1, 5))
    make_need(world.mn, category="toilet", on=date(2026, 1, 5))
    make_need(world.mn, category="lunch", on=date(2026, 1, 5))
    make_need(world.th, category="learning", on=date(2026, 1, 5))
    make_need(world.th, category="learning", on=date(2026, 1, 5), status=NeedStatus.SUBMITTED)
    text = said(world)
    assert line_of(text, "Các cơ sở giáo dục").startswith(
        "Các cơ sở giáo dục đã cập nhật lên nền tảng 5 nhu cầu tại 2 trường (1 điểm trường), đã được xác minh và chưa được đáp ứng đủ, "
        "với ba nội dung:"
    )
    assert line_of(text, "- Khó khăn về điện").endswith(": cấp THCS 1 trường (1 điểm trường); cấp TH 1 trường (1 điểm trường);")
    assert line_of(text, "- Khó khăn về nhà vệ sinh").endswith(": cấp MN 1 trường;")
    assert line_of(text, "- Khó khăn thường xuyên").endswith(": cấp THCS 1 trường, cấp TH 1 trường và cấp MN 1 trường.")
    assert not any("sân chơi" in line for line in text)
    assert "Còn 1 nhu cầu đã gửi nhưng chưa được xác minh." in text


def test_two_digits_where_the_office_writes_so() -> None:
    world = make_reporting(pads_counts=True)
    make_need(world.th, category="toilet", on=date(2026, 1, 5))
    text = said(world)
    assert line_of(text, "- Khó khăn về nhà vệ sinh").endswith(": cấp THCS 01 trường và cấp TH 01 trường.")
    assert any(line.startswith("01/02 trường thuộc xã Thanh An") for line in text)


def test_the_chain_of_directives(world: Reporting) -> None:
    letter = direct(world, world.province.office, "118/SGDĐT", date(2025, 8, 28))
    direct(world, world.province.there.unit, "9/KH-UBND", date(2025, 9, 3), follows=letter)  # a neighbour's
    own = direct(world, world.desk.unit, "12/KH-UBND", date(2025, 9, 5), subject="Thực hiện Chương trình", follows=letter)
    direct(world, world.desk.unit, "99/KH-UBND", date(2026, 3, 6), follows=letter)  # after the report
    assign_duty(own, by=None, units=[world.mn, world.th], due_on=None, on=date(2025, 9, 5))
    record_plan(own, by=None, unit=world.mn, number="3/KH-MNTA", issued_on=date(2025, 9, 9))
    make_need(world.mn, on=date(2026, 1, 5))
    text = said(world)
    assert line_of(text, "Thực hiện").startswith(
        "Thực hiện Công văn số 118/SGDĐT ngày 28/8/2025 của Sở Giáo dục và Đào tạo về việc triển khai Chương trình “Điều ước cho em”, "
        "Ủy ban nhân dân xã Thanh An báo cáo"
    )
    assert "- Công văn số 118/SGDĐT ngày 28/8/2025 của Sở Giáo dục và Đào tạo." in text
    assert "Ban hành Kế hoạch số 12/KH-UBND ngày 05/9/2025 về việc thực hiện Chương trình." in text
    assert "1/2 đơn vị được giao đã ban hành kế hoạch triển khai" in line_of(text, "Đến nay, ")
    assert (
        "1/2 trường thuộc xã Thanh An đã tham gia triển khai Chương trình theo Kế hoạch số 12/KH-UBND của Ủy ban nhân dân xã Thanh An."
        in text
    )
    assert not any("9/KH-UBND ngày 03/9" in line or "99/KH-UBND" in line for line in text)


def test_focal_points_and_resources(world: Reporting) -> None:
    appoint(world, world.desk.unit, SchoolLevel.TH, "Lâm Thị Ngọc Thảo")
    appoint(world, world.desk.unit, SchoolLevel.MN, "Hà Thị Hương")
    appoint(world, world.province.office, SchoolLevel.THCS, "Người của tỉnh")
    for kind, quantity, value in (("blankets", 5, 2_000_000), ("mats", 5, None), ("money", None, 5_000_000)):
        given: dict[str, Any] = {"kind": kind, "quantity": quantity, "value_vnd": value}
        record_contribution(world.mn, by=None, programme=world.programme, received_on=date(2026, 1, 5), on=ON, **given)
    text = said(world)
    assert "(cấp MN: Hà Thị Hương; cấp TH: Lâm Thị Ngọc Thảo)" in line_of(text, "Cử đầu mối")
    assert line_of(text, "Các đơn vị, trường học").endswith(
        "tiếp nhận 3 loại hỗ trợ từ các tổ chức, cá nhân trong và ngoài xã: chăn ấm, chiếu và tiền; tổng trị giá hơn 7 triệu đồng."
    )
    assert "1. Ưu điểm" in text


def test_offices_sign_and_write_as_they_are(world: Reporting) -> None:
    text = said(world, unit="so-gddt-11")
    assert "Kính gửi: Bộ Giáo dục và Đào tạo" in text
    assert text[-1] == "GIÁM ĐỐC"
    assert {"- UBND tỉnh Điện Biên (để báo cáo);", "- Lãnh đạo Sở;"} <= set(text)
    text = said(world, unit="03316-vhxh")
    assert text[-1] == "TRƯỞNG PHÒNG"
    assert "Kính gửi: Sở Giáo dục và Đào tạo" in text
    make_office(world.desk.unit, form=OfficeForm("BAN CHỈ ĐẠO", "BCĐ", "Thanh An"), body="Ban Chỉ đạo xã")
    assert said(world, body="Ban Chỉ đạo xã")[-1] == "TRƯỞNG BAN"
    assert said(world, unit="03316")[-2:] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_a_district_reports_to_its_so() -> None:
    world = make_reporting()
    district = make_unit(world.province.unit, UnitType.DISTRICT, "Điện Biên", code="100")
    make_unit(district, UnitType.AGENCY, "Phòng Giáo dục và Đào tạo huyện Điện Biên", code="pgd")
    commune = make_unit(district, UnitType.COMMUNE, "Noong Luống", code="03400")
    text = said(world, unit="pgd")
    assert "Kính gửi: Sở Giáo dục và Đào tạo" in text
    assert "Chưa có trường nào thuộc huyện Điện Biên dạy các cấp học của Chương trình." in text
    assert "Kính gửi: Phòng Giáo dục và Đào tạo huyện Điện Biên" in said(world, unit=commune.code)


@pytest.mark.parametrize(
    ("unit", "on", "says", "field"),
    [
        ("03316-mn", ON, "do cơ quan quản lý lập", "unit"),
        ("", date(2025, 6, 1), "chưa bắt đầu", "round"),
        ("moi", ON, "chưa có hoặc không còn nữa", "unit"),
    ],
)
def test_who_does_not_report(world: Reporting, unit: str, on: date, says: str, field: str) -> None:
    make_unit(world.province.there.unit, UnitType.AGENCY, "Phòng Mới", code="moi", on=date(2026, 3, 6))
    with pytest.raises(RuleBroken, match=says) as caught:
        said(world, unit=unit, on=on)
    assert caught.value.field == field
