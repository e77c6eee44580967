"""What one may ask of the ledger."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chungtay.ledger.enums import EntryKind
from chungtay.places.models import OrgUnitQuerySet
from chungtay.programmes.models import Programme
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.unit_field import UnitField


class LedgerFilter(forms.Form):
    """Unit, programme, kind, days, code; it lives in the address."""

    don_vi = UnitField(label=_("Đơn vị"), required=False)
    chuong_trinh = one_of(_("Chương trình"), [("", _("Tất cả"))], required=False)
    loai = one_of(_("Bút toán"), [("", _("Tất cả")), *EntryKind.choices], required=False)
    tu = DayField(label=_("Từ ngày"), required=False, hint="")
    den = DayField(label=_("Đến hết ngày"), required=False, hint="")
    ma = words(_("Mã"), length=40, required=False, hint=_("Mã bút toán (BT-42), mã dấu vết, hoặc mã của việc."))

    def __init__(self, *args: Any, programmes: Iterable[Programme], among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chuong_trinh"].choices = [("", _("Tất cả")), *((one.slug, one.name) for one in programmes)]  # type: ignore[attr-defined]
        unit = self.fields["don_vi"]
        assert isinstance(unit, UnitField)
        unit.among, unit.on = among, on
