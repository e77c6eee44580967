"""How contributions look: amounts in words, totals by kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from chungtay.core.estimates import Estimate, of_sum
from chungtay.core.numbers import grouped, in_dong
from chungtay.programmes.models import Programme
from chungtay.support.models import Contribution


def kind_name(programme: Programme, code: str) -> str:
    """The kind as the programme calls it; its code where a later version of the pack no longer knows it."""
    kind = programme.pack.by_resource.get(code)
    return kind.name if kind else code


def money(amount: int, estimate: str = Estimate.EXACT) -> str:
    """'khoảng 14.000.000 đồng'."""
    words = {Estimate.AT_LEAST.value: _("hơn %(amount)s đồng"), Estimate.ABOUT.value: _("khoảng %(amount)s đồng")}
    return words[estimate] % {"amount": grouped(amount)} if estimate in words else in_dong(amount)


def quantity(row: Contribution) -> str:
    return f"{grouped(row.quantity)} {row.measure}".strip() if row.quantity is not None else ""


@dataclass
class Total:
    """All of one kind: quantities by measure, the sum of what is valued, how many of the rows are not."""

    name: str
    is_money: bool
    quantities: dict[str, int] = field(default_factory=dict)
    value_vnd: int = 0
    estimates: set[str] = field(default_factory=set)
    rows: int = 0
    unvalued: int = 0

    @property
    def amount(self) -> str:
        """'120 suất, 3 bộ'; of money the sum."""
        if self.is_money:
            return self.value
        return ", ".join(f"{grouped(number)} {measure}".strip() for measure, number in self.quantities.items())

    @property
    def value(self) -> str:
        """The sum of what has a value, as sure as its parts; empty where nothing has one."""
        return money(self.value_vnd, of_sum(self.estimates)) if self.value_vnd else ""


def totals(rows: QuerySet[Contribution], programmes: Mapping[int, Programme]) -> list[Total]:
    """By kind in the order of the packs, of what stands; in one query."""
    found: dict[tuple[int, str], Total] = {}
    columns = ("programme_id", "kind", "is_money", "measure", "value_estimate")
    sums = rows.standing().order_by().values(*columns)  # type: ignore[attr-defined]  # the model's own queryset
    for part in sums.annotate(n=Count("pk"), q=Sum("quantity"), v=Sum("value_vnd"), valued=Count("value_vnd")).order_by(*columns):
        key = (part["programme_id"], part["kind"])
        total = found.setdefault(key, Total(kind_name(programmes[key[0]], part["kind"]), part["is_money"]))
        _add(total, part)
    return sorted(found.values(), key=lambda total: _place(total, programmes.values()))


def whole(sums: Iterable[Total]) -> str:
    """All money and all values added up, as sure as its parts; empty where nothing has a value."""
    known = [total for total in sums if total.value_vnd]
    estimates = {estimate for total in known for estimate in total.estimates}
    return money(sum(total.value_vnd for total in known), of_sum(estimates)) if known else ""


def _add(total: Total, part: Mapping[str, Any]) -> None:
    total.rows += part["n"]
    total.unvalued += part["n"] - part["valued"]
    if part["q"]:
        total.quantities[part["measure"]] = total.quantities.get(part["measure"], 0) + part["q"]
    if part["v"]:
        total.value_vnd += part["v"]
        total.estimates.add(part["value_estimate"])


def _place(total: Total, programmes: Iterable[Programme]) -> int:
    names = [kind.name for programme in programmes for kind in programme.pack.resource_kinds]
    return names.index(total.name) if total.name in names else len(names)
