"""An activity is put on record, mended and withdrawn; what nobody can mean is refused where it was typed."""

from datetime import date, timedelta
from typing import Any

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.activities.actions import record_activity, revise_activity, withdraw_activity
from chungtay.activities.enums import ActivityStatus
from chungtay.activities.models import Activity
from chungtay.activities.rules import Counted, form_of
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.places.actions.units import close_unit
from chungtay.programmes.actions import end_programme
from chungtay.programmes.models import Programme
from tests.activities.conftest import TODAY
from tests.make.activities import ON, activity_form, make_activity
from tests.make.people import make_user
from tests.make.places import Province, make_decision


def test_a_commune_records_what_it_did(province: Province, month: Programme) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    form = activity_form(
        ended_on=date(2026, 3, 4),
        place="  Trạm  y tế ",
        story="Dòng một\n\n  Dòng   hai ",
        parts={"girls": Counted(140), "th": Counted(200), "thcs": Counted(100, "about")},
        outputs={"screened_children": Counted(300, "at_least"), "congenital_heart_cases": Counted(0)},
        money={"local_budget": Counted(14_000_000), "in_kind": Counted(0)},
    )
    activity = record_activity(province.here.unit, by=officer, programme=month, form=form, on=TODAY)
    activity = Activity.objects.get(pk=activity.pk)
    assert (activity.place, activity.story, activity.recorded_by) == ("Trạm y tế", "Dòng một\n\nDòng hai", officer)
    said = form_of(activity)
    assert (said.people, said.ended_on) == (Counted(300, "at_least"), date(2026, 3, 4))
    assert said.outputs == {"screened_children": Counted(300, "at_least"), "congenital_heart_cases": Counted(0)}
    assert said.money == {"local_budget": Counted(14_000_000), "in_kind": Counted(0)}
    assert said.parts == form.parts
    entry = AuditEntry.objects.get(act="activity.recorded")
    assert (entry.actor, entry.place_id, entry.subject_name) == (officer, province.here.unit.pk, f"{activity.code} {activity.title}")


def test_what_is_left_out_was_not_said(province: Province) -> None:
    activity = make_activity(province.here.unit, kind="launch", title="", people=None, outputs={})
    assert (activity.title, activity.people, activity.outputs.count(), activity.money.count()) == ("Lễ phát động", None, 0, 0)
    assert activity.ended_on == activity.started_on == ON


def test_the_same_form_sent_twice_is_one_activity(province: Province, month: Programme) -> None:
    officer, other = (make_user(RoleKind.COMMUNE_OFFICER, province.here.office) for _ in range(2))

    def send(by: Any, once: str, **changes: Any) -> Activity:
        form = activity_form(**changes)
        return record_activity(province.here.unit, by=by, programme=month, form=form, on=TODAY, once=once)

    first = send(officer, "k1")
    assert send(officer, "k1", title="Sửa sau khi gửi") == first
    assert Activity.objects.get().title == "Khám sức khỏe cho học sinh"
    assert len({first, send(officer, "k2"), send(other, "k1"), send(officer, ""), send(officer, "")}) == 5


def test_revising_keeps_what_stood_there_in_the_audit(province: Province) -> None:
    activity = make_activity(province.here.unit, parts={"girls": Counted(100)})
    again = revise_activity(activity, by=None, form=form_of(activity), on=TODAY)
    assert not AuditEntry.objects.filter(act="activity.revised").exists()
    form = activity_form(people=Counted(80), outputs={"screened_children": Counted(85)}, parts={"girls": Counted(40)})
    revised = revise_activity(again, by=None, form=form, on=TODAY)
    assert form_of(Activity.objects.get()) == form_of(revised)
    assert (Activity.objects.get().people, Activity.objects.get().parts.get().value) == (80, 40)
    assert AuditEntry.objects.get(act="activity.revised").details["was"] == {
        "people": [300, "at_least"],
        "outputs": {"screened_children": [300, "at_least"]},
        "parts": {"girls": [100, "exact"]},
    }


def test_withdrawn_with_a_reason_and_never_touched_again(province: Province) -> None:
    activity = make_activity(province.here.unit)
    with pytest.raises(RuleBroken, match="lý do") as refusal:
        withdraw_activity(activity, by=None, on=TODAY, reason=" … ")
    assert refusal.value.field == "reason"
    withdraw_activity(activity, by=None, on=TODAY, reason="Ghi hai lần")
    assert (Activity.objects.get().status, Activity.objects.standing().count()) == (ActivityStatus.WITHDRAWN, 0)
    with pytest.raises(RuleBroken, match="đã rút"):
        revise_activity(activity, by=None, form=activity_form(), on=TODAY)
    with pytest.raises(RuleBroken, match="không chuyển"):
        withdraw_activity(activity, by=None, on=TODAY, reason="Lại rút")


# ── What nobody can mean ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

FUTURE = TODAY + timedelta(days=1)
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"kind": "xyz"}, "kind", "không có loại"),
    ({"title": "…!"}, "title", "việc đã làm"),
    ({"title": "x" * 201}, "title", "200 ký tự"),
    ({"title": "Khám\x00"}, "title", "ký tự lạ"),
    ({"place": "x" * 201}, "place", "200 ký tự"),
    ({"partners": "x" * 301}, "partners", "300 ký tự"),
    ({"story": "dòng\n" * 41}, "story", "40 dòng, đang có 41 dòng"),
    ({"story": ("chữ " * 80 + "\n") * 8}, "story", "2000 ký tự"),
    ({"started_on": FUTURE}, "started_on", "tương lai"),
    ({"ended_on": FUTURE}, "ended_on", "tương lai"),
    ({"ended_on": date(2026, 3, 1)}, "ended_on", "trước ngày bắt đầu"),
    ({"started_on": date(2021, 1, 14)}, "started_on", "không tồn tại"),
    ({"people": Counted(-1)}, "people", "0 đến 1.000.000"),
    ({"people": Counted(1, "many")}, "people", "Xin chọn"),
    ({"parts": {"girls": Counted(301)}}, "part_girls", "301.*300"),
    ({"parts": {"mn": Counted(200), "th": Counted(101)}}, "part_th", "cộng lại là 301"),
    ({"parts": {"boys": Counted(1)}}, "people", "cách chia"),
    ({"outputs": {"rockets": Counted(1)}}, "outputs", "không có kết quả"),
    ({"outputs": {"bicycles": Counted(10**6 + 1)}}, "output_bicycles", "0 đến 1.000.000"),
    ({"money": {"local_budget": Counted(14)}}, "money_local_budget", "1.000 đồng"),
    ({"money": {"mobilised": Counted(10**12)}}, "money_mobilised", "100 tỷ"),
    ({"money": {"lottery": Counted(10**6)}}, "money", "nguồn"),
]


@pytest.mark.parametrize(("changes", "field", "said"), WRONG)
def test_a_clear_sentence_at_the_field(province: Province, month: Programme, changes: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        record_activity(province.here.unit, by=None, programme=month, form=activity_form(**changes), on=TODAY)
    assert refusal.value.field == field
    assert not Activity.objects.exists()


def test_a_range_of_at_most_a_year(province: Province, month: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chungtay.core.clock.today", lambda: date(2027, 1, 1))
    make_activity(province.here.unit, on=date(2025, 9, 5), ended_on=date(2026, 9, 5))
    with pytest.raises(RuleBroken, match="tối đa một năm") as refusal:
        make_activity(province.here.unit, on=date(2025, 9, 5), ended_on=date(2026, 9, 7))
    assert refusal.value.field == "ended_on"


def test_only_units_that_do_things_and_only_while_they_live(province: Province, month: Programme) -> None:
    here = province.here
    for unit in (province.unit, province.office, here.unit, here.office, here.school, here.site):
        make_activity(unit)
    with pytest.raises(RuleBroken, match="địa bàn") as refusal:
        make_activity(province.country)
    assert refusal.value.field == "unit"
    close_unit(here.site, by=None, on=date(2026, 3, 10), decision=make_decision(), reason="Không còn lớp")
    make_activity(here.site, on=date(2026, 3, 9))  # put on record later
    with pytest.raises(RuleBroken, match="kế thừa") as refusal:
        make_activity(here.site, on=date(2026, 3, 9), ended_on=date(2026, 3, 10))
    assert refusal.value.field == "ended_on"


def test_only_while_the_programme_is_at_work(province: Province, month: Programme) -> None:
    end_programme(month, by=None, on=date(2026, 3, 3))
    month.refresh_from_db()
    make_activity(province.here.unit, programme=month)
    with pytest.raises(RuleBroken, match="kết thúc") as refusal:
        make_activity(province.here.unit, programme=month, ended_on=date(2026, 3, 3))
    assert refusal.value.field == "ended_on"
