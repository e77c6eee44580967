"""Anybody may say that something is wrong."""

from django.utils.translation import gettext as _

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.support.actions.complaining import raise_complaint
from chungtay.support.queries.complaining import answers_for, subject_of


def complain(*, subject: str, province: str, text: str, contact: str = "") -> str:
    """About the thing of the code `subject`, or, without one, in the province of that code. The code under which the answer will stand.

    RuleBroken at "subject", "province", "text" or "contact" for what cannot be told to anybody.
    """
    today = clock.today()
    code = subject_of(subject) if subject.strip() else ""
    if subject.strip():
        unit = answers_for(code, on=today) if code else None
        if unit is None:
            raise RuleBroken(_("Không có mã này. Xin xem lại trên biên nhận, thư cảm ơn hoặc trang theo dõi."), field="subject")
    else:
        unit = OrgUnit.objects.on(today).filter(type=UnitType.PROVINCE, code=province).first()
        if unit is None:
            raise RuleBroken(_("Xin ghi mã, hoặc chọn tỉnh, thành phố."), field="subject")
    return raise_complaint(unit, on=today, text=text, subject=code, contact=contact).code
