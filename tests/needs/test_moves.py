"""The life of a need: each step by who may, on its day, in its order, with its entry in the audit."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.needs.actions import (
    close_need,
    confirm_met,
    declare_nil,
    note_met,
    publish_need,
    reconfirm_need,
    return_need,
    revise_need,
    submit_need,
    take_down_need,
    verify_need,
    withdraw_need,
)
from chungtay.needs.enums import ACTS, NEED_MOVES, NeedStatus
from chungtay.needs.models import Need
from chungtay.needs.queries import needs_on
from chungtay.needs.rules import form_of, months_before, needs_reconfirmation, on_board
from chungtay.places.actions.units import close_unit
from chungtay.programmes.models import Participation
from tests.make.needs import ON, make_need, need_form
from tests.make.people import make_user
from tests.make.places import Province
from tests.make.programmes import make_programme, make_round
from tests.needs.conftest import TODAY

S = NeedStatus
NEXT = ON + timedelta(days=1)


def test_the_whole_way_with_an_entry_for_every_step(province: Province) -> None:
    clerk, officer = make_user(RoleKind.CLERK, province.here.school), make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    focal, head = make_user(RoleKind.FOCAL_POINT, province.office), make_user(RoleKind.CLERK, province.here.school)
    need = make_need(province.here.school, status=S.DRAFT, quantity=3, by=clerk)
    steps: list[tuple[Callable[..., Need], User, dict[str, Any], NeedStatus]] = [
        (submit_need, clerk, {}, S.SUBMITTED),
        (return_need, officer, {"remarks": {"quantity": "Đếm lại"}}, S.RETURNED),
        (submit_need, clerk, {}, S.SUBMITTED),
        (verify_need, officer, {}, S.VERIFIED),
        (publish_need, focal, {}, S.PUBLISHED),
        (take_down_need, focal, {"reason": "Chờ xem lại"}, S.VERIFIED),
        (publish_need, focal, {}, S.PUBLISHED),
        (note_met, officer, {"met_quantity": 1}, S.PARTLY_MET),
        (note_met, clerk, {"met_quantity": 3, "note": "Biên bản 02"}, S.MET),
        (confirm_met, head, {}, S.CONFIRMED),
        (close_need, focal, {}, S.CLOSED),
    ]
    for day, (action, by, more, status) in enumerate(steps):
        action(need, by=by, on=ON + timedelta(days=day), **more)
        need.refresh_from_db()
        assert need.status == status
    acts = list(AuditEntry.objects.filter(subject_kind="needs.Need").order_by("pk").values_list("act", "actor"))
    assert [actor for _act, actor in acts] == [clerk.pk, *(by.pk for _action, by, _more, _status in steps)]
    assert {act for act, _actor in acts} <= ACTS.keys()
    for day, (_action, _by, _more, status) in enumerate(steps):
        assert needs_on(ON + timedelta(days=day)).get(need=need).status == status


MOVES: dict[str, tuple[Callable[..., Need], dict[str, Any]]] = {
    S.SUBMITTED: (submit_need, {"is_no_double": True}),
    S.VERIFIED: (verify_need, {}),
    S.RETURNED: (return_need, {"remarks": {}, "reason": "x"}),
    S.PUBLISHED: (publish_need, {}),
    S.PARTLY_MET: (note_met, {"met_quantity": 2}),
    S.MET: (note_met, {"met_quantity": 3}),
    S.CONFIRMED: (confirm_met, {}),
    S.CLOSED: (close_need, {}),
    S.WITHDRAWN: (withdraw_need, {"reason": "x"}),
}


@pytest.mark.parametrize("status", NeedStatus)
def test_what_may_not_follow_is_refused_in_words(province: Province, status: NeedStatus) -> None:
    need = make_need(province.here.school, status=status, quantity=3, met_quantity=1)
    for to in sorted(set(NeedStatus) - NEED_MOVES[status] - {S.DRAFT, status}):
        action, more = MOVES[to]
        with pytest.raises(RuleBroken):
            action(need, by=None, on=ON, **more)
        need.refresh_from_db()
        assert need.status == status


def test_the_sentence_names_both_states(province: Province) -> None:
    with pytest.raises(RuleBroken, match="“Đang ghi”, không chuyển sang “Đã xác minh”"):
        verify_need(make_need(province.here.school, status=S.DRAFT), by=None, on=ON)


@pytest.mark.parametrize("on", [ON - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_step_before_the_last_one_or_in_the_future_is_refused(province: Province, on: date) -> None:
    need = make_need(province.here.school, status=S.SUBMITTED)
    for action, more in MOVES.values():
        with pytest.raises(RuleBroken) as refusal:
            action(need, by=None, on=on, **more)
        assert refusal.value.field == "on"


def test_nobody_verifies_what_they_wrote(province: Province) -> None:
    officer, colleague = (make_user(RoleKind.COMMUNE_OFFICER, province.here.office) for _ in range(2))
    need = make_need(province.here.school, status=S.SUBMITTED, by=officer)
    with pytest.raises(RuleBroken, match="không tự xác minh"):
        verify_need(need, by=officer, on=ON)
    return_need(need, by=colleague, on=ON, remarks={"what": "Ghi rõ hơn"})
    revise_need(need, by=colleague, form=form_of(need), on=ON)
    submit_need(need, by=officer, on=ON)
    with pytest.raises(RuleBroken, match="không tự xác minh"):
        verify_need(need, by=colleague, on=ON)
    assert verify_need(need, by=officer, on=ON).verified_by == officer


def test_remarks_stand_until_the_need_is_sent_again(province: Province) -> None:
    need = make_need(province.here.school, status=S.VERIFIED)
    return_need(need, by=None, on=ON, remarks={"quantity": "Đếm lại", "ask_condition": "Ghi rõ", "what": " "}, reason="Thiếu ảnh")

    def open_remarks() -> dict[str, str]:
        return dict(need.remarks.filter(is_settled=False).values_list("field", "reason"))

    assert open_remarks() == {"": "Thiếu ảnh", "quantity": "Đếm lại", "ask_condition": "Ghi rõ"}
    revise_need(need, by=None, form=need_form(make_programme().pack.by_category["toilet"], quantity=2), on=ON)
    assert len(open_remarks()) == 3
    submit_need(need, by=None, on=ON)
    assert open_remarks() == {}
    assert need.remarks.count() == 3


@pytest.mark.parametrize(
    ("remarks", "reason", "field"), [({}, " ", "reason"), ({"password": "x"}, "", None), ({"what": "x" * 501}, "", "reason")]
)
def test_a_return_says_why(province: Province, remarks: dict[str, str], reason: str, field: str | None) -> None:
    with pytest.raises(RuleBroken) as refusal:
        return_need(make_need(province.here.school, status=S.SUBMITTED), by=None, on=ON, remarks=remarks, reason=reason)
    assert refusal.value.field == field


# ── Doubles, rounds ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_likely_double_is_said_before_sending(province: Province) -> None:
    here = province.here
    standing = make_need(here.school, site=here.site, status=S.PUBLISHED)
    make_need(here.school, status=S.PUBLISHED)  # another place
    make_need(here.school, site=here.site, category="lunch", status=S.PUBLISHED)
    for over in (S.DRAFT, S.MET, S.WITHDRAWN, S.CLOSED):
        make_need(here.school, site=here.site, status=over)
    again = make_need(here.school, site=here.site, status=S.DRAFT)
    with pytest.raises(RuleBroken, match=standing.code) as refusal:
        submit_need(again, by=None, on=ON)
    assert refusal.value.field == "is_no_double"
    assert submit_need(again, by=None, on=ON, is_no_double=True).status == S.SUBMITTED


def test_by_a_need_the_school_takes_part_in_the_round(province: Province) -> None:
    programme = make_programme()
    found = make_round(programme, starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31))
    head = make_user(RoleKind.CLERK, province.here.site)
    declare_nil(found, by=None, unit=province.here.school, on=ON)
    need = make_need(province.here.site, status=S.DRAFT, by=head)
    submit_need(need, by=head, on=ON)
    assert [(row.unit, row.is_nil) for row in Participation.objects.all()] == [(province.here.school, False)]
    with pytest.raises(RuleBroken, match=need.code) as refusal:
        declare_nil(found, by=None, unit=province.here.school, on=ON)
    assert refusal.value.field == "unit"
    withdraw_need(need, by=head, on=ON, reason="Hết cần")
    assert declare_nil(found, by=None, unit=province.here.school, on=ON).is_nil
    make_need(province.there.school, on=TODAY)  # after the last day for answers
    assert Participation.objects.count() == 1


def test_a_need_of_a_closed_place_is_not_sent(province: Province) -> None:
    need = make_need(province.here.site, status=S.DRAFT)
    close_unit(province.here.site, by=None, on=NEXT, decision=None, reason="x")
    with pytest.raises(RuleBroken) as refusal:
        submit_need(need, by=None, on=NEXT)
    assert refusal.value.field == "site"


# ── What is met ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("met", [-1, 4, 10**9])
def test_no_more_is_met_than_was_asked(province: Province, met: int) -> None:
    with pytest.raises(RuleBroken, match="từ 0 đến 3") as refusal:
        note_met(make_need(province.here.school, quantity=3), by=None, on=ON, met_quantity=met)
    assert refusal.value.field == "met_quantity"


def test_what_was_noted_wrongly_is_taken_back(province: Province) -> None:
    shown, hidden = make_need(province.here.school, status=S.PUBLISHED, quantity=3), make_need(province.here.school, quantity=3)
    for need, before in ((shown, S.PUBLISHED), (hidden, S.VERIFIED)):
        note_met(need, by=None, on=ON, met_quantity=3)
        assert note_met(need, by=None, on=ON, met_quantity=1).status == S.PARTLY_MET
        assert note_met(need, by=None, on=ON, met_quantity=0).status == before
        with pytest.raises(RuleBroken, match="đã được ghi rồi"):
            note_met(need, by=None, on=ON, met_quantity=0)


def test_who_noted_it_does_not_confirm_it(province: Province) -> None:
    clerk, head = (make_user(RoleKind.CLERK, province.here.school) for _ in range(2))
    need = note_met(make_need(province.here.school, status=S.PUBLISHED), by=clerk, on=ON, met_quantity=1)
    with pytest.raises(RuleBroken, match="không tự xác nhận"):
        confirm_met(need, by=clerk, on=ON)
    assert confirm_met(need, by=head, on=ON).status == S.CONFIRMED


@pytest.mark.parametrize("reason", ["", " \n", "x" * 501])
def test_withdrawing_asks_for_a_reason(province: Province, reason: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        withdraw_need(make_need(province.here.school), by=None, on=ON, reason=reason)
    assert refusal.value.field == "reason"


# ── How long a need is believed ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_months_end_where_the_month_ends() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 3, 15), 15) == date(2024, 12, 15)


def test_asked_again_after_six_months_and_off_the_board_after_seven(province: Province) -> None:
    need = make_need(province.here.school, status=S.PUBLISHED, on=date(2025, 8, 31))
    pack = need.programme.pack

    def said(on: date) -> tuple[bool, bool]:
        return needs_reconfirmation(need, pack, on), on_board(need, pack, on)

    assert said(date(2026, 2, 27)) == (False, True)
    assert said(date(2026, 2, 28)) == (False, True)
    assert said(date(2026, 3, 1)) == (True, True)
    assert said(date(2026, 3, 30)) == (True, True)
    assert said(TODAY) == (True, False)
    reconfirm_need(need, by=None, on=TODAY)
    need.refresh_from_db()
    assert said(TODAY) == (False, True)
    assert needs_on(TODAY).get(need=need).standing_on == TODAY


def test_what_the_school_said_too_long_ago_is_not_published(province: Province) -> None:
    need = make_need(province.here.school, on=date(2025, 8, 1))
    with pytest.raises(RuleBroken, match="01/8/2025"):
        publish_need(need, by=None, on=TODAY)
    reconfirm_need(need, by=None, on=TODAY)
    assert publish_need(need, by=None, on=TODAY).status == S.PUBLISHED


def test_a_partly_met_need_comes_down_and_goes_up_again(province: Province) -> None:
    need = make_need(province.here.school, status=S.PARTLY_MET)
    down = take_down_need(need, by=None, on=ON)
    assert (down.status, on_board(down, down.programme.pack, ON)) == (S.PARTLY_MET, False)
    with pytest.raises(RuleBroken, match="không ở trên bảng"):
        take_down_need(need, by=None, on=ON)
    up = publish_need(need, by=None, on=ON)
    assert (up.status, on_board(up, up.programme.pack, ON)) == (S.PARTLY_MET, True)
    with pytest.raises(RuleBroken, match="đang ở trên bảng"):
        publish_need(need, by=None, on=ON)


@pytest.mark.parametrize("status", [S.DRAFT, S.SUBMITTED, S.MET, S.WITHDRAWN])
def test_only_what_stands_is_confirmed_again(province: Province, status: NeedStatus) -> None:
    with pytest.raises(RuleBroken):
        reconfirm_need(make_need(province.here.school, status=status), by=None, on=ON)
