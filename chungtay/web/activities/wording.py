"""Activities in words: what kind, when, how many, how much; a number keeps its word of doubt."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chungtay.activities.enums import MoneySource
from chungtay.activities.models import Activity
from chungtay.core.dates import format_day
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.indicators.enums import By
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import ActivityType, Output, Pack


def programmes_by_id() -> dict[int, Programme]:
    """Every programme with its pack at hand: a handful of rows, so that no list loads a pack for each of its lines."""
    return {programme.pk: programme for programme in Programme.objects.select_related("version").order_by("started_on", "pk")}


def kind_of(code: str, pack: Pack) -> ActivityType:
    """The type; one that the programme's present pack no longer has keeps its code as its name."""
    return pack.by_activity.get(code) or ActivityType(code, code)


def counted(value: int, estimate: str, measure: str = "") -> str:
    """'hơn 300 lượt'."""
    words = {Estimate.ABOUT.value: _("khoảng %(n)s"), Estimate.AT_LEAST.value: _("hơn %(n)s")}
    return " ".join(part for part in (words.get(estimate, "%(n)s") % {"n": grouped(value)}, measure) if part)


def money(amount: int, estimate: str = Estimate.EXACT) -> str:
    return counted(amount, estimate, _("đồng"))


def days_of(activity: Activity) -> str:
    """'02/3/2026', or 'từ 02/3/2026 đến 04/3/2026'."""
    if activity.started_on == activity.ended_on:
        return format_day(activity.started_on)
    return _("từ %(first)s đến %(last)s") % {"first": format_day(activity.started_on), "last": format_day(activity.ended_on)}


def people_of(activity: Activity) -> str:
    return counted(activity.people, activity.people_estimate, _("người")) if activity.people is not None else ""


def part_label(by: str) -> str:
    """'Hộ nghèo, cận nghèo': without the words that a form says once for all parts."""
    label = str(By(by).label).rsplit(": ", 1)[-1]
    return label[:1].upper() + label[1:]


def parts_of(activity: Activity) -> list[tuple[str, str]]:
    known = {row.by: row for row in activity.parts.all()}
    return [(part_label(by), counted(known[by].value, known[by].estimate)) for by in By.values if by in known]


def output_label(output: Output) -> str:
    """The name, with the measure where the name does not say it."""
    said = output.measure.casefold() in output.name.casefold()
    return output.name if said or not output.measure else f"{output.name} ({output.measure})"


def _measure_beside(output: Output) -> str:
    """Nothing where the name is the measure: 'Băng rôn, khẩu hiệu: 4'."""
    return "" if output.measure.casefold() == output.name.casefold() else output.measure


def outputs_of(activity: Activity, pack: Pack) -> list[tuple[str, str]]:
    """Name and 'hơn 300 lượt', in the order of the pack."""
    known = {row.output: row for row in activity.outputs.all()}
    order = [code for code in pack.by_output if code in known] + [code for code in known if code not in pack.by_output]
    found = []
    for code in order:
        output = pack.by_output.get(code) or Output(code, code, "")
        found.append((output.name, counted(known[code].value, known[code].estimate, _measure_beside(output))))
    return found


def money_of(activity: Activity) -> list[tuple[str, str]]:
    known = {row.source: row for row in activity.money.all()}
    return [
        (str(label), money(known[source].amount_vnd, known[source].estimate)) for source, label in MoneySource.choices if source in known
    ]


# ── What stood there before ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def before_in_words(was: Mapping[str, Any], pack: Pack) -> list[str]:
    """What the audit keeps of an activity that was revised: 'Số người: hơn 300'."""
    found = [f"{label}: {_said(was[name], name, pack)}" for name, label in _labels().items() if name in was]
    for code, number in (was.get("outputs") or {}).items():
        output = pack.by_output.get(code) or Output(code, code, "")
        found.append(f"{output.name}: {counted(*number)}")
    found += [f"{part_label(by)}: {counted(*number)}" for by, number in (was.get("parts") or {}).items()]
    found += [f"{MoneySource(source).label}: {money(*number)}" for source, number in (was.get("money") or {}).items()]
    return found


def _labels() -> dict[str, str]:
    return {
        "kind": _("Loại hoạt động"),
        "title": _("Việc đã làm"),
        "started_on": _("Ngày"),
        "ended_on": _("Đến hết ngày"),
        "place": _("Nơi làm"),
        "partners": _("Phối hợp với"),
        "story": _("Kể thêm"),
        "people": _("Số người"),
    }


def _said(value: Any, name: str, pack: Pack) -> str:
    if value in (None, ""):
        return _("chưa ghi")
    if name == "people":
        return counted(*value)
    if name in ("started_on", "ended_on"):
        return format_day(date.fromisoformat(value))
    return kind_of(value, pack).name if name == "kind" else str(value)
