"""A need is written down and mended; what nobody can mean is refused where it was typed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.needs.actions import discard_need, record_need, revise_need
from chungtay.needs.enums import NeedStatus, NeedUrgency
from chungtay.needs.models import Need
from chungtay.needs.rules import NeedForm, form_of
from chungtay.places.actions.units import close_unit
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.programmes.actions import end_programme
from chungtay.programmes.models import Programme
from tests.make.needs import ON, make_need, need_form
from tests.make.people import make_user
from tests.make.places import Province, make_unit
from tests.needs.conftest import TODAY


def form(programme: Programme, **changes: Any) -> NeedForm:
    return replace(need_form(programme.pack.by_category["toilet"]), **changes)


def test_the_clerk_records_at_a_site(province: Province, programme: Programme) -> None:
    clerk = make_user(RoleKind.CLERK, province.here.school)
    asked = form(programme, item="toilet_new", what="", measure="", quantity=2, cost_vnd=120_000_000, distance_km=Decimal("14.04"))
    need = record_need(province.here.school, by=clerk, programme=programme, form=asked, on=ON, site=province.here.site)
    need.refresh_from_db()
    assert (need.status, need.site, need.recorded_by) == (NeedStatus.DRAFT, province.here.site, clerk)
    assert (need.what, need.measure, need.distance_km) == ("Xây nhà vệ sinh", "công trình", Decimal("14.0"))
    assert not need.states.exists()
    entry = AuditEntry.objects.get(act="need.recorded")
    assert (entry.actor, entry.place_id, entry.subject_key) == (clerk, province.here.site.pk, str(need.pk))


def test_revising_keeps_what_stood_there_in_the_audit(province: Province, programme: Programme) -> None:
    need = make_need(province.here.school, status=NeedStatus.DRAFT, quantity=2, since_on=date(2025, 9, 5))
    revise_need(need, by=None, form=form(programme, quantity=3, story="Dòng một\n\n  Dòng   hai "), on=TODAY)
    need.refresh_from_db()
    assert (need.quantity, need.story) == (3, "Dòng một\n\nDòng hai")
    assert AuditEntry.objects.get(act="need.revised").details["was"] == {"quantity": 2, "since_on": "2025-09-05", "story": ""}
    assert form_of(need).quantity == 3


def test_only_a_draft_is_thrown_away(province: Province) -> None:
    draft, sent = make_need(province.here.school, status=NeedStatus.DRAFT), make_need(province.here.school, status=NeedStatus.SUBMITTED)
    discard_need(draft, by=None, on=ON)
    assert list(Need.objects.all()) == [sent]
    assert AuditEntry.objects.filter(act="need.discarded").exists()
    with pytest.raises(RuleBroken, match="Chỉ bỏ được"):
        discard_need(sent, by=None, on=ON)


@pytest.mark.parametrize("status", sorted(set(NeedStatus) - {NeedStatus.DRAFT, NeedStatus.RETURNED}))
def test_what_others_look_at_is_not_revised(province: Province, programme: Programme, status: NeedStatus) -> None:
    with pytest.raises(RuleBroken, match="Chỉ sửa được"):
        revise_need(make_need(province.here.school, status=status), by=None, form=form(programme), on=ON)


# ── What nobody can mean ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

LONG = "dòng\n" * 1_000
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"category": "xyz"}, "category", "không có nhóm"),
    ({"item": "desks"}, "item", "không có mục"),
    ({"quantity": 0}, "quantity", "từ 1 đến"),
    ({"quantity": -3}, "quantity", "từ 1 đến"),
    ({"quantity": 10**9}, "quantity", "từ 1 đến 100.000"),
    ({"item": "toilet_new", "quantity": 21}, "quantity", "từ 1 đến 20"),
    ({"beneficiaries": 0}, "beneficiaries", "từ 1 đến"),
    ({"beneficiaries": 10_001}, "beneficiaries", "từ 1 đến"),
    ({"beneficiaries_estimate": "many"}, "beneficiaries_estimate", "Xin chọn"),
    ({"cost_vnd": -1}, "cost_vnd", "1.000 đồng"),
    ({"cost_vnd": 10**15}, "cost_vnd", "100 tỷ"),
    ({"item": "toilet_new", "cost_vnd": 6_000_000_000}, "cost_vnd", "60.000.000 đồng"),
    ({"what": "  "}, "what", "cần gì"),
    ({"what": "…!"}, "what", "cần gì"),
    ({"what": LONG}, "what", "200 ký tự"),
    ({"what": "Nhà\x00 vệ sinh"}, "what", "ký tự lạ"),
    ({"measure": ""}, "measure", "đơn vị tính"),
    ({"measure": "x" * 41}, "measure", "40 ký tự"),
    ({"story": LONG}, "story", "40 dòng, đang có 1.000 dòng"),
    ({"story": "chữ " * 501}, "story", "2000 ký tự"),
    ({"story": "a\x07"}, "story", "ký tự lạ"),
    ({"story": "Xin tiền thuê bảo vệ"}, "story", "Thông tư 16/2018"),
    ({"what": "Tiền lương cô nuôi"}, "what", "Thông tư 16/2018"),
    ({"urgency": "urgent"}, "urgency_reason", "lý do"),
    ({"urgency": "now"}, "urgency", "Xin chọn"),
    ({"urgency": NeedUrgency.SOON, "urgency_reason": "x" * 301}, "urgency_reason", "300 ký tự"),
    ({"since_on": TODAY}, "since_on", "từ năm 1900"),
    ({"since_on": date(1, 1, 1)}, "since_on", "từ năm 1900"),
    ({"road": "boat"}, "road", "Xin chọn"),
    ({"grid": "x"}, "grid", "Xin chọn"),
    ({"signal": "x"}, "signal", "Xin chọn"),
    ({"distance_km": Decimal(-1)}, "distance_km", "0 đến 500"),
    ({"distance_km": Decimal("1e30")}, "distance_km", "0 đến 500"),
    ({"distance_km": Decimal("NaN")}, "distance_km", "0 đến 500"),
    ({"details": {}}, "ask_condition", "Hiện nay thế nào"),
    ({"details": {"condition": "  "}}, "ask_condition", "Hiện nay thế nào"),
    ({"details": {"condition": "x"}}, "ask_condition", "Xin chọn"),
    ({"details": {"condition": "none", "has_water": "maybe"}}, "ask_has_water", "có hoặc không"),
]


@pytest.mark.parametrize(("changes", "field", "said"), WRONG)
def test_a_clear_sentence_at_the_field(province: Province, programme: Programme, changes: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        record_need(province.here.school, by=None, programme=programme, form=form(programme, **changes), on=ON)
    assert refusal.value.field == field
    assert not Need.objects.exists()


def test_answers_that_the_category_does_not_ask_are_left_out(province: Province, programme: Programme) -> None:
    asked = form(programme, details={"condition": "worn", "has_water": False, "land": "ready"})
    need = record_need(province.here.school, by=None, programme=programme, form=asked, on=ON)
    assert need.details == {"condition": "worn", "has_water": False}


def test_a_need_lies_at_a_living_school_of_the_programme(province: Province, programme: Programme) -> None:
    school, site = province.here.school, province.here.site
    asked = form(programme)

    def refusal(**changes: Any) -> tuple[str | None, str]:
        given: dict[str, Any] = {"school": school, "site": None, "on": TODAY} | changes
        with pytest.raises(RuleBroken) as refused:
            record_need(given["school"], by=None, programme=programme, form=asked, on=given["on"], site=given["site"])
        return refused.value.field, refused.value.sentence

    assert refusal(school=province.here.office)[0] == "school"
    assert refusal(site=province.there.site) == ("site", "Điểm trường này không thuộc trường đã chọn.")
    assert refusal(site=province.here.office)[0] == "site"
    assert refusal(on=date(2025, 6, 30))[0] == "school"
    assert refusal(on=TODAY + timedelta(days=1)) == ("on", "Ngày không thể ở tương lai.")
    close_unit(site, by=None, on=ON, decision=None, reason="x")
    site.refresh_from_db()
    assert refusal(site=site) == ("site", "Đơn vị này không tồn tại vào ngày 01/4/2026.")
    high = make_unit(province.here.unit, UnitType.SCHOOL, levels=SchoolLevel.THPT)
    if not programme.pack.levels & SchoolLevel.THPT:
        assert refusal(school=high)[0] == "school"
    end_programme(programme, by=None, on=TODAY)
    programme.refresh_from_db()
    assert refusal()[0] == "programme"
