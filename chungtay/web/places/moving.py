"""Where a unit lies, who manages it, and its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.places import queries
from chungtay.places.actions.units import close_unit, set_manager, transfer_unit
from chungtay.places.enums import UnitType
from chungtay.places.models import Decision, OrgUnit, Placement
from chungtay.web.access import person, requires
from chungtay.web.places.changing import change_page, confirmed, decided, document_facts, needs_follow, power_over, reached, unit_to_change
from chungtay.web.places.forms import ChangeForm, CloseForm, ManagerForm, TransferForm
from chungtay.web.shell.acting import attempt


@requires(Can.EDIT_SCHOOLS)
@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, code: str) -> HttpResponse:
    """Another parent, from a day on; also the new parent lies in the person's reach."""
    unit = unit_to_change(request, code, "transfer")
    form = TransferForm(request.POST or None, kind=unit.type, among=reached(request, power_over(unit.type)))
    if request.method == "POST" and form.is_valid():
        parent, on = form.cleaned_data["parent"], form.cleaned_data["on"]

        def move(decision: Decision | None) -> Placement:
            moved = transfer_unit(unit, by=person(request), parent=parent, on=on, decision=decision)
            needs_follow(request, [unit], on=on)
            return moved

        if attempt(form, decided(form, move)) is not None:
            said = _("%(name)s thuộc %(parent)s từ ngày %(day)s.")
            messages.success(request, said % {"name": unit.full_name, "parent": parent.full_name, "day": format_day(on)})
            return redirect("places:unit", code=unit.code)
    lead = _("Mọi thứ nằm trong đơn vị đi theo. Trước ngày ấy đơn vị vẫn thuộc nơi cũ.")
    if unit.type == UnitType.SCHOOL:
        lead = _("Điểm trường đi theo trường. Nếu trường do UBND nơi cũ quản lý thì từ ngày ấy do UBND nơi mới quản lý.")
    facts = [(_("Đang thuộc"), ", ".join(one.full_name for one in reversed(queries.ancestors(unit, on=clock.today()))))]
    title = _("Chuyển nơi trực thuộc")
    return change_page(request, unit, form, title=title, lead=lead, facts=facts, submit_label=_("Chuyển"))


@requires(Can.EDIT_SCHOOLS)
@require_http_methods(["GET", "POST"])
def manager(request: HttpRequest, code: str) -> HttpResponse:
    """Another managing agency, from a day on: one of a territory in which the school lies."""
    unit = unit_to_change(request, code, "manager")
    form = ManagerForm(request.POST or None, kind=unit.type, unit=unit)
    if request.method == "POST" and form.is_valid():
        agency, on = form.cleaned_data["manager"], form.cleaned_data["on"]
        act = decided(form, lambda decision: set_manager(unit, by=person(request), manager=agency, on=on, decision=decision))
        if attempt(form, act) is not None:
            said = _("%(name)s do %(manager)s quản lý từ ngày %(day)s.")
            messages.success(request, said % {"name": unit.full_name, "manager": agency.full_name, "day": format_day(on)})
            return redirect("places:unit", code=unit.code)
    now = queries.manager(unit, on=clock.today())
    facts = [(_("Đang do"), now.full_name if now else _("chưa ghi cơ quan nào"))]
    title = _("Đổi cơ quan quản lý")
    return change_page(request, unit, form, title=title, facts=facts, submit_label=title)


@requires(Can.EDIT_SCHOOLS)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """The unit ends: day and reason, then the facts to agree to, then it is done."""
    unit = unit_to_change(request, code, "close")
    form = CloseForm(request.POST or None, kind=unit.type)

    def end(decision: Decision | None) -> OrgUnit:
        given = form.cleaned_data
        ended = close_unit(unit, by=person(request), on=given["on"], decision=decision, reason=given["reason"])
        needs_follow(request, [unit], on=given["on"])
        return ended

    done, ask = confirmed(request, form, decided(form, end))
    if done is not None:
        messages.success(request, _("%(name)s kết thúc từ ngày %(day)s.") % {"name": unit.full_name, "day": format_day(done.valid_to)})
        return redirect("places:unit", code=unit.code)
    if ask:
        text = _("Đơn vị đã kết thúc không mở lại được; những gì đã ghi về đơn vị vẫn còn nguyên.")
        words = {"title": _("Kết thúc %(name)s?") % {"name": unit.full_name}, "text": text, "submit_label": _("Kết thúc đơn vị")}
        return change_page(request, unit, form, template="places/confirm.html", facts=_facts(unit, form), **words)
    lead = _("Chỉ kết thúc được khi không còn đơn vị nào trực thuộc. Trang sau cho xem lại trước khi ghi.")
    return change_page(request, unit, form, title=_("Kết thúc đơn vị"), lead=lead, submit_label=_("Xem lại"))


def _facts(unit: OrgUnit, form: ChangeForm) -> list[tuple[str, str]]:
    given = form.cleaned_data
    where = ", ".join(one.full_name for one in reversed(queries.ancestors(unit, on=clock.today())))
    return [
        (_("Đơn vị"), unit.full_name),
        (_("Thuộc"), where or _("Cả nước")),
        (_("Tồn tại từ"), format_day(unit.valid_from)),
        (_("Không còn từ ngày"), format_day(given["on"])),
        (_("Lý do"), given["reason"]),
        *document_facts(form),
    ]
