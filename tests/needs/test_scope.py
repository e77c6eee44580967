"""Who reaches which needs."""

from collections.abc import Callable
from typing import Any

import pytest

from chungtay.accounts.enums import Can, RoleKind
from chungtay.accounts.models import User
from chungtay.core.errors import RuleBroken
from chungtay.needs.actions import publish_need, record_need, return_need, submit_need, verify_need
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.needs.queries import Asked, needs_asked
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.programmes.models import Programme
from tests.make.needs import ON, make_need, need_form
from tests.make.people import also, make_role, make_user
from tests.make.places import Province, make_unit

S = NeedStatus


def seen(user: User, can: Can = Can.SEE_NEEDS) -> set[Need]:
    return set(Need.objects.for_user(user, can, on=ON))


def refused(action: Callable[..., Any], need: Need, user: User, **more: Any) -> bool:
    """Whether the need lies beyond the person's reach for this."""
    try:
        action(need, by=user, on=ON, **more)
    except RuleBroken as refusal:
        return "ngoài phạm vi" in refusal.sentence
    return False


def test_a_commune_does_not_reach_its_neighbours_needs(province: Province, programme: Programme) -> None:
    officer, neighbour = (make_user(RoleKind.COMMUNE_OFFICER, commune.office) for commune in (province.here, province.there))
    need = make_need(province.here.school, status=S.SUBMITTED)
    assert (seen(officer), seen(neighbour)) == ({need}, set())
    assert refused(verify_need, need, neighbour)
    assert refused(return_need, need, neighbour, remarks={}, reason="x")
    form = need_form(programme.pack.by_category["toilet"])
    with pytest.raises(RuleBroken, match="ngoài phạm vi") as refusal:
        record_need(province.here.school, by=neighbour, programme=programme, form=form, on=ON)
    assert refusal.value.field == "school"
    assert not refused(verify_need, need, officer)


def test_the_head_of_a_site_reaches_only_its_own_needs(province: Province, programme: Programme) -> None:
    here = province.here
    other_site = make_unit(here.school, UnitType.SITE)
    head = make_user(RoleKind.CLERK, here.site)
    own, _main, _other = (make_need(here.school, site=site, status=S.DRAFT) for site in (here.site, None, other_site))
    assert seen(head) == seen(head, Can.RECORD_NEEDS) == {own}
    form = need_form(programme.pack.by_category["lunch"])
    assert record_need(here.school, by=head, programme=programme, form=form, on=ON, site=here.site).site == here.site
    for site in (None, other_site):
        with pytest.raises(RuleBroken, match="ngoài phạm vi"):
            record_need(here.school, by=head, programme=programme, form=form, on=ON, site=site)
    assert not refused(submit_need, own, head)


def test_a_focal_point_reaches_only_schools_of_its_levels(province: Province) -> None:
    primary = make_unit(province.here.unit, UnitType.SCHOOL, levels=SchoolLevel.TH | SchoolLevel.THCS)
    nursery, both = make_need(province.here.school), make_need(primary)
    focal = make_role(RoleKind.FOCAL_POINT, province.office, levels=SchoolLevel.TH).user
    assert seen(focal) == seen(focal, Can.PUBLISH_NEEDS) == {both}
    assert refused(publish_need, nursery, focal)
    assert not refused(publish_need, both, focal)
    also(focal, RoleKind.COMMUNE_OFFICER, province.there.office)  # another role of the same person widens only its own reach
    elsewhere = make_need(province.there.school)
    assert seen(focal, Can.VERIFY_NEEDS) == {both, elsewhere}


def test_powers_that_a_role_lacks(province: Province) -> None:
    officer, clerk = make_user(RoleKind.COMMUNE_OFFICER, province.here.office), make_user(RoleKind.CLERK, province.here.school)
    leader = make_user(RoleKind.LEADER, province.here.unit)
    need = make_need(province.here.school, status=S.SUBMITTED)
    assert refused(verify_need, need, clerk)
    assert refused(verify_need, need, leader)
    verify_need(need, by=officer, on=ON)
    assert refused(publish_need, need, clerk)
    assert seen(leader) == {need}


def test_the_whole_country_is_reached_from_above(province: Province) -> None:
    needs = {make_need(commune.school) for commune in (province.here, province.there)}
    assert seen(make_user(RoleKind.ADMINISTRATOR, province.country)) == needs
    assert seen(make_user(RoleKind.PROVINCE_OFFICER, province.office)) == needs


def test_drafts_are_for_those_who_record(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    draft = make_need(province.here.school, status=S.DRAFT, by=officer)
    people = {
        kind: make_user(kind, unit)
        for kind, unit in (
            (RoleKind.CLERK, province.here.school),
            (RoleKind.COMMUNE_OFFICER, province.here.office),
            (RoleKind.PROVINCE_OFFICER, province.office),
            (RoleKind.LEADER, province.here.school),
        )
    }
    assert {kind for kind, user in people.items() if draft in needs_asked(user, Asked(), on=ON)} == {RoleKind.CLERK}
    assert draft in needs_asked(officer, Asked(), on=ON)
