"""Minutes of receiving, and the letter of thanks with its receipt."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from chungtay.core.estimates import of_sum
from chungtay.documents.template import MarkedText
from chungtay.donors.published import nameless
from chungtay.places.enums import UnitType
from chungtay.support.models import Contribution, Reception
from chungtay.support.papers.naming import Names, counted, of_gift, prose_name, thing, trace_page, unit_names


def reception_names(row: Reception, *, on: date) -> Names:
    """Everything that still stands in the minutes; what was taken back since is not in them any more."""
    rows = list(
        Contribution.objects.standing()
        .filter(reception=row)
        .select_related("programme__version", "earmark_need", "earmark_unit", "donor")
        .order_by("pk")
    )
    giver = row.donor.name if row.donor else next((one.giver for one in rows if one.giver), "") or row.giver_name or nameless()
    return {
        "so": row.number,
        "ngay": row.received_on,
        "noi": row.place,
        "ben_giao": {"ten": giver, "dai_dien": row.giver_name},
        "ben_nhan": {"ten": prose_name(row.unit, on=row.received_on), "dai_dien": row.receiver_name},
        "la_truong": row.unit.type in (UnitType.SCHOOL, UnitType.SITE),
        "dong": _lines(rows, on=on),
        "tong": _total(rows, money=None),
        "tong_tien": _total(rows, money=True),
        "theo_doi": trace_page(),
    }


def thanks_names(row: Contribution, *, on: date) -> Names:
    donor = row.donor.merged_into or row.donor if row.donor else None
    return {
        "nha_tai_tro": donor.name if donor else row.giver or nameless(),
        "ngay": row.received_on,
        "don_vi_nhan": prose_name(row.unit, on=row.received_on),
        "khoan": _lines([row], on=on)[0],
        "ghi_chu": row.note,
        "ma": row.trace_code,
        "theo_doi": trace_page(row.trace_code),
    }


def _lines(rows: Sequence[Contribution], *, on: date) -> list[Names]:
    wished = unit_names([row.earmark_unit for row in rows if row.earmark_unit], on=on)
    return [
        thing(row)
        | {
            "so": counted(f"nhan.{row.pk}", row.amount, _("Đã nhận: %(gift)s") % {"gift": of_gift(row)}, row.value_estimate)
            if row.is_money
            else counted(f"nhan.{row.pk}", row.amount, _("Đã nhận: %(gift)s") % {"gift": of_gift(row)}),
            "tri_gia": _worth(row),
            "ma": row.trace_code,
            "danh_cho": _wish(row, wished),
            "ghi_chu": row.note,
        }
        for row in rows
    ]


def _worth(row: Contribution) -> MarkedText | None:
    """The value in đồng of what was given, where it is known; of money the sum itself."""
    if row.value_vnd is None:
        return None
    mark = f"nhan.{row.pk}" if row.is_money else f"tri-gia.{row.pk}"
    meaning = _("Đã nhận: %(gift)s") if row.is_money else _("Trị giá: %(gift)s")
    return counted(mark, row.value_vnd, meaning % {"gift": of_gift(row)}, row.value_estimate)


def _wish(row: Contribution, names: dict[int, str]) -> str:
    if row.earmark_need:
        return row.earmark_need.what
    category = row.programme.pack.by_category.get(row.earmark_category)
    parts = (category.name if category else "", names.get(row.earmark_unit_id or 0, ""))
    return ", ".join(part for part in parts if part)


def _total(rows: Sequence[Contribution], *, money: bool | None) -> MarkedText | None:
    """The sum of what has a value; of money alone where asked. As sure as its parts; None where nothing has one."""
    found = [row for row in rows if row.value_vnd is not None and (money is None or row.is_money == money)]
    if not found:
        return None
    estimate = of_sum(row.value_estimate for row in found)
    mark, meaning = ("tong-tien", _("Tổng số tiền đã nhận")) if money else ("tong", _("Tổng số tiền và trị giá hiện vật đã nhận"))
    return counted(mark, sum(row.value_vnd or 0 for row in found), meaning, estimate)
