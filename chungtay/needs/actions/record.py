"""A need is written down, mended, thrown away while nobody else has seen it, and sent."""

from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import valid_on
from chungtay.core.search import searchable
from chungtay.needs import rules
from chungtay.needs.actions.photos import let_go_of_photos
from chungtay.needs.actions.states import change, check_not_future, check_to, held_need, note, stand
from chungtay.needs.enums import EDITABLE, NeedStatus
from chungtay.needs.models import Need
from chungtay.needs.rules import NeedForm
from chungtay.places.enums import PlacementKind, SchoolLevel, UnitType, level_labels
from chungtay.places.models import Designation, OrgUnit, Placement
from chungtay.places.rules import check_alive
from chungtay.programmes.actions import take_part
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import Pack
from chungtay.programmes.queries import current_round

_COLUMNS = tuple(one.name for one in fields(NeedForm))


@transaction.atomic
def record_need(school: OrgUnit, *, by: User | None, programme: Programme, form: NeedForm, on: date, site: OrgUnit | None = None) -> Need:
    """The school says what it, or one of its sites, lacks; a draft until it is sent."""
    check_not_future(on)
    _check_place(school, site, by=by, on=on)
    _check_runs(programme, on)
    _check_levels(school, programme.pack, on)
    form = rules.check_need(form, programme.pack, on=on)
    need = Need(programme=programme, school=school, site=site, recorded_on=on, recorded_by=by)
    _put(need, form, programme.pack, on)
    with refused():
        need.save()
    note("need.recorded", need, by=by, on=on, category=need.category, quantity=need.quantity)
    return need


@transaction.atomic
def revise_need(need: Need, *, by: User | None, form: NeedForm, on: date, site: OrgUnit | None = None) -> Need:
    """What it says is mended by its school, as long as nobody vouches for it: a draft, or one that was sent back."""
    need = held_need(need, by=by, can=[Can.RECORD_NEEDS], on=on)
    _check_editable(need)
    _check_place(need.school, site, by=by, on=on)
    form = rules.check_need(form, need.programme.pack, on=on)
    was = {name: value for name, value in asdict(rules.form_of(need)).items() if value != getattr(form, name)}
    need.site, need.recorded_by = site, by
    _put(need, form, need.programme.pack, on)
    with refused():
        need.save()
        stand(need, on=on)
    note("need.revised", need, by=by, on=on, was={name: _plain(value) for name, value in was.items()})
    return need


@transaction.atomic
def discard_need(need: Need, *, by: User | None, on: date) -> None:
    """A draft that was never sent is thrown away with its photos; the audit keeps that it was there."""
    need = held_need(need, by=by, can=[Can.RECORD_NEEDS], on=on)
    if need.status != NeedStatus.DRAFT:
        raise RuleBroken(_("Chỉ bỏ được nhu cầu đang ghi. Nhu cầu đã gửi thì rút, kèm lý do."))
    note("need.discarded", need, by=by, on=on)
    let_go_of_photos(need, by=by)
    need.delete()


@transaction.atomic
def submit_need(need: Need, *, by: User | None, on: date, is_no_double: bool = False) -> Need:
    """The school asks its commune to vouch for it, and takes part in the round by it; the remarks that it answers are settled.

    RuleBroken for a likely double unless the person says that it is none (`is_no_double`), and where its place has ended meanwhile.
    """
    need = held_need(need, by=by, can=[Can.RECORD_NEEDS], on=on)
    check_to(need, NeedStatus.SUBMITTED)
    _check_place(need.school, need.site, by=None, on=on)
    _check_runs(need.programme, on)
    rules.check_need(rules.form_of(need), need.programme.pack, on=on)
    if not is_no_double:
        _check_no_double(need)
    need.remarks.filter(is_settled=False).update(is_settled=True)
    changes: dict[str, Any] = {"status": NeedStatus.SUBMITTED, "standing_on": on, "verified_by": None}
    changes["submitted_on"] = need.submitted_on or on
    change(need, "need.submitted", by=by, on=on, changes=changes, is_no_double=is_no_double)
    _take_part(need, by=by, on=on)
    return need


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _put(need: Need, form: NeedForm, pack: Pack, on: date) -> None:
    for name in _COLUMNS:
        setattr(need, name, getattr(form, name))
    need.details = dict(form.details)
    index_need(need, pack, on=on)


def index_need(need: Need, pack: Pack, *, on: date) -> None:
    """Refresh the words by which it is found: what, in which category, at which school and site."""
    places = [pk for pk in (need.school_id, need.site_id) if pk]
    called = Designation.objects.filter(valid_on(on), unit__in=places).order_by("unit__type")
    category = pack.by_category.get(need.category)
    item = pack.item(need.category, need.item) if category and need.item else None
    texts = [need.what, item.name if item else "", category.name if category else "", *(row.full_name for row in called)]
    words = searchable(*texts)
    need.search_text = words if len(words) <= 600 else words[:600].rsplit(" ", 1)[0]


def _check_place(school: OrgUnit, site: OrgUnit | None, *, by: User | None, on: date) -> None:
    """A school, or a site of that very school, that exists that day and lies in the person's reach."""
    if school.type != UnitType.SCHOOL:
        raise RuleBroken(_("Nhu cầu được ghi cho một trường hoặc điểm trường."), field="school")
    check_alive(school, on=on, field="school")
    if site is not None:
        check_alive(site, on=on, field="site")
        lies = Placement.objects.filter(valid_on(on), unit=site, parent=school, kind=PlacementKind.TERRITORY)
        if site.type != UnitType.SITE or not lies.exists():
            raise RuleBroken(_("Điểm trường này không thuộc trường đã chọn."), field="site")
    places = [unit.pk for unit in (school, site) if unit is not None]
    if by is not None and not units_for(by, Can.RECORD_NEEDS, on=on).filter(pk__in=places).exists():
        raise RuleBroken(_("Nơi này nằm ngoài phạm vi hoặc quyền của bạn."), field="site" if site is not None else "school")


def _check_runs(programme: Programme, on: date) -> None:
    if not programme.started_on <= on < programme.ended_on:
        raise RuleBroken(_("Chương trình không nhận nhu cầu vào ngày này."), field="programme")


def _check_levels(school: OrgUnit, pack: Pack, on: date) -> None:
    taught = Designation.objects.filter(valid_on(on), unit=school).values_list("levels", flat=True).first() or 0
    if not SchoolLevel(taught) & pack.levels:
        levels = ", ".join(level_labels(pack.levels))
        raise RuleBroken(_("Chương trình chỉ dành cho các cấp học: %(levels)s.") % {"levels": levels}, field="school")


def _check_editable(need: Need) -> None:
    if need.status not in EDITABLE:
        raise RuleBroken(_("Chỉ sửa được nhu cầu đang ghi hoặc bị trả lại. Xin đề nghị cấp xã trả lại trước."))


def _check_no_double(need: Need) -> None:
    doubles = list(rules.likely_doubles(need)[:3])
    if doubles:
        named = "; ".join(f"{double.code} ({double.what})" for double in doubles)
        sentence = _("Nơi này đã có nhu cầu cùng nhóm: %(needs)s. Nếu đây là nhu cầu khác, xin đánh dấu “không trùng” rồi gửi.")
        raise RuleBroken(sentence % {"needs": named}, field="is_no_double")


def _take_part(need: Need, *, by: User | None, on: date) -> None:
    """By its need the school answers the round that is open that day, up to the day by which answers are due."""
    found = current_round(need.programme, on)
    if found is None or not found.starts_on <= on <= found.due_on:
        return
    reaches = by is not None and units_for(by, Can.RECORD_NEEDS, on=clock.today()).filter(pk=need.school_id).exists()
    # The head of a site sends for the school, without standing over it: then the answer is the system's.
    take_part(found, by=by if reaches else None, unit=need.school, on=on)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | date) else value
