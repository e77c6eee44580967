"""The report of a district's month for children: what the answers say, in sentences, signed by a deputy; nothing where nobody did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.documents.actions.offices import OfficeForm, set_office_profile
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.enums import DocumentKind
from chungtay.documents.kept import taken_out
from chungtay.documents.layout import Table, plain
from chungtay.indicators.reading import Reading
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import DirectiveForm, assign_duty, record_directive, record_plan
from chungtay.programmes.models import Round
from chungtay.reports.actions import begin_report, recount_report, revise_report
from chungtay.reports.papers import draft_report, has_appendix, occasion_of
from chungtay.submissions.actions import Given, GivenText, accept_submission, ask_round, save_answers, send_submission
from chungtay.submissions.models import Submission
from tests.make.places import make_country, make_unit
from tests.make.submissions import at, make_month_round

FOUNDED: Final = date(2021, 1, 1)
JULY: Final = date(2021, 7, 5)
SCREENED: Final = (
    "Phối hợp khám sàng lọc miễn phí cho hơn 300 lượt trẻ em, phát hiện 01 ca bệnh tim bẩm sinh, "
    "02 ca dị tật vận động có chỉ định phẫu thuật."
)
HEAD: Final = OfficeForm(
    "Ban điều hành",
    "BĐH",
    "Ngọc Hồi",
    "UBND huyện Ngọc Hồi",
    pads_counts=True,
    signature="KT. TRƯỞNG BAN\nPhó Trưởng ban\nPHÓ CHỦ TỊCH UBND HUYỆN",
)


@dataclass(frozen=True, slots=True)
class World:
    """Huyện Ngọc Hồi of 2021 with two of its communes and the board that gathers what they did."""

    district: OrgUnit
    communes: tuple[OrgUnit, OrgUnit]
    board: OrgUnit
    round: Round

    def answer(self, unit: OrgUnit, *, texts: dict[str, str] | None = None, **numbers: int | Reading) -> Submission:
        submission = Submission.objects.get(round=self.round, unit=unit)
        given = {name.replace("__", "."): Given(Reading(now) if isinstance(now, int) else now) for name, now in numbers.items()}
        said = {code: GivenText(text) for code, text in (texts or {}).items()}
        save_answers(submission, by=None, given=given, texts=said)
        return send_submission(submission, by=None, on_record={})


@pytest.fixture(autouse=True)
def _in_july() -> Iterator[None]:
    with clock.standing_at(at("05/7/2021")):
        yield


@pytest.fixture
def world(db: None) -> World:
    province = make_unit(make_country(FOUNDED), UnitType.PROVINCE, "Kon Tum", code="62", on=FOUNDED)
    make_unit(province, UnitType.AGENCY, "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum", code="so-ldtbxh", on=FOUNDED)
    district = make_unit(province, UnitType.DISTRICT, "Ngọc Hồi", code="611", on=FOUNDED)
    first, second = (make_unit(district, UnitType.COMMUNE, name, on=FOUNDED) for name in ("Đắk Dục", "Sa Loong"))
    board = make_unit(district, UnitType.AGENCY, "Ban điều hành", code="bdh", on=FOUNDED)
    set_office_profile(board, by=None, form=HEAD, on=FOUNDED)
    asked = make_month_round("2021", year=2021)
    ask_round(asked, by=None, top=province, on=asked.starts_on)
    return World(district, (first, second), board, asked)


def filled(world: World) -> None:
    """As it was: no launch, three reportages, a screening, bicycles, the budget; and what the two communes wrote."""
    order = DirectiveForm(
        number="1391/KH-UBND",
        issued_on=date(2021, 5, 12),
        subject="Về tổ chức Tháng hành động",
        issuing_unit=world.district,
        kind=DocumentKind.KE_HOACH,
    )
    directive = record_directive(world.round.programme, by=None, unit=world.board, given=order)
    assign_duty(directive, by=None, units=world.communes, due_on=None, on=date(2021, 5, 12))
    for place, commune in enumerate(world.communes):
        record_plan(directive, by=None, unit=commune, number=f"{place + 1}/KH-UBND", issued_on=date(2021, 5, 20))
    no = Reading(0, reason="ảnh hưởng của dịch Covid-19.")
    limits = ("Cán bộ còn kiêm nhiệm nhiều việc.", "Cán bộ của xã còn kiêm nhiệm nhiều việc. Thu thập số liệu còn chậm.")
    for commune, text in zip(world.communes, limits, strict=True):
        numbers: dict[str, Any] = {"protection_systems": 1, "participation_models": 1, "local_budget_vnd": 2_000_000}
        sent = world.answer(commune, launch_event=no, texts={"limits": text, "proposals": "Không."}, **numbers)
        accept_submission(sent, by=None)
    own: dict[str, Any] = {"reportages": 3, "screened_children": Reading(300, estimate=Estimate.AT_LEAST), "congenital_heart_cases": 1}
    own |= {"motor_surgery_cases": 2, "bicycles": 50, "children_given": 50, "banners": 5, "local_budget_vnd": 10_000_000}
    world.answer(world.district, launch_event=no, **own)


def said(world: World) -> list[str]:
    document = draft_report(occasion_of(world.round, unit=world.board, on=JULY)).document
    return [line.replace("\u00a0", " ") for line in words(compose(document))]


def test_every_figure_in_its_sentence(world: World) -> None:
    filled(world)
    text = said(world)
    for line in (
        "UBND HUYỆN NGỌC HỒI",
        "BAN ĐIỀU HÀNH",
        "Kính gửi: Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum",
        "- Như trên;",
        "KT. TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
        "PHÓ CHỦ TỊCH UBND HUYỆN",
        "Có 02/02 xã đã xây dựng kế hoạch và triển khai các hoạt động hưởng ứng trên địa bàn.",
        "Không tổ chức Lễ phát động Tháng hành động vì trẻ em năm 2021, lý do: ảnh hưởng của dịch Covid-19.",
        "Có 02 xã có hệ thống bảo vệ trẻ em đang hoạt động tại cộng đồng.",
        "Duy trì 02 mô hình thúc đẩy quyền tham gia của trẻ em.",
        SCREENED,
        "Tiếp nhận, vận động trao tặng 50 chiếc xe đạp cho 50 em có hoàn cảnh khó khăn.",
        "Kinh phí tổ chức các hoạt động gồm ngân sách địa phương 14.000.000 đồng.",
        "Cán bộ của xã còn kiêm nhiệm nhiều việc.",
        "Thu thập số liệu còn chậm.",
        "Có 03/03 đơn vị đã gửi báo cáo, 03/03 đơn vị gửi đúng hạn.",
        "III. KIẾN NGHỊ: KHÔNG",
    ):
        assert line in text, text
    assert any("Thực hiện 03 phóng sự về công tác trẻ em." in line for line in text)
    assert any(line.startswith("Số:") and line.endswith("/BC-BĐH") for line in text)


def test_nothing_answered_is_nothing_said(world: World) -> None:
    text = said(world)
    assert not any(word in line for line in text for word in ("Lễ phát động", "xe đạp", "phóng sự", "Kinh phí", " 00 "))
    assert [line for line in text if "KIẾN NGHỊ" in line or "chưa có đơn vị" in line] == [
        "Đến hết ngày 30/6/2021, chưa có đơn vị nào gửi báo cáo.",
        "II. KIẾN NGHỊ: KHÔNG",
    ]


def test_proposals_replace_the_word_that_there_are_none(world: World) -> None:
    report = begin_report(world.round, by=None, unit=world.board, on=JULY)
    accept_submission(world.answer(world.communes[0], launch_event=1, texts={"proposals": "Đề nghị cấp thêm kinh phí."}), by=None)
    report = recount_report(report, by=None, on=JULY)
    section = next(one for one in report.sections if one["key"] == "kien_nghi")
    assert (section["title"], section["text"]) == ("Kiến nghị", "Đề nghị cấp thêm kinh phí.")
    report = revise_report(report, by=None, on=JULY, sections=[{"key": "kien_nghi", "title": "Đề xuất, kiến nghị"}])
    report = recount_report(report, by=None, on=JULY)
    assert next(one for one in report.sections if one["key"] == "kien_nghi")["title"] == "Đề xuất, kiến nghị"


def test_who_signs_is_an_office_after_its_powers(world: World) -> None:
    for wrong in ("KT. TRƯỞNG BAN", "\n".join(["A"] * 6), "A" * 90):
        with pytest.raises(RuleBroken) as refusal:
            set_office_profile(world.board, by=None, form=OfficeForm("Ban", "BĐH", "Ngọc Hồi", signature=wrong), on=JULY)
        assert refusal.value.field == "signature"


def test_the_appendix_tells_what_each_unit_answered(world: World) -> None:
    filled(world)
    report = begin_report(world.round, by=None, unit=world.board, on=JULY, with_appendix=True)
    assert any(section["text"].startswith("Số liệu của từng đơn vị nêu tại Phụ lục") for section in report.sections)
    document = taken_out(report.paper.content)
    (annex,) = document.annexes
    lines = [line.replace("\u00a0", " ") for line in words(compose(document))]
    tables = [block for block in annex.blocks if isinstance(block, Table)]
    models = next(table for table in tables if plain(table.caption) == "Mô hình, an toàn cho trẻ em")
    assert [[plain(cell.runs) for cell in row] for row in models.rows] == [
        ["1", "Xã Đắk Dục", "1", "1"],
        ["2", "Xã Sa Loong", "1", "1"],
        ["3", "Cấp huyện", "-", "-"],
        ["", "Cộng", "02", "02"],
    ]
    assert models.rows[-1][2].runs[0].mark == "indicators.value/protection_systems"
    assert not any("tim bẩm sinh (ca)" in line for line in lines)  # one sick child in a small commune is easily known
    assert any("không nêu theo từng đơn vị" in line for line in lines)
    report = revise_report(report, by=None, on=JULY, sections=[{"key": "nguyen_nhan", "text": "Dịch bệnh."}])
    assert has_appendix(report)
    report = recount_report(report, by=None, on=JULY, with_appendix=False)
    assert not has_appendix(report)
    assert not any("Phụ lục" in section["text"] for section in report.sections)


def test_an_appendix_of_nothing_is_none(world: World) -> None:
    assert draft_report(occasion_of(world.round, unit=world.board, on=JULY), with_appendix=True).head.annexes == ()
