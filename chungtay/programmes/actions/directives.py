"""The chain of documents: what directs the programme, who must carry it on, and the plans by which they do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_for
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.words import clean_text
from chungtay.documents.enums import DocumentKind
from chungtay.files.models import Attachment
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.rules import check_alive
from chungtay.programmes import rules
from chungtay.programmes.models import Directive, Duty, Plan, Programme

_DIRECTIVE = ("kind", "number", "issued_on", "issuer", "issuing_unit", "subject", "follows", "attachment")
_PLAN = ("number", "issued_on", "subject", "attachment")


@dataclass(frozen=True, slots=True)
class DirectiveForm:
    """What stands on the document: its type, number and notation, day, who issued it (in words, or the unit on record), what it is about,
    and the document of the same programme that it carries on."""

    number: str
    issued_on: date
    subject: str
    issuer: str = ""
    issuing_unit: OrgUnit | None = None
    kind: str = DocumentKind.CONG_VAN
    follows: Directive | None = None


@transaction.atomic
def record_directive(
    programme: Programme, *, by: User | None, unit: OrgUnit, given: DirectiveForm, attachment: Attachment | None = None
) -> Directive:
    """The document enters the programme's chain, put on record by `unit`."""
    rules.check_may(by, Can.RUN_PROGRAMMES, unit, on=clock.today())
    row = Directive(programme=locked(programme), unit=unit, recorded_by=by, attachment=attachment)
    _put(row, given)
    with refused():
        row.save()
    record("directive.recorded", row, by=by, name=row.number, place_id=unit.pk, programme=programme.slug, issued_on=row.issued_on)
    return row


@transaction.atomic
def correct_directive(directive: Directive, *, by: User | None, given: DirectiveForm, attachment: Attachment | None = None) -> Directive:
    """What was typed wrongly is mended; without a new file the old one stays. The audit keeps what stood there before."""
    directive = locked(directive)
    rules.check_may(by, Can.RUN_PROGRAMMES, directive.unit, on=clock.today())
    was = {key: getattr(directive, key) for key in _DIRECTIVE}
    directive.attachment = attachment or directive.attachment
    _put(directive, given)
    _check_still_first(directive)
    with refused():
        directive.save(update_fields=_DIRECTIVE)
    changed = {key: str(value) for key, value in was.items() if value != getattr(directive, key)}
    record("directive.corrected", directive, by=by, name=directive.number, place_id=directive.unit_id, was=changed)
    return directive


def _put(row: Directive, given: DirectiveForm) -> None:
    if given.kind not in DocumentKind.values:
        raise RuleBroken(_("Không có loại văn bản này."), field="kind")
    rules.check_past(given.issued_on, field="issued_on")
    row.kind, row.issued_on = given.kind, given.issued_on
    row.number = clean_text(given.number, field="number", most=60)
    row.subject = clean_text(given.subject, field="subject", most=500)
    row.issuing_unit, row.follows = given.issuing_unit, given.follows
    row.issuer = clean_text(given.issuer or _called(given), field="issuer", most=200)
    rules.check_not_recorded(row)
    rules.check_chain(row)


def _called(given: DirectiveForm) -> str:
    """What the issuing unit was called on the day of the document; it must have lived."""
    if given.issuing_unit is None:
        return ""
    check_alive(given.issuing_unit, on=given.issued_on, field="issuing_unit")
    return OrgUnit.objects.on(given.issued_on).get(pk=given.issuing_unit.pk).full_name


def _check_still_first(directive: Directive) -> None:
    """What carries the document on is not older than it."""
    for rows in (directive.followed_by.order_by("issued_on"), directive.plans.order_by("issued_on")):
        first = rows.first()
        if first is not None and first.issued_on < directive.issued_on:
            parts = {"number": first.number, "day": format_day(first.issued_on)}
            sentence = _("Văn bản số %(number)s ngày %(day)s thực hiện văn bản này nên không thể có trước nó.") % parts
            raise RuleBroken(sentence, field="issued_on")


# ── Who must carry it on ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def assign_duty(directive: Directive, *, by: User | None, units: Collection[OrgUnit], due_on: date | None, on: date) -> list[Duty]:
    """Each of the units, alive that day, must carry the document on by a plan of its own; for one that has the duty the due day is set."""
    directive = locked(directive)
    if not units:
        raise RuleBroken(_("Xin chọn ít nhất một đơn vị."), field="units")
    rules.check_past(on, field="on")
    if due_on is not None and not directive.issued_on <= due_on <= rules.LATEST:
        raise RuleBroken(_("Hạn không thể trước ngày ban hành (%(day)s).") % {"day": format_day(directive.issued_on)}, field="due_on")
    _check_assignable(units, by=by, on=on)
    known = {duty.unit_id: duty for duty in directive.duties.all()}
    wanted = {unit.pk: unit for unit in units}
    new = [Duty(directive=directive, unit=unit, due_on=due_on) for pk, unit in wanted.items() if pk not in known]
    with refused():
        Duty.objects.bulk_create(new)
        directive.duties.filter(unit__in=wanted).update(due_on=due_on)
    codes = [unit.code for unit in wanted.values()]
    record("duty.assigned", directive, by=by, name=directive.number, place_id=directive.unit_id, units=codes, due_on=due_on)
    return list(directive.duties.filter(unit__in=wanted).select_related("unit").order_by("pk"))


def _check_assignable(units: Collection[OrgUnit], *, by: User | None, on: date) -> None:
    """By one question for all of them together: a province has three thousand."""
    for unit in units:
        if unit.type in (UnitType.COUNTRY, UnitType.SITE):
            raise RuleBroken(_("Kế hoạch do một cơ quan, một địa bàn hoặc một trường ban hành."), field="units")
        check_alive(unit, on=on, field="units")
    if by is None:
        return
    wanted = {unit.pk for unit in units}
    if wanted - {*units_for(by, Can.RUN_PROGRAMMES, on=clock.today()).filter(pk__in=wanted).values_list("pk", flat=True)}:
        raise RuleBroken(_("Bạn không giao việc cho đơn vị này được."), field="units")


@transaction.atomic
def lift_duty(duty: Duty, *, by: User | None) -> None:
    """The unit need not carry the document on; one whose plan is on record keeps its duty."""
    duty = locked(duty)
    rules.check_may(by, Can.RUN_PROGRAMMES, duty.unit, on=clock.today())
    if Plan.objects.filter(directive=duty.directive_id, unit=duty.unit_id).exists():
        raise RuleBroken(_("Đơn vị này đã có kế hoạch nên vẫn được tính."))
    record("duty.lifted", duty.directive, by=by, name=duty.directive.number, place_id=duty.unit_id, unit=duty.unit.code)
    duty.delete()


# ── Plans ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def record_plan(
    directive: Directive,
    *,
    by: User | None,
    unit: OrgUnit,
    number: str,
    issued_on: date,
    subject: str = "",
    attachment: Attachment | None = None,
) -> Plan:
    """The unit's plan for the document; who had no duty has one from now on, because n never exceeds N."""
    directive = locked(directive)
    rules.check_may(by, Can.RECORD_PLANS, unit, on=clock.today())
    check_alive(unit, on=issued_on, field="issued_on")
    if Plan.objects.filter(directive=directive, unit=unit).exists():
        raise RuleBroken(_("Đơn vị này đã có kế hoạch thực hiện văn bản ấy."), field="number")
    row = Plan(directive=directive, unit=unit, recorded_by=by, attachment=attachment)
    _put_plan(row, number, issued_on, subject)
    with refused():
        row.save()
    Duty.objects.get_or_create(directive=directive, unit=unit)
    record("plan.recorded", row, by=by, name=row.number, place_id=unit.pk, directive=directive.number, issued_on=issued_on)
    return row


@transaction.atomic
def correct_plan(
    plan: Plan, *, by: User | None, number: str, issued_on: date, subject: str = "", attachment: Attachment | None = None
) -> Plan:
    """What was typed wrongly is mended; without a new file the old one stays."""
    plan = locked(plan)
    rules.check_may(by, Can.RECORD_PLANS, plan.unit, on=clock.today())
    check_alive(plan.unit, on=issued_on, field="issued_on")
    was = {key: getattr(plan, key) for key in _PLAN}
    plan.attachment = attachment or plan.attachment
    _put_plan(plan, number, issued_on, subject)
    with refused():
        plan.save(update_fields=_PLAN)
    changed = {key: str(value) for key, value in was.items() if value != getattr(plan, key)}
    record("plan.corrected", plan, by=by, name=plan.number, place_id=plan.unit_id, was=changed)
    return plan


def _put_plan(row: Plan, number: str, issued_on: date, subject: str) -> None:
    rules.check_past(issued_on, field="issued_on")
    rules.check_after(row.directive, issued_on)
    row.number, row.issued_on = clean_text(number, field="number", most=60), issued_on
    row.subject = clean_text(subject, field="subject", most=500, is_needed=False)
