"""The official papers of support: their words, and that every figure is what the records say."""

from datetime import date

import pytest

from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.kept import marked, taken_out
from chungtay.documents.template import Figured
from chungtay.donors.models import Donor
from chungtay.ledger.enums import VND, AccountKind
from chungtay.ledger.models import Account, Balance
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.actions.papering import draft_paper, redraw_paper
from chungtay.support.actions.receiving import receive_goods, refund, reverse_contribution
from chungtay.support.enums import PaperKind, PostingKind
from chungtay.support.minutes import Minutes, Received, Wish
from chungtay.support.models import Contribution, Reception, SupportPaper
from chungtay.support.papers import Span, draw
from chungtay.support.papers.monthly import flows
from tests.make.documents import Desk, make_office
from tests.make.donors import make_donor, make_nameless
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.needs import make_need
from tests.make.places import Province
from tests.make.support_papers import SCHOOL, about_it, make_delivery, make_plan, make_posting

ON = date(2026, 3, 25)
MARCH = Span(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def desk(province: Province) -> Desk:
    return make_office(province.here.unit)


@pytest.fixture
def school_desk(province: Province) -> Desk:
    return make_office(province.here.school, form=SCHOOL)


@pytest.fixture
def donor(province: Province) -> Donor:
    return make_donor(province.here.unit, name="Công ty Mường Thanh")


def lines_of(figured: Figured) -> list[str]:
    return [" ".join(line.split()) for line in words(compose(figured.document)) if line.strip()]


def figure(figured: Figured, mark: str) -> object:
    return {one.mark: one.value for one in figured.figures.values()}[mark]


def _goods(province: Province, programme: Programme, donor: Donor) -> Reception:
    unit = province.here.unit
    minutes = Minutes(date(2026, 3, 2), donor, place="trụ sở UBND xã", giver_name="Ông Tòng Văn Ún", receiver_name="Bà Lò Thị Hoa")
    lines = (
        Received("blankets", 40, value_vnd=12_000_000, value_estimate="about", wish=Wish(unit=province.here.school)),
        Received("warm_clothes", 25, note="cỡ 5 đến 7 tuổi"),
    )
    return receive_goods(unit, by=None, on=ON, programme=programme, minutes=minutes, lines=lines, store=unit)


def test_minutes_of_receiving_goods(province: Province, programme: Programme, desk: Desk, donor: Donor) -> None:
    reception = _goods(province, programme, donor)
    blankets, clothes = reception.contributions.order_by("pk")
    paper = draw(about_it(PaperKind.RECEPTION, reception.pk), office=desk.unit, on=ON)
    said = lines_of(paper)
    assert said[said.index("BIÊN BẢN") :] == [
        "BIÊN BẢN",
        "Tiếp nhận tài trợ của Công ty Mường Thanh",
        "Hôm nay, ngày 02 tháng 3 năm 2026, tại trụ sở UBND xã, hai bên gồm:",
        "- Bên giao: Công ty Mường Thanh, người giao: Ông Tòng Văn Ún;",
        "- Bên nhận: Ủy ban nhân dân xã Thanh An, người nhận: Bà Lò Thị Hoa.",
        "Bên giao đã giao, bên nhận đã nhận đủ tiền, hiện vật sau đây để dùng cho Chương trình “Điều ước cho em”:",
        *("Stt", "Nội dung", "Đơn vị tính", "Số lượng", "Số tiền, trị giá (đồng)", "Mã dấu vết"),
        *("1", "Chăn ấm", "chiếc", "40", "khoảng 12.000.000", blankets.trace_code),
        *("2", "Quần áo ấm (cỡ 5 đến 7 tuổi)", "bộ", "25", clothes.trace_code),
        *("Cộng", "khoảng 12.000.000"),
        (
            f"Khoản mã {blankets.trace_code} nhà tài trợ dành cho: Trường Mầm non Thanh An. "
            "Muốn dùng vào việc khác, bên nhận phải được nhà tài trợ đồng ý."
        ),
        (
            "Việc tài trợ là tự nguyện. Bên nhận quản lý, sử dụng đúng mục đích và công khai kết quả. "
            "Người có mã dấu vết xem được khoản tài trợ đang ở đâu tại http://127.0.0.1:8000/theo-doi/."
        ),
        "Biên bản được lập thành hai bản có giá trị như nhau, mỗi bên giữ một bản./.",
        *("ĐẠI DIỆN BÊN GIAO", "Ông Tòng Văn Ún", "ĐẠI DIỆN BÊN NHẬN", "CHỦ TỊCH"),
        *("Nơi nhận:", "- Bên giao;", "- Bên nhận;", "- Lưu: VT."),
    ]


def test_minutes_of_receiving_cash_in_words(province: Province, programme: Programme, desk: Desk, donor: Donor) -> None:
    cash = make_cash(province.here.unit, 14_500_000, programme=programme, donor=donor)
    said = lines_of(draw(about_it(PaperKind.RECEPTION, cash.reception_id), office=desk.unit, on=ON))
    assert "Tổng số tiền đã nhận: 14.500.000 đồng (bằng chữ: mười bốn triệu năm trăm nghìn đồng)." in said


def test_what_was_taken_back_is_not_in_the_minutes(province: Province, programme: Programme, desk: Desk, donor: Donor) -> None:
    reception = _goods(province, programme, donor)
    row = draft_paper(about_it(PaperKind.RECEPTION, reception.pk), by=desk.officer, office=desk.unit, on=ON)
    blankets, clothes = reception.contributions.order_by("pk")
    assert clothes.trace_code in row.document.source
    reverse_contribution(clothes, by=None, on=ON, reason="ghi nhầm")
    redraw_paper(row, by=desk.officer, on=ON)
    row = SupportPaper.objects.select_related("document").get(pk=row.pk)
    assert clothes.trace_code not in row.document.source
    assert blankets.trace_code in row.document.source
    assert row.document.values[f"nhan.{blankets.pk}"]["value"] == 40
    assert f"nhan.{clothes.pk}" not in marked(taken_out(row.document.content))


def test_minutes_of_handing_over(province: Province, programme: Programme, desk: Desk, donor: Donor) -> None:
    school = province.here.school
    blankets, _clothes = _goods(province, programme, donor).contributions.order_by("pk")
    need = make_need(school)
    cash = make_cash(province.here.unit, 3_000_000, programme=programme)
    lines = [
        (make_allocation(blankets, need, amount=30, on=ON), 30, 1),
        (make_allocation(cash, unit=school, amount=2_000_000, on=ON), 1_500_000, 0),
    ]
    delivery = make_delivery(school, lines)
    said = lines_of(draw(about_it(PaperKind.DELIVERY, delivery.code), office=desk.unit, on=ON))
    assert said[said.index("BIÊN BẢN") + 1 :] == [
        "Bàn giao tài trợ cho Trường Mầm non Thanh An",
        "Hôm nay, ngày 28 tháng 3 năm 2026, tại điểm trường Bản Ten, hai bên gồm:",
        "- Bên giao: Ủy ban nhân dân xã Thanh An, người giao: Bà Lò Thị Hoa;",
        "- Bên nhận: Trường Mầm non Thanh An, người nhận: Cô Quàng Thị Mai.",
        f"Bên giao đã giao, bên nhận đã kiểm đếm và nhận đủ (mã bàn giao {delivery.code}):",
        *("Stt", "Nội dung", "Số lượng", "Để đáp ứng nhu cầu", "Nguồn", "Mã dấu vết"),
        *("1", "Chăn ấm", "30 chiếc", f"{need.what}: 1 {need.measure}", "Nhà tài trợ không nêu tên", blankets.trace_code),
        *("2", "Tiền", "1.500.000 đồng", "Nhà tài trợ không nêu tên", cash.trace_code),
        "Tổng số tiền bàn giao: 1.500.000 đồng (bằng chữ: một triệu năm trăm nghìn đồng).",
        (
            "Bên nhận sử dụng đúng mục đích, đúng đối tượng, niêm yết công khai và xác nhận việc nhận trên hệ thống "
            "bằng một người khác người "
            "lập biên bản này. Mọi người kiểm tra được từng khoản bằng mã dấu vết tại http://127.0.0.1:8000/theo-doi/."
        ),
        "Biên bản được lập thành hai bản có giá trị như nhau, mỗi bên giữ một bản./.",
        *("ĐẠI DIỆN BÊN NHẬN", "Cô Quàng Thị Mai", "ĐẠI DIỆN BÊN GIAO", "CHỦ TỊCH"),
        *("Nơi nhận:", "- Bên giao;", "- Bên nhận;", "- Lưu: VT."),
    ]


def test_the_school_writes_the_minutes_as_the_side_that_receives(
    province: Province, programme: Programme, school_desk: Desk, donor: Donor
) -> None:
    blankets, _clothes = _goods(province, programme, donor).contributions.order_by("pk")
    part = make_allocation(blankets, unit=province.here.school, amount=5, on=ON)
    delivery = make_delivery(province.here.school, [(part, 5, 0)])
    paper = draw(about_it(PaperKind.DELIVERY, delivery.code), office=school_desk.unit, on=ON).document
    assert paper.signature.authority == ("ĐẠI DIỆN BÊN NHẬN", "HIỆU TRƯỞNG")
    assert paper.other_side is not None
    assert paper.other_side.name == "Bà Lò Thị Hoa"


def test_thanks_and_receipt(province: Province, programme: Programme, desk: Desk, donor: Donor) -> None:
    cash = make_cash(province.here.unit, 14_500_000, programme=programme, donor=donor)
    said = lines_of(draw(about_it(PaperKind.THANKS, cash.trace_code), office=desk.unit, on=ON))
    page = f"http://127.0.0.1:8000/theo-doi/{cash.trace_code}/"
    assert "V/v cảm ơn và xác nhận đã tiếp nhận tài trợ" in said
    assert "Kính gửi: Công ty Mường Thanh" in said
    assert (
        "Ngày 02/3/2026, Ủy ban nhân dân xã Thanh An đã tiếp nhận số tiền 14.500.000 đồng "
        "(bằng chữ: mười bốn triệu năm trăm nghìn đồng). Giấy xác nhận ở Phụ lục kèm theo."
    ) in said
    assert any(cash.trace_code in line and page in line and "không cần tài khoản" in line for line in said)
    assert said[said.index("Phụ lục") + 1 :][:1] == ["GIẤY XÁC NHẬN ĐÃ TIẾP NHẬN TÀI TRỢ"]
    assert said[said.index("Nhà tài trợ") :] == [
        *("Nhà tài trợ", "Công ty Mường Thanh", "Đơn vị tiếp nhận", "Ủy ban nhân dân xã Thanh An", "Ngày tiếp nhận", "02/3/2026"),
        *("Chương trình", "Điều ước cho em", "Số tiền", "14.500.000 đồng", "Bằng chữ", "Mười bốn triệu năm trăm nghìn đồng"),
        *("Mã dấu vết", cash.trace_code, "Địa chỉ kiểm tra", page),
    ]


# ── Of a span of days ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_month_closes_with_the_balances_of_the_ledger(province: Province, programme: Programme, desk: Desk, donor: Donor) -> None:
    unit = province.here.unit
    make_cash(unit, 2_000_000, programme=programme, on=date(2026, 2, 10))
    cash = make_cash(unit, 14_500_000, programme=programme)
    wrong = make_cash(unit, 9_000_000, programme=programme)
    reverse_contribution(wrong, by=None, on=ON, reason="ghi nhầm")
    refund(cash, by=None, on=ON, amount_vnd=500_000, way="cash", reason="nhà tài trợ chuyển nhầm")
    make_allocation(cash, unit=province.here.school, amount=4_000_000, on=ON)
    _goods(province, programme, donor)
    make_cash(province.there.unit, 77_000_000, programme=programme)

    found = flows(unit, MARCH, on=ON)
    units = OrgUnit.objects.below(unit, on=ON).order_by().values("pk")
    balances: dict[tuple[str, str, str], int] = {}
    for row in Balance.objects.filter(account__unit__in=units).select_related("account"):
        key = (row.account.kind, row.account.commodity, row.account.part)
        balances[key] = balances.get(key, 0) + row.amount
    assert {key: flow.after for key, flow in found.items() if flow.after} == {key: amount for key, amount in balances.items() if amount}
    till = found[AccountKind.CASH, VND, ""]
    assert (till.before, till.came, till.went, till.after) == (2_000_000, 14_500_000, 500_000, 16_000_000)
    assert Account.objects.filter(kind=AccountKind.CASH).count() == 2

    paper = draw(about_it(PaperKind.MONTH, "2026-03", unit), office=unit, on=ON)
    said = lines_of(paper)
    assert "Tình hình tiền và hiện vật tài trợ tháng 3 năm 2026 của Chương trình “Điều ước cho em”" in said
    assert "Cuối kỳ đang giữ 16.000.000 đồng (bằng chữ: mười sáu triệu đồng)." in said
    assert figure(paper, "so-cai.cong.0.cuoi") == figure(paper, "so-cai.cong-nguon.0.cuoi") == 16_000_000
    assert said[said.index("Nhập, xuất, tồn") + 8 :][:14] == [
        "1",
        "Chăn ấm",
        "chiếc",
        "0",
        "40",
        "0",
        "40",
        *said[said.index("Nhập, xuất, tồn") + 15 :][:7],
    ]


def test_an_empty_month_says_so(province: Province, programme: Programme, desk: Desk) -> None:
    said = lines_of(draw(about_it(PaperKind.MONTH, "2025-12", province.here.unit), office=desk.unit, on=ON))
    assert "Trong kỳ không có tiền." in said
    assert "Trong kỳ không có hiện vật trong kho." in said


def test_donors_are_named_as_they_allow(province: Province, programme: Programme, desk: Desk) -> None:
    unit = province.here.unit
    named = make_donor(unit, name="Công ty Mường Thanh", public_as="name", on=date(2026, 1, 2))
    hidden = make_nameless(unit, name="Ông Lò Văn Kín")
    make_cash(unit, 10_000_000, programme=programme, donor=named)
    make_goods(unit, 40, programme=programme, donor=named)
    make_cash(unit, 3_000_000, programme=programme, donor=hidden)
    make_cash(unit, 1_000_000, programme=programme)
    make_cash(unit, 5_000_000, programme=programme, on=date(2025, 12, 31))
    paper = draw(about_it(PaperKind.DONORS, "2026-01-01/2026-06-30", unit), office=unit, on=ON)
    said = lines_of(paper)
    assert "Kín" not in " ".join(said)
    assert said[said.index("Hiện vật") + 1 :][:13] == [
        *("1", "Công ty Mường Thanh", "2", "10.000.000", "40 chiếc chăn ấm"),
        *("Nhà tài trợ không nêu tên", "2", "4.000.000"),
        *("Cộng", "4", "14.000.000", "40 chiếc chăn ấm"),
        "Danh sách chỉ nêu tên nhà tài trợ đã đồng ý nêu tên; những người khác ghi chung là “Nhà tài trợ không nêu tên”./.",
    ]


# ── Thông tư 16/2018 ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_plan_asks_for_no_least_and_no_average(province: Province, programme: Programme, school_desk: Desk) -> None:
    plan = make_plan(province.here.school)
    said = lines_of(draw(about_it(PaperKind.PLAN, plan.pk), office=school_desk.unit, on=ON))
    whole = " ".join(said)
    assert "không quy định mức tài trợ bình quân, không quy định mức tài trợ tối thiểu" in whole
    assert "chỉ vận động sau khi kế hoạch này được" in whole
    assert said[said.index("Dự kiến (đồng)") + 1 :][:12] == [
        *("1", "Chăn ấm", "chiếc", "120", "36.000.000"),
        *("2", "Bếp ăn", "chiếc", "1"),
        *("Cộng", "36.000.000"),
        "V. CÁCH THỨC, TIẾN ĐỘ THỰC HIỆN",
    ]
    approved = lines_of(
        draw(about_it(PaperKind.PLAN, make_plan(province.here.school, is_approved=True).pk), office=school_desk.unit, on=ON)
    )
    assert "Kế hoạch đã được phê duyệt tại văn bản số 45/UBND-VHXH ngày 30/9/2025./." in approved


@pytest.mark.parametrize(("kind", "word"), [(PostingKind.USE_PLAN, "kế hoạch sử dụng"), (PostingKind.SETTLEMENT, "quyết toán")])
def test_posting_says_where_and_how_long(province: Province, programme: Programme, school_desk: Desk, kind: PostingKind, word: str) -> None:
    posting = make_posting(make_plan(province.here.school), kind=kind)
    said = lines_of(draw(about_it(PaperKind.POSTING, posting.pk), office=school_desk.unit, on=ON))
    assert f"Niêm yết công khai {word} tài trợ của Chương trình “Điều ước cho em”" in said
    days = "bảng tin của trường từ ngày 01/10/2025 đến hết ngày 22/10/2025, gồm 15 ngày làm việc"
    assert any(days in line for line in said)


def test_settlement_is_what_came_less_what_went(province: Province, programme: Programme, school_desk: Desk) -> None:
    school = province.here.school
    plan, need = make_plan(school, is_approved=True), make_need(school)
    cash = make_cash(school, 10_000_000, programme=programme)
    refund(cash, by=None, on=ON, amount_vnd=1_000_000, way="cash", reason="nhà tài trợ chuyển nhầm")
    part = make_allocation(cash, need, amount=6_000_000, on=ON)
    make_delivery(school, [(part, 4_000_000, 0)])
    paper = draw(about_it(PaperKind.SETTLEMENT, plan.pk), office=school_desk.unit, on=ON)
    row = Contribution.objects.get(pk=cash.pk).balance
    sides = {side: figure(paper, f"qt.{cash.pk}.{side}") for side in ("nhan", "dung", "tra", "con")}
    assert sides == {"nhan": 10_000_000, "dung": 4_000_000, "tra": 1_000_000, "con": 5_000_000}
    assert sides["con"] == row.idle + (row.allocated - row.delivered)
    assert figure(paper, "cong.1.nhan") == 10_000_000
    assert figure(paper, "nc.1.so") == 4_000_000


def test_settlement_counts_what_was_allocated_to_the_school(province: Province, programme: Programme, school_desk: Desk) -> None:
    school = province.here.school
    plan = make_plan(school, is_approved=True)
    goods = make_goods(province.here.unit, 40, programme=programme)
    make_allocation(goods, unit=school, amount=30, on=ON)
    paper = draw(about_it(PaperKind.SETTLEMENT, plan.pk), office=school_desk.unit, on=ON)
    assert (figure(paper, "cong.1.nhan"), figure(paper, "cong.1.con")) == (30, 30)
