"""The form of one line of a statement: shape only."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.banking.codes import codes_in
from chungtay.banking.models import StatementLine
from chungtay.core.vietnamese import fold
from chungtay.donors.models import Donor, DonorQuerySet
from chungtay.programmes.models import Programme
from chungtay.support.codes import trace_code_of
from chungtay.support.enums import CREDIT_USES, DEBIT_USES, LineUse
from chungtay.support.models import Contribution, Delivery, Pledge, Refund
from chungtay.web.shell.fields import one_of, words


class LineForm(forms.Form):
    """What the line is; what is asked besides depends on it, and stands under it."""

    use = one_of(gettext_lazy("Dòng này là"), [], radios=True)
    programme = one_of(gettext_lazy("Chương trình"), [], required=False)
    pledge = words(
        gettext_lazy("Mã chuyển khoản của cam kết"), length=60, required=False, hint=gettext_lazy("Nếu là tiền theo một cam kết.")
    )
    donor = words(
        gettext_lazy("Người ủng hộ"),
        length=200,
        required=False,
        hint=gettext_lazy(
            "Tên đúng như trong danh sách nhà tài trợ thì khoản này được ghi cho nhà tài trợ ấy. Để trống nếu không nêu tên."
        ),
    )
    contribution = words(
        gettext_lazy("Trừ vào khoản có mã dấu vết"),
        length=20,
        required=False,
        hint=gettext_lazy("Để trống: trừ vào lãi trước, rồi khoản cũ nhất."),
    )
    refund = one_of(gettext_lazy("Khoản hoàn trả"), [], required=False)
    delivery = words(gettext_lazy("Mã bàn giao"), length=20, required=False)
    note = words(gettext_lazy("Ghi chú"), length=300, required=False)

    def __init__(
        self, *args: Any, line: StatementLine, programmes: list[Programme], donors: DonorQuerySet, refunds: list[Refund], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.programmes, self.donors, self.refunds = {one.slug: one for one in programmes}, donors, {str(one.pk): one for one in refunds}
        uses = CREDIT_USES if line.is_credit else DEBIT_USES
        self._choices("use", [(use.value, use.label) for use in uses])
        self._choices("programme", [*([("", "—")] if len(programmes) != 1 else []), *((one.slug, one.name) for one in programmes)])
        self._choices(
            "refund",
            [
                ("", "—"),
                *((pk, f"{one.contribution.giver or one.contribution.trace_code}: {one.amount_vnd:,}") for pk, one in self.refunds.items()),
            ],
        )
        for name in ("contribution", "refund", "delivery") if line.is_credit else ("pledge", "donor"):
            del self.fields[name]

    def _choices(self, name: str, found: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = found  # type: ignore[attr-defined]  # a ChoiceField

    def clean_use(self) -> LineUse:
        return LineUse(self.cleaned_data["use"])

    def clean_programme(self) -> Programme | None:
        return self.programmes.get(self.cleaned_data["programme"])

    def clean_pledge(self) -> Pledge | None:
        typed = self.cleaned_data["pledge"]
        if not typed:
            return None
        found = Pledge.objects.filter(payment_code__in=codes_in(typed)).first()
        if found is None:
            raise ValidationError(_("Không có cam kết với mã này."))
        return found

    def clean_donor(self) -> Donor | str:
        return donor_called(self.cleaned_data["donor"], self.donors)

    def clean_contribution(self) -> Contribution | None:
        typed = self.cleaned_data["contribution"]
        found = Contribution.objects.standing().filter(trace_code=trace_code_of(typed)).first() if typed else None
        if typed and found is None:
            raise ValidationError(_("Không có khoản nào với mã này."))
        return found

    def clean_refund(self) -> Refund | None:
        return self.refunds.get(self.cleaned_data["refund"])

    def clean_delivery(self) -> Delivery | None:
        typed = self.cleaned_data["delivery"]
        found = Delivery.objects.filter(code=typed.strip().upper()).first() if typed else None
        if typed and found is None:
            raise ValidationError(_("Không có lần bàn giao nào với mã này."))
        return found

    def clean(self) -> dict[str, Any]:
        """Every use finds every name, empty where it is not asked."""
        empty = dict.fromkeys(("programme", "pledge", "contribution", "refund", "delivery")) | {"donor": "", "note": ""}
        return empty | (super().clean() or self.cleaned_data)


def donor_called(typed: str, among: DonorQuerySet) -> Donor | str:
    """The one donor who is called so, marks and capitals aside; else what was typed."""
    name = fold(typed)
    named = [one for one in among.filter(search_text__contains=name)[:20] if fold(one.name) == name] if name else []
    return named[0] if len(named) == 1 else typed
