"""Complaints: those that wait first, and answering on record."""

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.paging import key_page
from chungtay.needs.models import Need
from chungtay.support.actions.complaining import LONGEST, answer_complaint
from chungtay.support.enums import ComplaintStatus
from chungtay.support.models import Allocation, Complaint, Contribution, Delivery, Pledge
from chungtay.support.queries.complaining import thing_of
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.fields import words
from chungtay.web.shell.listing import Tab, address, names_of, pager
from chungtay.web.support.handed import crumbs

PAGE: Final = 40
_STATES: Final = (("", ComplaintStatus.OPEN), ("da-tra-loi", ComplaintStatus.ANSWERED))


class AnswerForm(forms.Form):
    answer = words(
        gettext_lazy("Trả lời"),
        length=LONGEST,
        rows=8,
        hint=gettext_lazy("Ai có mã phản ánh đều đọc được, nên đừng ghi tên trẻ hay thông tin riêng. Gửi rồi không sửa được."),
    )


@require_safe
@requires(Can.ALLOCATE)
def index(request: HttpRequest) -> HttpResponse:
    status = dict(_STATES).get(request.GET.get("muc", ""), ComplaintStatus.OPEN)
    rows = Complaint.objects.for_user(person(request), Can.ALLOCATE, on=clock.today()).filter(status=status)
    order = ("raised_on", "pk") if status == ComplaintStatus.OPEN else ("-raised_on", "-pk")
    page = key_page(rows, by=order, after=request.GET.get("sau", ""), size=PAGE)
    names = names_of({row.unit_id for row in page.rows})
    context = {
        "rows": [(row, names[row.unit_id]) for row in page.rows],
        "page": pager(request, page),
        "tabs": [Tab(str(each.label), address(request, muc=name, sau=""), each == status) for name, each in _STATES],
        "area_tabs": area_tabs(request),
    }
    return render(request, "support/complaints.html", context)


def _subject_url(code: str) -> str:
    """Where the officer sees the thing that the complaint is about."""
    match thing_of(code):
        case Need(pk=pk):
            return reverse("needs:need", args=[pk])
        case Allocation(contribution_id=pk) | Contribution(pk=pk):
            return reverse("support:gift", args=[pk])
        case Delivery(pk=pk):
            return reverse("support:delivery", args=[pk])
        case Pledge(pk=pk):
            return reverse("support:pledge", args=[pk])
    return ""


@require_http_methods(["GET", "POST"])
@requires(Can.ALLOCATE)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, how to reach who said it, and the answer."""
    rows = Complaint.objects.for_user(person(request), Can.ALLOCATE, on=clock.today()).select_related("answered_by")
    row, user = get_object_or_404(rows, pk=pk), person(request)
    form = AnswerForm(sent(request))
    if posted(request, form, lambda: answer_complaint(row, by=user, on=clock.today(), answer=form.cleaned_data["answer"])):
        messages.success(request, _("Đã trả lời phản ánh %(code)s.") % {"code": row.code})
        return redirect("support:complaint", pk=pk)
    facts = [
        (_("Về mã"), row.subject),
        (_("Nội dung"), row.text),
        (_("Ngày gửi"), format_day(row.raised_on)),
        (_("Liên hệ"), row.contact),
        (_("Đơn vị trả lời"), names_of([row.unit_id])[row.unit_id]),
        (_("Trả lời"), row.answer),
        (_("Ngày trả lời"), format_day(row.answered_on) if row.answered_on else ""),
        (_("Người trả lời"), str(row.answered_by or "")),
    ]
    context = {
        "row": row,
        "subject_url": _subject_url(row.subject),
        "form": form if row.status == ComplaintStatus.OPEN else None,
        "facts": [(label, value) for label, value in facts if value],
        "title": _("Phản ánh %(code)s") % {"code": row.code},
        "submit_label": _("Gửi trả lời"),
        "cancel_url": reverse("support:complaints"),
        "breadcrumbs": crumbs((_("Phản ánh"), reverse("support:complaints"))),
    }
    return render(request, "support/complaint.html", context)
