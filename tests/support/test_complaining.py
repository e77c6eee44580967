"""Somebody says that something is wrong; whoever answers for it is told, and answers once, on record."""

import pytest
from django.db import IntegrityError, transaction

from chungtay.accounts.enums import RoleKind
from chungtay.core.errors import RuleBroken
from chungtay.notifications.models import Notice
from chungtay.support.actions.complaining import answer_complaint
from chungtay.support.enums import ComplaintStatus
from chungtay.support.intake.complaints import complain
from chungtay.support.models import Complaint
from chungtay.support.published.complaints import complaint
from chungtay.support.queries.complaining import subject_of
from tests.make.gifts import make_allocation, make_goods
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.places import Province
from tests.make.support import a_delivery, a_pledge
from tests.support.conftest import TODAY

TEXT = "Trường báo chưa nhận được chăn nào."


def raised(subject: str = "", province: str = "11", **more: str) -> Complaint:
    return Complaint.objects.get(code=complain(subject=subject, province=province, text=more.pop("text", TEXT), **more))


def test_whatever_code_it_is_about_the_commune_answers(province: Province) -> None:
    here = province.here
    gift = make_goods(here.school, 10)
    part = make_allocation(gift, unit=here.site)
    delivery = a_delivery(part, store=here.school)
    need = make_need(here.school)
    pledge = a_pledge(need, amount_vnd=1_000_000)
    typed = [gift.trace_code.lower().replace("-", " "), part.code, delivery.code.lower(), need.code, pledge.trace_code, pledge.payment_code]
    rows = [raised(one) for one in typed]
    assert {row.unit for row in rows} == {here.unit}
    assert [row.subject for row in rows] == [gift.trace_code, part.code, delivery.code, need.code, pledge.trace_code, pledge.payment_code]


def test_without_a_code_the_province_answers(province: Province) -> None:
    assert raised().unit == province.unit


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"subject": "BG-22222222"}, "subject"),
        ({"subject": "tôi không biết"}, "subject"),
        ({"subject": "NC-999999"}, "subject"),
        ({"subject": "NC-99999999999999"}, "subject"),
        ({"subject": "", "province": "99"}, "subject"),
        ({"subject": "", "province": ""}, "subject"),
        ({"text": "ờ"}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"text": "có ký tự lạ \0 ở giữa"}, "text"),
        ({"contact": "x" * 201}, "contact"),
    ],
)
def test_what_cannot_be_told_to_anybody(province: Province, given: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        complain(**({"subject": "", "province": "11", "text": TEXT, "contact": ""} | given))
    assert refusal.value.field == field
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("typed", ["", "-", "PB-", "BG-0000000", "NC-", "7K3M-Q9TX", "'; DROP TABLE", "Ω" * 90])
def test_what_is_no_code(typed: str) -> None:
    assert subject_of(typed) == ""


def test_whoever_allocates_is_told_and_answers_once(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.unit)
    row = raised(make_goods(province.here.unit).trace_code, contact="0912 345 678")
    notice = Notice.objects.get()
    assert (notice.person, notice.path) == (officer, f"/nguon-luc/phan-anh/{row.pk}/")
    for stranger in (make_user(RoleKind.CLERK, province.here.school), make_user(RoleKind.COMMUNE_OFFICER, province.there.unit)):
        with pytest.raises(RuleBroken, match="không làm việc này"):
            answer_complaint(row, by=stranger, on=TODAY, answer="Đã giao hôm qua cho trường.")
    with pytest.raises(RuleBroken, match="viết rõ hơn"):
        answer_complaint(row, by=officer, on=TODAY, answer=" ")
    row = answer_complaint(row, by=officer, on=TODAY, answer="Đã giao hôm qua.\nCó biên bản.")
    assert (row.status, row.answered_by, row.answered_on) == (ComplaintStatus.ANSWERED, officer, TODAY)
    with pytest.raises(RuleBroken, match="trả lời rồi"):
        answer_complaint(row, by=officer, on=TODAY, answer="Một câu trả lời khác.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.update(answer="")


def test_the_public_reads_it_by_its_code_without_who_complained(province: Province) -> None:
    row = raised(contact="0912 345 678")
    assert complaint("PA-22222222") is None
    answer_complaint(row, by=None, on=TODAY, answer="Đã giao hôm qua cho trường.")
    shown = complaint(row.code.lower())
    assert shown is not None
    assert (shown.text, shown.unit, shown.answer) == (TEXT, "Tỉnh Điện Biên", "Đã giao hôm qua cho trường.")
    assert "0912" not in repr(shown)
