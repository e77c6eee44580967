"""What donors want their gifts for, and whether an aim keeps to it. Nothing is written here."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.places.queries import last_names
from chungtay.support.minutes import Wish
from chungtay.support.models import Contribution, Substitution


def wish_of(row: Contribution) -> Wish:
    return Wish(row.earmark_need, row.earmark_unit, row.earmark_category)


def set_wish(row: Contribution, wish: Wish) -> None:
    check_aim(row, wish)
    row.earmark_need, row.earmark_unit, row.earmark_category = wish.need, wish.unit, wish.category


def check_aim(row: Contribution, wish: Wish) -> None:
    """A need and a category are of the programme for which it was given."""
    if wish.need is not None and wish.need.programme_id != row.programme_id:
        raise RuleBroken(_("Nhu cầu này thuộc chương trình khác."), field="earmark_need")
    if wish.category and wish.category not in row.programme.pack.by_category:
        raise RuleBroken(_("Chương trình không có nhóm nhu cầu này."), field="earmark_category")


@dataclass(frozen=True, slots=True)
class Aim:
    """Where something is to go: a unit, and the need of it, where it is for one."""

    unit: OrgUnit
    need: Need | None = None


def keeps(wish: Wish, aim: Aim, *, on: date) -> bool:
    """Whether the aim is what was wished: that need; a place in that unit; a need of that category."""
    if wish.need is not None:
        return aim.need is not None and aim.need.pk == wish.need.pk
    if wish.category and (aim.need is None or aim.need.category != wish.category):
        return False
    return wish.unit is None or wish.unit.pk == aim.unit.pk or OrgUnit.objects.below(wish.unit, on=on).filter(pk=aim.unit.pk).exists()


def check_kept(row: Contribution, aim: Aim, substitution: Substitution | None, *, on: date) -> None:
    """Raises RuleBroken unless the gift may go there: as the donor wished, or as the donor said later."""
    if substitution is not None:
        if substitution.contribution_id != row.pk:
            raise RuleBroken(_("Lời đồng ý này là của một khoản khác."), field="substitution")
        if not keeps(Wish(substitution.need, substitution.unit, substitution.category), aim, on=on):
            raise RuleBroken(_("Nhà tài trợ đồng ý đổi sang nơi khác, không phải nơi này."), field="substitution")
        return
    if not keeps(wish_of(row), aim, on=on):
        sentence = _("Nhà tài trợ đã dành khoản này cho: %(wish)s. Muốn đổi, cần nhà tài trợ đồng ý trước.")
        raise RuleBroken(sentence % {"wish": said(row, wish_of(row))}, field="need")


def said(row: Contribution, wish: Wish) -> str:
    """The wish in words; empty where there is none."""
    if wish.need is not None:
        return f"{wish.need.code} ({wish.need.what})"
    category = row.programme.pack.by_category.get(wish.category)
    parts = [category.name if category else wish.category, _name(wish.unit) if wish.unit is not None else ""]
    return ", ".join(part for part in parts if part)


def _name(unit: OrgUnit) -> str:
    return last_names([unit.code]).get(unit.code, unit.code)
