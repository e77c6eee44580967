"""The list of donors: only names that donors allow; everybody else stands in one line together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import sort_key
from chungtay.documents.template import MarkedText
from chungtay.donors.published import nameless, public_names
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.papers.about import Span
from chungtay.support.papers.naming import Names, counted, kind_name
from chungtay.support.queries import contributions_of

MOST_DONORS: Final = 1_000  # of one list: more is a table for a computer, and reads in years


@dataclass
class _Given:
    """All that came under one name."""

    gifts: int = 0
    money: int = 0
    goods: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))  # name and measure → pieces


def donors_names(unit: OrgUnit, span: Span, programme: Programme | None, *, on: date) -> Names:
    """What people gave to units of the territory in the span; interest is nobody's gift."""
    found = _given(unit, span, programme, on=on)
    hidden = found.pop(nameless(), None)
    if len(found) > MOST_DONORS:
        said = _("Khoảng thời gian này có hơn %(n)d nhà tài trợ; xin chọn khoảng ngắn hơn.")
        raise RuleBroken(said % {"n": MOST_DONORS}, field="span")
    named = sorted(found.items(), key=lambda pair: sort_key(pair[0]))
    whole = [*found.values(), *([hidden] if hidden else [])]
    return {
        "tu_ngay": span.starts,
        "den_ngay": min(span.ends, on),
        "nha_tai_tro": [_line(number, name, given) for number, (name, given) in enumerate(named, 1)],
        "khong_neu_ten": _line(0, nameless(), hidden) if hidden else None,
        "so_ten": counted("ten", len(named), _("Số nhà tài trợ được nêu tên")),
        "so_khoan": counted("khoan", sum(given.gifts for given in whole), _("Số khoản đã tiếp nhận trong kỳ")),
        "tong_tien": counted("tong-tien", sum(given.money for given in whole), _("Tổng số tiền đã tiếp nhận trong kỳ")),
        "tong_hien_vat": _goods("tong", _added(whole), _("Cộng")),
    }


def _given(unit: OrgUnit, span: Span, programme: Programme | None, *, on: date) -> dict[str, _Given]:
    rows = contributions_of(unit, on=on, starts=span.starts, ends=span.ends, programme=programme).given()  # type: ignore[attr-defined]  # the model's own queryset
    columns = ("donor", "programme", "kind", "is_money", "measure")
    sums = list(rows.order_by().values(*columns).annotate(n=Count("pk"), money=Sum("value_vnd"), pieces=Sum("quantity")).order_by(*columns))
    programmes = Programme.objects.select_related("version").in_bulk({part["programme"] for part in sums})
    names = public_names({part["donor"] for part in sums if part["donor"]}, on)
    found: dict[str, _Given] = {}
    for part in sums:
        given = found.setdefault(names.get(part["donor"], nameless()), _Given())
        given.gifts += part["n"]
        if part["is_money"]:
            given.money += part["money"] or 0
        else:
            given.goods[kind_name(programmes[part["programme"]], part["kind"]), part["measure"]] += part["pieces"] or 0
    return found


def _added(parts: Iterable[_Given]) -> Mapping[tuple[str, str], int]:
    whole: dict[tuple[str, str], int] = defaultdict(int)
    for part in parts:
        for key, pieces in part.goods.items():
            whole[key] += pieces
    return whole


def _line(number: int, name: str, given: _Given) -> Names:
    return {
        "ten": name,
        "so_khoan": counted(f"ntt.{number}.khoan", given.gifts, _("Số khoản của %(name)s") % {"name": name}),
        "tien": _money(number, name, given),
        "hien_vat": _goods(f"ntt.{number}", given.goods, name),
    }


def _money(number: int, name: str, given: _Given) -> MarkedText | None:
    return counted(f"ntt.{number}.tien", given.money, _("Số tiền của %(name)s") % {"name": name}) if given.money else None


def _goods(mark: str, goods: Mapping[tuple[str, str], int], name: str) -> list[Names]:
    return [
        {"ten": what, "don_vi": measure, "so": counted(f"{mark}.hv{number}", pieces, f"{name}: {what}")}
        for number, ((what, measure), pieces) in enumerate(sorted(goods.items(), key=lambda pair: sort_key(pair[0][0])), 1)
    ]
