"""The report of a district's month for children: what the answers say, in sentences, signed by a deputy; nothing where nobody did."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.documents.actions.offices import OfficeForm, set_office_profile
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.kept import taken_out
from chungtay.documents.layout import Table, plain
from chungtay.reports.actions import begin_report, recount_report, revise_report
from chungtay.reports.papers import draft_report, has_appendix, occasion_of
from chungtay.submissions.actions import accept_submission
from chungtay.support.actions import reverse_contribution
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.month import JULY, Month, fill, make_district
from tests.make.submissions import at

SCREENED: Final = (
    "Phối hợp khám sàng lọc miễn phí cho hơn 300 lượt trẻ em, phát hiện 01 ca bệnh tim bẩm sinh, "
    "02 ca dị tật vận động có chỉ định phẫu thuật."
)


@pytest.fixture(autouse=True)
def _in_july() -> Iterator[None]:
    with clock.standing_at(at("05/7/2021")):
        yield


@pytest.fixture
def world(db: None) -> Month:
    return make_district()


def said(world: Month) -> list[str]:
    document = draft_report(occasion_of(world.round, unit=world.board, on=JULY)).document
    return [line.replace("\u00a0", " ") for line in words(compose(document))]


def test_every_figure_in_its_sentence(world: Month) -> None:
    fill(world)
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
        "Có 02/02 xã đã gửi báo cáo, trong đó 02/02 gửi đúng hạn.",
        "III. KIẾN NGHỊ: KHÔNG",
    ):
        assert line in text, text
    assert any("Thực hiện 03 phóng sự về công tác trẻ em." in line for line in text)
    assert any(line.startswith("Số:") and line.endswith("/BC-BĐH") for line in text)


def test_what_was_given_and_where_it_went_comes_from_its_records(world: Month) -> None:
    day, programme = date(2021, 6, 20), world.round.programme
    with clock.standing_at(at("20/6/2021")):
        gift = make_cash(world.communes[0], 9_600_000, programme=programme, on=day)
        make_allocation(gift, unit=world.communes[1], amount=2_500_000, on=day)
    sentence = "Theo sổ tiếp nhận, các đơn vị đã nhận tiền và hiện vật ủng hộ trị giá 9.600.000 đồng; phân bổ 2.500.000 đồng."
    assert sentence in said(world)
    with clock.standing_at(at("21/6/2021")):
        reverse_contribution(make_cash(world.communes[0], 400_000, programme=programme, on=day), by=None, on=day, reason="Ghi nhầm")
    assert sentence in said(world)


def test_what_units_report_and_what_is_on_the_books_are_told_apart(world: Month) -> None:
    """The same gift stands in both, so that the second sentence says it is not to be added."""
    day, commune = date(2021, 6, 20), world.communes[0]
    with clock.standing_at(at("20/6/2021")):
        make_cash(commune, 9_600_000, programme=world.round.programme, on=day)
        make_goods(commune, 5, kind="bicycles", programme=world.round.programme, on=day, value_vnd=8_000_000)
    accept_submission(world.answer(commune, launch_event=1, mobilised_vnd=9_600_000, in_kind_vnd=8_000_000), by=None)
    text = said(world)
    first = "Kinh phí tổ chức các hoạt động gồm vận động 9.600.000 đồng; hiện vật trị giá 8.000.000 đồng."
    second = (
        "Theo sổ tiếp nhận, các đơn vị đã nhận tiền và hiện vật ủng hộ trị giá 17.600.000 đồng "
        "(để đối chiếu với phần vận động, hiện vật mà các đơn vị báo cáo ở trên, không cộng thêm)."
    )
    assert text[text.index(first) + 1] == second, text


def test_nothing_answered_is_nothing_said(world: Month) -> None:
    text = said(world)
    assert not any(word in line for line in text for word in ("Lễ phát động", "xe đạp", "phóng sự", "Kinh phí", "ủng hộ", " 00 "))
    assert [line for line in text if "KIẾN NGHỊ" in line or "chưa có đơn vị" in line] == [
        "Đến hết ngày 30/6/2021, chưa có đơn vị nào gửi báo cáo.",
        "II. KIẾN NGHỊ: KHÔNG",
    ]


def test_proposals_replace_the_word_that_there_are_none(world: Month) -> None:
    report = begin_report(world.round, by=None, unit=world.board, on=JULY)
    accept_submission(world.answer(world.communes[0], launch_event=1, texts={"proposals": "Đề nghị cấp thêm kinh phí."}), by=None)
    report = recount_report(report, by=None, on=JULY)
    section = next(one for one in report.sections if one["key"] == "kien_nghi")
    assert (section["title"], section["text"]) == ("Kiến nghị", "Đề nghị cấp thêm kinh phí.")
    report = revise_report(report, by=None, on=JULY, sections=[{"key": "kien_nghi", "title": "Đề xuất, kiến nghị"}])
    report = recount_report(report, by=None, on=JULY)
    assert next(one for one in report.sections if one["key"] == "kien_nghi")["title"] == "Đề xuất, kiến nghị"


def test_who_signs_is_an_office_after_its_powers(world: Month) -> None:
    for wrong in ("KT. TRƯỞNG BAN", "\n".join(["A"] * 6), "A" * 90):
        with pytest.raises(RuleBroken) as refusal:
            set_office_profile(world.board, by=None, form=OfficeForm("Ban", "BĐH", "Ngọc Hồi", signature=wrong), on=JULY)
        assert refusal.value.field == "signature"


def test_the_appendix_tells_what_each_unit_answered(world: Month) -> None:
    fill(world)
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


def test_an_appendix_of_nothing_is_none(world: Month) -> None:
    draft = draft_report(occasion_of(world.round, unit=world.board, on=JULY), with_appendix=True)
    assert draft.head.annexes == ()
    assert not any("Phụ lục" in section["text"] for section in draft.sections)


def test_a_commune_reports_its_own_before_anybody_accepted_it(world: Month) -> None:
    """And says nothing of who sent: it asks nobody."""
    commune = world.communes[0]
    world.answer(commune, launch_event=1, banners=7)
    text = words(compose(draft_report(occasion_of(world.round, unit=commune, on=JULY)).document))
    assert any("Treo 7 băng rôn" in line.replace("\u00a0", " ") for line in text), text
    assert not any("gửi báo cáo" in line for line in text)
