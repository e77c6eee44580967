"""Minutes of handing over."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from chungtay.documents.template import MarkedText
from chungtay.donors.published import nameless, public_names
from chungtay.places.models import OrgUnit
from chungtay.support.models import Delivery, DeliveryLine
from chungtay.support.papers.naming import Names, counted, prose_name, thing, trace_page


def delivery_names(row: Delivery, *, office: OrgUnit, on: date) -> Names:
    """`la_ben_nhan`: the office that writes the minutes is the one that received."""
    lines = list(
        DeliveryLine.objects.filter(delivery=row)
        .select_related("allocation__contribution__programme__version", "allocation__contribution__unit", "allocation__need")
        .order_by("pk")
    )
    keeper = lines[0].allocation.contribution.unit if lines else office
    return {
        "ma": row.code,
        "ngay": row.delivered_on,
        "noi": row.place,
        "la_ben_nhan": office.pk == row.unit_id,
        "ben_giao": {"ten": prose_name(keeper, on=row.delivered_on), "dai_dien": row.giver_name},
        "ben_nhan": {"ten": prose_name(row.unit, on=row.delivered_on), "dai_dien": row.receiver_name},
        "dong": _lines(lines, on=on),
        "tong_tien": _money(lines),
        "ghi_chu": row.note,
        "theo_doi": trace_page(),
    }


def _lines(lines: Sequence[DeliveryLine], *, on: date) -> list[Names]:
    gifts = [line.allocation.contribution for line in lines]
    donors = public_names([gift.donor_id for gift in gifts if gift.donor_id], on)
    found = []
    for line, gift in zip(lines, gifts, strict=True):
        need = line.allocation.need
        said = {"code": line.allocation.code, "gift": gift.trace_code}
        found.append(
            thing(gift)
            | {
                "so": counted(f"giao.{line.pk}", line.amount, _("Bàn giao theo phân bổ %(code)s của khoản %(gift)s") % said),
                "nha_tai_tro": donors.get(gift.donor_id or 0, nameless()),
                "nhu_cau": need.what if need else "",
                "dap_ung": counted(f"dap-ung.{line.pk}", line.met_quantity, _("Phần nhu cầu được đáp ứng")) if line.met_quantity else None,
                "don_vi_nhu_cau": need.measure if need else "",
                "ma": gift.trace_code,
            }
        )
    return found


def _money(lines: Sequence[DeliveryLine]) -> MarkedText | None:
    amounts = [line.amount for line in lines if line.allocation.contribution.is_money]
    return counted("tong-tien", sum(amounts), _("Tổng số tiền bàn giao")) if amounts else None
