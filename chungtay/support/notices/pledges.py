"""What officers and donors are told about a pledge."""

from datetime import date
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.queries import people_acting_for
from chungtay.core.dates import format_day
from chungtay.notifications.actions import notify, write_letter
from chungtay.support.enums import PledgeStatus
from chungtay.support.models import Pledge, PledgeLine
from chungtay.support.promised import amount_words

# Where one acts: the officer's page, and the donor's own.
PLEDGE: Final = "/nguon-luc/cam-ket/{pk}/"
DONOR_PAGE: Final = "/cam-ket/{code}/"


def tell_officers(pledge: Pledge, subject: str, text: str, *, key: str, by: User | None, on: date) -> None:
    """Whoever follows the pledge; while nobody does, all who may agree it at its unit. Nobody is told what they did themselves."""
    follows = pledge.officer if pledge.officer is not None and pledge.officer.is_active else None
    people = [follows] if follows else people_acting_for([pledge.unit_id], Can.AGREE_PLEDGES, on=on)[pledge.unit_id]
    told = [person for person in people if by is None or person.pk != by.pk]
    notify(told, key=f"pledge.{key}/{pledge.pk}", subject=subject, text=text, path=PLEDGE.format(pk=pledge.pk))


@translation.override("vi")
def tell_offered(pledge: Pledge, lines: list[PledgeLine], *, by: User | None, on: date) -> None:
    parts = {"code": pledge.payment_code, "what": what_words(lines), "day": format_day(pledge.expires_on)}
    text = _("%(what)s. Xin trao đổi và thống nhất trước ngày %(day)s; quá ngày ấy chỗ đã giữ được mở lại.") % parts
    tell_officers(pledge, _("Cam kết mới %(code)s") % parts, text, key="offered", by=by, on=on)


@translation.override("vi")
def tell_amended(pledge: Pledge, change: int, reason: str, *, on: date) -> None:
    """The donor changed it."""
    subject = _("Nhà tài trợ đổi cam kết %(code)s") % {"code": pledge.payment_code}
    tell_officers(pledge, subject, reason or _("Xin xem và thống nhất lại."), key=f"amended/{change}", by=None, on=on)


@translation.override("vi")
def tell_answered(pledge: Pledge, *, by: User | None, on: date) -> None:
    """The donor agreed to a change, or took the pledge back; or it expired."""
    words = {
        PledgeStatus.AGREED: _("Nhà tài trợ đồng ý: cam kết %(code)s"),
        PledgeStatus.FULFILLED: _("Đã nhận đủ: cam kết %(code)s"),
        PledgeStatus.CANCELLED: _("Nhà tài trợ hủy cam kết %(code)s"),
        PledgeStatus.EXPIRED: _("Cam kết %(code)s đã quá hạn"),
    }
    subject = words[PledgeStatus(pledge.status)] % {"code": pledge.payment_code}
    text = pledge.end_reason or (_("Chỗ đã giữ được mở lại cho người khác.") if pledge.status == PledgeStatus.EXPIRED else "")
    tell_officers(pledge, subject, text, key=f"{pledge.status}/{on.isoformat()}", by=by, on=on)


def what_words(lines: list[PledgeLine]) -> str:
    """'10 suất; 2.000.000 đồng'."""
    return "; ".join(amount_words(line) for line in lines if not line.is_dropped)


@translation.override("vi")
def write_to_donor(pledge: Pledge) -> None:
    """How the pledge stands and where the donor's own page is, also at night, because the donor waits for it; by e-mail or not at all."""
    if not pledge.donor.email:
        return
    parts = {"code": pledge.payment_code, "day": format_day(pledge.expires_on)}
    words = {
        PledgeStatus.OFFERED: (_("Đã nhận cam kết %(code)s của bạn"), _("Cảm ơn bạn. Cán bộ phụ trách sẽ liên hệ để thống nhất.")),
        PledgeStatus.PROPOSED: (
            _("Cam kết %(code)s: cán bộ đề nghị thay đổi"),
            _("Xin mở trang của bạn, xem và trả lời trước ngày %(day)s."),
        ),
        PledgeStatus.AGREED: (_("Cam kết %(code)s đã được thống nhất"), _("Cảm ơn bạn. Trang của bạn ghi cách chuyển và nơi nhận.")),
        PledgeStatus.FULFILLED: (_("Đã nhận đủ theo cam kết %(code)s"), _("Cảm ơn bạn. Trang của bạn cho biết món quà đang ở đâu.")),
        PledgeStatus.DECLINED: (_("Cam kết %(code)s chưa tiếp nhận được"), pledge.end_reason),
        PledgeStatus.CANCELLED: (_("Cam kết %(code)s đã hủy"), pledge.end_reason),
        PledgeStatus.EXPIRED: (_("Cam kết %(code)s đã quá hạn"), _("Chỗ đã giữ được mở lại. Nếu vẫn muốn giúp, xin cam kết lại.")),
    }
    subject, text = words[PledgeStatus(pledge.status)]
    page = settings.SITE_ADDRESS.rstrip("/") + DONOR_PAGE.format(code=pledge.trace_code)
    link = _("Trang riêng của bạn (xin đừng chuyển cho người khác): %(page)s") % {"page": page}
    said = f"{text}\n\n{link}\n"
    write_letter(pledge.donor.email, subject=subject % parts, text=said, place_id=pledge.unit_id, is_urgent=True)
