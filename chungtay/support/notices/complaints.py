"""Who is told of a complaint."""

from datetime import date
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.notifications.actions import ZaloWords, notify
from chungtay.support.models import Complaint
from chungtay.support.notices.deliveries import nearest_who_may

COMPLAINT: Final = "/nguon-luc/phan-anh/{pk}/"


@translation.override("vi")
def tell_raised(row: Complaint, *, on: date) -> None:
    """Whoever says at the unit where gifts go, and may answer; the words themselves stay on the page."""
    subject = _("Phản ánh mới %(code)s") % {"code": row.code}
    text = _("Về mã %(subject)s. Xin đọc và trả lời trong 7 ngày.") % {"subject": row.subject} if row.subject else ""
    text = text or _("Xin đọc và trả lời trong 7 ngày.")
    zalo = ZaloWords("complaint_raised", {"product": subject, "status": text})
    people = nearest_who_may(row.unit, Can.ALLOCATE, on=on, without=())
    notify(people, key=f"complaint.raised/{row.pk}", subject=subject, text=text, path=COMPLAINT.format(pk=row.pk), zalo=zalo)
