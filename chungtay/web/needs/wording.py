"""Needs in words: what kind, where, how many, how much; one query for all rows where rows are many."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped, in_dong
from chungtay.needs.answers import ask_field
from chungtay.needs.models import Need
from chungtay.needs.queries import Where, where
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import Category, Item

GROUP: Final = "nhom:"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a need is: the site or school, and for a site its school; the commune and province around them."""

    name: str
    school: str
    around: tuple[str, ...]

    @property
    def where(self) -> str:
        """'Trường Mầm non Thanh An, Xã Thanh An'."""
        return ", ".join(part for part in (self.school, *self.around[:1]) if part)

    @property
    def full(self) -> str:
        return ", ".join(part for part in (self.name, self.school, *self.around) if part)


def places_of(needs: Collection[Need], *, on: date) -> dict[int, Place]:
    """By need, in two queries whatever their number."""
    return {pk: place_of(found) for pk, found in where(needs, on=on).items()}


def place_of(found: Where) -> Place:
    around = tuple(name for name in (found.commune, found.province) if name)
    return Place(found.site, found.school, around) if found.site else Place(found.school, "", around)


def programmes_by_id() -> dict[int, Programme]:
    """Every programme with its pack at hand: a handful of rows, so that no list loads a pack for each of its lines."""
    return {programme.pk: programme for programme in Programme.objects.select_related("version")}


def category_choices(programmes: Sequence[Programme]) -> list[tuple[str, str]]:
    """Groups, and under each its categories where it has several."""
    found: dict[str, str] = {}
    for programme in programmes:
        pack = programme.pack
        for group in pack.groups:
            categories = pack.categories_of(group.code)
            if len(categories) > 1:
                found.setdefault(f"{GROUP}{group.code}", _("%(group)s: cả nhóm") % {"group": group.name})
            for category in categories:
                found.setdefault(category.code, category.name)
    return list(found.items())


def category_of(need: Need, programmes: dict[int, Programme]) -> Category:
    """The category; one that the programme's present pack no longer has keeps its code as its name."""
    found = programmes[need.programme_id].pack.by_category.get(need.category)
    return found or Category(code=need.category, name=need.category, group="")


def item_of(need: Need, category: Category) -> Item | None:
    return next((item for item in category.items if item.code == need.item), None)


def money(amount: int | None) -> str:
    return in_dong(amount) if amount is not None else ""


def short_money(amount: int) -> str:
    """14500000 → '14,5 triệu': for hints, where a round number is read faster."""
    for size, word in ((10**9, _("tỷ")), (10**6, _("triệu")), (10**3, _("nghìn"))):
        if amount >= size and amount * 100 % size == 0:
            whole, rest = divmod(amount * 100 // size, 100)
            tail = f",{rest:02d}".rstrip("0").rstrip(",")
            return f"{grouped(whole)}{tail} {word}"
    return money(amount)


def amount_of(need: Need) -> str:
    """'2 công trình', and what of it is still lacking once part has come; '30 suất, còn 12 chưa có người nhận' once part is taken on."""
    whole = f"{grouped(need.quantity)} {need.measure}"
    if need.promised_quantity or need.promised_vnd:
        if need.open_quantity == 0 and not need.open_vnd:
            return _("%(whole)s, phần còn thiếu đã có người nhận") % {"whole": whole}
        return _("%(whole)s, còn %(open)s chưa có người nhận") % {"whole": whole, "open": grouped(need.open_quantity)}
    if need.met_quantity and need.open_quantity:
        return _("%(whole)s, còn thiếu %(open)s") % {"whole": whole, "open": grouped(need.open_quantity)}
    return whole


def children_of(need: Need) -> str:
    """'hơn 60 trẻ'."""
    words = {Estimate.ABOUT: _("khoảng %(n)s trẻ"), Estimate.AT_LEAST: _("hơn %(n)s trẻ")}
    return words.get(Estimate(need.beneficiaries_estimate), _("%(n)s trẻ")) % {"n": grouped(need.beneficiaries)}


def answers_of(need: Need, category: Category) -> list[tuple[str, str, str]]:
    """What the category asked and was told: field of the form, question, answer."""
    return [
        (ask_field(ask.key), ask.label, _answer(need.details[ask.key], dict(ask.choices)))
        for ask in category.asks
        if need.details.get(ask.key) is not None
    ]


def _answer(answer: Any, choices: dict[str, str]) -> str:
    if isinstance(answer, bool):
        return _("Có") if answer else _("Không")
    if isinstance(answer, int):
        return grouped(answer)
    return choices.get(str(answer), str(answer).replace(".", ",") if isinstance(answer, float) else str(answer))
