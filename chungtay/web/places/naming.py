"""What a unit is called: renamed from a day on, or a slip of the pen put right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.places.actions.units import correct_designation, rename_unit
from chungtay.places.enums import TERRITORIAL
from chungtay.web.access import person, requires
from chungtay.web.places.changing import change_page, decided, unit_to_change
from chungtay.web.places.forms import CorrectForm, RenameForm, words_of
from chungtay.web.shell.acting import attempt


@requires(Can.EDIT_SCHOOLS)
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """A real change of name, title or levels, which has its day."""
    unit = unit_to_change(request, code, "rename")
    form = RenameForm(request.POST or None, kind=unit.type, initial=words_of(unit))
    if request.method == "POST" and form.is_valid():
        new, on = form.new, form.cleaned_data["on"]
        act = decided(
            form,
            lambda decision: rename_unit(
                unit,
                by=person(request),
                on=on,
                decision=decision,
                title=new.title if unit.type in TERRITORIAL else None,
                name=new.name,
                short_name=new.short_name if "short_name" in form.fields else None,
                levels=new.levels,
            ),
        )
        renamed = attempt(form, act)
        if renamed is not None:
            said = _("%(old)s được gọi là %(new)s từ ngày %(day)s.")
            messages.success(request, said % {"old": unit.full_name, "new": renamed.full_name, "day": format_day(on)})
            return redirect("places:unit", code=unit.code)
    facts = [(_("Đang gọi là"), unit.full_name)]
    lead = _("Trước ngày ấy đơn vị vẫn mang tên cũ. Nếu chỉ gõ sai khi nhập, xin dùng “Sửa lỗi ghi chép”.")
    return change_page(request, unit, form, title=_("Đổi tên"), lead=lead, facts=facts, submit_label=_("Đổi tên"))


@requires(Can.EDIT_SCHOOLS)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """What was written down wrong is put right for the whole time in which it stood."""
    unit = unit_to_change(request, code, "correct")
    form = CorrectForm(request.POST or None, kind=unit.type, has_code=bool(unit.official_code), initial=words_of(unit))
    if request.method == "POST" and form.is_valid():
        new, reason = form.new, form.cleaned_data["reason"]
        right = attempt(form, lambda: correct_designation(unit, by=person(request), on=clock.today(), new=new, reason=reason))
        if right is not None:
            messages.success(request, _("Đã sửa: %(name)s.") % {"name": right.full_name})
            return redirect("places:unit", code=unit.code)
    facts = [(_("Đang ghi là"), unit.full_name)]
    lead = _(
        "Dành cho chỗ ghi sai: tên đúng thay tên sai cho cả thời gian đã ghi. Đổi tên thật thì có ngày và văn bản, xin dùng “Đổi tên”."
    )
    return change_page(request, unit, form, title=_("Sửa lỗi ghi chép"), lead=lead, facts=facts, submit_label=_("Ghi lại cho đúng"))
