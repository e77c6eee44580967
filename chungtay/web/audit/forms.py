"""What one may ask of the audit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chungtay.web.audit.words import SUBJECTS
from chungtay.web.shell.fields import DayField, one_of, words


class AuditFilter(forms.Form):
    """Days, kind of act, person; all optional."""

    tu = DayField(label=_("Từ ngày"), required=False, hint="")
    den = DayField(label=_("Đến hết ngày"), required=False, hint="")
    viec = one_of(_("Việc"), [("", _("Mọi việc")), *SUBJECTS], required=False)
    ai = words(_("Người thực hiện"), length=100, required=False)
