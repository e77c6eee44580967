"""The plan of mobilisation, what is posted, and the settlement (Thông tư 16/2018/TT-BGDĐT)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.core.working_days import working_days_until
from chungtay.donors.published import nameless, public_names
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.support.enums import DeliveryStatus, PostingKind
from chungtay.support.models import Allocation, Contribution, DeliveryLine, MobilisationPlan, Posting
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
    days = working_days_until(row.until_on, after=row.posted_on)
    return {
        "truong": prose_name(row.unit, on=on),
        "la_quyet_toan": row.kind == PostingKind.SETTLEMENT,
        "noi_dung": [line for line in (" ".join(line.split()) for line in row.text.splitlines()) if line],
        "noi": row.place,
        "theo_doi": trace_page(),
        "tu_ngay": row.posted_on,
        "den_ngay": row.until_on,
        "so_ngay": counted("so-ngay", days, _("Số ngày làm việc niêm yết, không kể ngày nghỉ, ngày lễ")),
        "ke_hoach": plan_names(row.plan, on=on) if row.plan else None,
    }


def _school_year(row: MobilisationPlan) -> str:
    return f"{row.school_year} - {row.school_year + 1}"


# ── Settlement ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def settlement_names(row: MobilisationPlan, *, on: date) -> Names:
    """What the school received in the school year of the plan (from 1/8), itself or by allocation, and what has become of it by now."""
    starts, ends = date(row.school_year, 8, 1), date(row.school_year + 1, 7, 31)
    units = OrgUnit.objects.below(row.unit, on=on).order_by().values("pk")
    span = (starts, min(ends, on))
    gifts = Contribution.objects.standing().filter(unit__in=units, programme=row.programme_id, received_on__range=span)
    given = Allocation.objects.standing().filter(unit__in=units, contribution__programme=row.programme_id, allocated_on__range=span)
    given = given.exclude(contribution__unit__in=units)
    rows = [*_own(gifts), *_given(given)]
    if len(rows) > MOST_GIFTS:
        raise RuleBroken(_("Năm học này có hơn %(n)d khoản; một văn bản không in hết được.") % {"n": MOST_GIFTS})
    return plan_names(row, on=on) | {
        "tu_ngay": starts,
        "den_ngay": min(ends, on),
        "khoan": _gifts(rows, on=on),
        "cong": _totals(rows),
        "nhu_cau": _needs(_handed(gifts, given), on=on),
    }


@dataclass(frozen=True, slots=True)
class _Part:
    """A gift that the school keeps, or what was allocated to it of one kept elsewhere; in đồng or pieces."""

    mark: str
    gift: Contribution
    day: date
    received: int
    used: int
    gone: int = 0

    @property
    def sides(self) -> list[tuple[str, str, int]]:
        """Received; used (handed over); given back or lost; left."""
        return [
            ("nhan", _("Đã nhận"), self.received),
            ("dung", _("Đã sử dụng"), self.used),
            ("tra", _("Hoàn trả, phí, mất, hỏng"), self.gone),
            ("con", _("Còn lại"), self.received - self.used - self.gone),
        ]


def _own(gifts: QuerySet[Contribution]) -> list[_Part]:
    rows = gifts.select_related("programme__version", "balance").order_by("received_on", "pk")[: MOST_GIFTS + 1]
    parts = []
    for row in rows:
        kept = row.balance
        parts.append(_Part(f"qt.{row.pk}", row, row.received_on, kept.received, kept.delivered, kept.refunded + kept.lost))
    return parts


def _given(given: QuerySet[Allocation]) -> list[_Part]:
    rows = given.select_related("contribution__programme__version", "balance").order_by("allocated_on", "pk")[: MOST_GIFTS + 1]
    return [_Part(f"qt.pb.{row.pk}", row.contribution, row.allocated_on, row.amount, row.balance.delivered) for row in rows]


def _gifts(rows: list[_Part], *, on: date) -> list[Names]:
    donors = public_names({row.gift.donor_id for row in rows if row.gift.donor_id}, on)
    found = []
    for row in rows:
        sides = {side: counted(f"{row.mark}.{side}", amount, f"{words}: {of_gift(row.gift)}") for side, words, amount in row.sides}
        found.append(thing(row.gift) | sides | {"nha_tai_tro": donors.get(row.gift.donor_id or 0, nameless()), "ngay": row.day})
    return found


def _totals(rows: list[_Part]) -> list[Names]:
    """Of money, then of each thing in its measure."""
    sums: dict[tuple[bool, str, str], dict[str, int]] = {}
    words = {}
    for row in rows:
        what = thing(row.gift)
        key = (not row.gift.is_money, what["ten"], what["don_vi"])
        for side, said, amount in row.sides:
            part = sums.setdefault(key, {})
            part[side], words[side] = part.get(side, 0) + amount, said
    return [
        {"ten": name, "don_vi": measure}
        | {side: counted(f"cong.{number}.{side}", amount, f"{words[side]}: {name}") for side, amount in part.items()}
        for number, ((_is_goods, name, measure), part) in enumerate(sorted(sums.items()), 1)
    ]


def _handed(gifts: QuerySet[Contribution], given: QuerySet[Allocation]) -> QuerySet[DeliveryLine]:
    own = Q(allocation__contribution__in=gifts.order_by().values("pk"))
    return DeliveryLine.objects.filter(own | Q(allocation__in=given.order_by().values("pk")))


def _needs(handed: QuerySet[DeliveryLine], *, on: date) -> list[Names]:
    """What was handed over, by need and by thing; what was sent back is not."""
    lines = handed.filter(allocation__need__isnull=False).exclude(delivery__status=DeliveryStatus.REFUSED)
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
