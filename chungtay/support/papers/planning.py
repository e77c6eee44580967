"""The plan of mobilisation, what is posted, and the settlement (Thông tư 16/2018/TT-BGDĐT)."""

from datetime import date
from typing import Any, Final

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.donors.published import nameless, public_names
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.support.enums import DeliveryStatus, PostingKind
from chungtay.support.models import Contribution, DeliveryLine, MobilisationPlan, Posting
from chungtay.support.papers.naming import Names, counted, of_gift, prose_name, thing, trace_page, unit_names

MOST_GIFTS: Final = 500  # of one settlement


def plan_names(row: MobilisationPlan, *, on: date) -> Names:
    lines = list(row.lines.order_by("pk"))
    costs = [line.cost_vnd for line in lines if line.cost_vnd is not None]
    return {
        "truong": prose_name(row.unit, on=on),
        "nam_hoc": _school_year(row),
        "muc_dich": row.purpose,
        "doi_tuong": row.beneficiaries,
        "cach_lam": row.method,
        "noi_dung": [
            {
                "ten": line.what,
                "don_vi": line.measure,
                "so": counted(f"noi-dung.{line.pk}", line.quantity, _("Số lượng cần vận động: %(what)s") % {"what": line.what}),
                "du_kien": counted(f"du-kien.{line.pk}", line.cost_vnd, _("Dự kiến: %(what)s") % {"what": line.what})
                if line.cost_vnd
                else None,
            }
            for line in lines
        ],
        "tong": counted("tong", sum(costs), _("Tổng dự kiến của những nội dung có dự kiến")) if costs else None,
        "phe_duyet": {"so": row.approval_number, "ngay": row.approved_on} if row.approval_number and row.approved_on else None,
    }


def posting_names(row: Posting, *, on: date) -> Names:
    return {
        "truong": prose_name(row.unit, on=on),
        "la_quyet_toan": row.kind == PostingKind.SETTLEMENT,
        "noi_dung": [line for line in (" ".join(line.split()) for line in row.text.splitlines()) if line],
        "noi": row.place,
        "theo_doi": trace_page(),
        "tu_ngay": row.posted_on,
        "den_ngay": row.until_on,
        "ke_hoach": plan_names(row.plan, on=on) if row.plan else None,
    }


def _school_year(row: MobilisationPlan) -> str:
    return f"{row.school_year} - {row.school_year + 1}"


# ── Settlement ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def settlement_names(row: MobilisationPlan, *, on: date) -> Names:
    """What the school received in the school year of the plan (from 1/8), and what has become of it by now."""
    starts, ends = date(row.school_year, 8, 1), date(row.school_year + 1, 7, 31)
    units = OrgUnit.objects.below(row.unit, on=on).order_by().values("pk")
    gifts = Contribution.objects.standing().filter(
        unit__in=units, programme=row.programme_id, received_on__gte=starts, received_on__lte=min(ends, on)
    )
    rows = list(gifts.select_related("programme__version", "balance").order_by("received_on", "pk")[: MOST_GIFTS + 1])
    if len(rows) > MOST_GIFTS:
        raise RuleBroken(_("Năm học này có hơn %(n)d khoản; một văn bản không in hết được.") % {"n": MOST_GIFTS})
    return plan_names(row, on=on) | {
        "tu_ngay": starts,
        "den_ngay": min(ends, on),
        "khoan": _gifts(rows, on=on),
        "cong": _totals(rows),
        "nhu_cau": _needs(gifts, on=on),
    }


def _gifts(rows: list[Contribution], *, on: date) -> list[Names]:
    donors = public_names({row.donor_id for row in rows if row.donor_id}, on)
    found = []
    for row in rows:
        sides = {side: counted(f"qt.{row.pk}.{side}", amount, f"{words}: {of_gift(row)}") for side, words, amount in _sides(row)}
        found.append(thing(row) | sides | {"nha_tai_tro": donors.get(row.donor_id or 0, nameless()), "ngay": row.received_on})
    return found


def _sides(row: Contribution) -> list[tuple[str, str, int]]:
    """Received; used (handed over); given back or lost; left."""
    balance = row.balance
    gone = balance.refunded + balance.lost
    return [
        ("nhan", _("Đã nhận"), balance.received),
        ("dung", _("Đã sử dụng"), balance.delivered),
        ("tra", _("Hoàn trả, phí, mất, hỏng"), gone),
        ("con", _("Còn lại"), balance.received - balance.delivered - gone),
    ]


def _totals(rows: list[Contribution]) -> list[Names]:
    """Of money, then of each thing in its measure."""
    sums: dict[tuple[bool, str, str], dict[str, int]] = {}
    words = {}
    for row in rows:
        what = thing(row)
        key = (not row.is_money, what["ten"], what["don_vi"])
        for side, said, amount in _sides(row):
            part = sums.setdefault(key, {})
            part[side], words[side] = part.get(side, 0) + amount, said
    return [
        {"ten": name, "don_vi": measure}
        | {side: counted(f"cong.{number}.{side}", amount, f"{words[side]}: {name}") for side, amount in part.items()}
        for number, ((_is_goods, name, measure), part) in enumerate(sorted(sums.items()), 1)
    ]


def _needs(gifts: QuerySet[Contribution], *, on: date) -> list[Names]:
    """What was handed over of these gifts, by need and by thing; what was sent back is not."""
    lines = DeliveryLine.objects.filter(allocation__contribution__in=gifts.order_by().values("pk"), allocation__need__isnull=False)
    lines = lines.exclude(delivery__status=DeliveryStatus.REFUSED)
    columns = ("allocation__need", "allocation__contribution__is_money", "allocation__contribution__measure")
    sums: Any = lines.order_by().values_list(*columns).annotate(amount=Sum("amount"), met=Sum("met_quantity")).order_by(*columns)
    rows = list(sums)
    needs = Need.objects.select_related("school", "site").in_bulk({row[0] for row in rows})
    names = unit_names([need.site or need.school for need in needs.values()], on=on)
    found = []
    for number, (pk, is_money, measure, amount, met) in enumerate(rows, 1):
        need = needs[pk]
        where = names.get((need.site or need.school).pk, "")
        found.append(
            {
                "ten": need.what,
                "noi": where,
                "don_vi": "đồng" if is_money else measure,
                "so": counted(f"nc.{number}.so", amount, f"{_('Đã bàn giao')}: {need.what}, {where}"),
                "dap_ung": counted(f"nc.{number}.dap-ung", met, f"{_('Đã đáp ứng')}: {need.what}, {where}"),
                "don_vi_nhu_cau": need.measure,
            }
        )
    return found
