"""Plans of mobilisation: writing, sending, approving, posting. There is no box for an amount per head or a minimum."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.core.amounts import parse_count, parse_money
from chungtay.core.errors import RuleBroken
from chungtay.core.numbers import grouped, in_dong
from chungtay.core.paging import key_page
from chungtay.core.working_days import working_days_after
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.programmes.queries import running
from chungtay.support.actions import planning
from chungtay.support.actions.planning import MOST_LINES, POSTED_DAYS, Asked
from chungtay.support.enums import PlanStatus, PostingKind
from chungtay.support.models import MobilisationPlan
from chungtay.support.queries.planning import plans, to_approve
from chungtay.support.rules import in_scope
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.shell.listing import may_here, names_of, pager
from chungtay.web.support.handed import Crumbs, crumbs
from chungtay.web.unit_field import UnitField

both = require_http_methods(["GET", "POST"])
PAGE: Final = 40


class PlanForm(forms.Form):
    """What is asked for stands line by line: "chăn ấm; 50; chiếc; 10 triệu"."""

    purpose = words(gettext_lazy("Mục đích"), length=2000, rows=3)
    beneficiaries = words(gettext_lazy("Ai được hưởng"), length=500)
    method = words(gettext_lazy("Cách thức, tiến độ sử dụng"), length=2000, rows=4)
    lines = words(
        gettext_lazy("Vận động những gì"),
        length=8000,
        rows=8,
        hint=gettext_lazy("Mỗi dòng một nội dung: tên; số lượng; đơn vị tính; dự kiến (có thể bỏ). Ví dụ: chăn ấm; 50; chiếc; 10 triệu"),
    )

    def clean_lines(self) -> list[Asked]:
        rows = [row.strip() for row in self.cleaned_data["lines"].splitlines() if row.strip()]
        if len(rows) > MOST_LINES:
            raise forms.ValidationError(_("Xin ghi từ 1 đến %(most)d nội dung vận động.") % {"most": MOST_LINES})
        return [_asked(row) for row in rows]


class DraftForm(PlanForm):
    unit = UnitField(label=gettext_lazy("Trường"), types=[UnitType.SCHOOL])
    programme = one_of(gettext_lazy("Chương trình"), [])
    school_year = one_of(gettext_lazy("Năm học"), [])
    field_order = ("unit", "programme", "school_year")


class ApproveForm(forms.Form):
    number = words(gettext_lazy("Số văn bản phê duyệt"), length=60, hint=gettext_lazy("Ví dụ: 45/UBND-VHXH."))
    approved_on = DayField(label=gettext_lazy("Ngày văn bản"))


class ReasonForm(forms.Form):
    reason = words(gettext_lazy("Lý do"), length=500, rows=3)


class PostingForm(forms.Form):
    kind = one_of(gettext_lazy("Niêm yết gì"), list(PostingKind.choices), radios=True)
    text = words(gettext_lazy("Nội dung"), length=5000, rows=8)
    place = words(gettext_lazy("Nơi niêm yết"), hint=gettext_lazy("Ví dụ: bảng tin cổng trường và trang của trường."))
    posted_on = DayField(label=gettext_lazy("Từ ngày"))
    until_on = DayField(label=gettext_lazy("Đến hết ngày"))


def _asked(row: str) -> Asked:
    """A line of the plan in its parts; a refusal names the line."""
    parts = [part.strip() for part in row.split(";")]
    if not 3 <= len(parts) <= 4 or not all(parts[:3]):
        raise forms.ValidationError(_("Dòng “%(row)s” cần: tên; số lượng; đơn vị tính; dự kiến.") % {"row": row[:60]})
    try:
        return Asked(parts[0], parse_count(parts[1]), parts[2], parse_money(parts[3]) if len(parts) == 4 and parts[3] else None)
    except RuleBroken as refusal:
        raise forms.ValidationError(f"{row[:60]}: {refusal.sentence}") from None


@require_safe
@requires(Can.SEE_NEEDS)
def index(request: HttpRequest) -> HttpResponse:
    """The latest school year first; what waits for the person's own approval above all."""
    viewer, today = person(request), clock.today()
    page = key_page(plans(viewer, on=today), by=("-school_year", "-pk"), after=request.GET.get("sau", ""), size=PAGE)
    waiting = list(to_approve(viewer, on=today)[:PAGE]) if page.is_first else []
    names = names_of({row.unit_id for row in [*page.rows, *waiting]})
    context = {
        "rows": [_listed(row, names) for row in page.rows],
        "waiting": [_listed(row, names) for row in waiting],
        "page": pager(request, page),
        "area_tabs": area_tabs(request),
        "may_draft": may_here(request, Can.RECORD_SUPPORT),
    }
    return render(request, "support/plans.html", context)


def _listed(row: Any, names: dict[int, str]) -> dict[str, Any]:
    return {"row": row, "unit": names[row.unit_id], "year": _year(row.school_year), "cost": _money(row.cost_vnd)}


def _year(begins: int) -> str:
    return _("năm học %(first)d-%(last)d") % {"first": begins, "last": begins + 1}


def _money(amount: int | None) -> str:
    return in_dong(amount) if amount else ""


def _crumbs(row: MobilisationPlan | None = None) -> Crumbs:
    first = (_("Kế hoạch vận động"), reverse("support:plans"))
    return crumbs(first, (_year(row.school_year), reverse("support:plan", args=[row.pk]))) if row is not None else crumbs(first)


def _plan(request: HttpRequest, pk: int) -> MobilisationPlan:
    return get_object_or_404(plans(person(request), on=clock.today()), pk=pk)


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@both
@requires(Can.RECORD_SUPPORT)
def draft(request: HttpRequest) -> HttpResponse:
    user, today = person(request), clock.today()
    programmes: dict[str, Programme] = {programme.slug: programme for programme in running(today)}
    own = OrgUnit.objects.on(today).filter(pk=user.acting_role.unit_id if user.acting_role else 0, type=UnitType.SCHOOL).first()
    begins = today.year if today.month >= 6 else today.year - 1
    form = DraftForm(sent(request), initial={"unit": own, "school_year": begins, "programme": next(iter(programmes), "")})
    form.fields["unit"].among = units_for(user, Can.RECORD_SUPPORT, on=today)  # type: ignore[attr-defined]
    form.fields["programme"].choices = [(slug, one.name) for slug, one in programmes.items()]  # type: ignore[attr-defined]
    form.fields["school_year"].choices = [(year, f"{year}-{year + 1}") for year in (begins, begins + 1)]  # type: ignore[attr-defined]
    made: list[MobilisationPlan] = []

    def action() -> MobilisationPlan:
        given = dict(form.cleaned_data)
        programme, year = programmes[given.pop("programme")], int(given.pop("school_year"))
        made.append(planning.draft_plan(given.pop("unit"), by=user, on=today, programme=programme, school_year=year, **given))
        return made[0]

    if posted(request, form, action):
        messages.success(request, _("Đã lưu. Xem lại rồi trình phê duyệt."))
        return redirect("support:plan", pk=made[0].pk)
    lead = _("Chỉ vận động sau khi kế hoạch được phê duyệt. Ủng hộ là tự nguyện: không có mức tối thiểu, không chia bình quân.")
    return _form(request, form, title=_("Soạn kế hoạch vận động"), lead=lead, submit=_("Lưu"))


@both
@requires(Can.RECORD_SUPPORT)
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = _plan(request, pk), person(request)
    initial = {name: getattr(row, name) for name in ("purpose", "beneficiaries", "method")}
    form = PlanForm(sent(request), initial=initial | {"lines": "\n".join(_typed(line) for line in row.lines.order_by("pk"))})
    if posted(request, form, lambda: planning.revise_plan(row, by=user, on=clock.today(), **form.cleaned_data)):
        messages.success(request, _("Đã lưu. Xem lại rồi trình phê duyệt."))
        return redirect("support:plan", pk=pk)
    return _form(request, form, title=_("Sửa kế hoạch vận động"), lead=row.end_reason, submit=_("Lưu"), row=row)


def _typed(line: Any) -> str:
    cost = f"; {grouped(line.cost_vnd)}" if line.cost_vnd else ""
    return f"{line.what}; {grouped(line.quantity)}; {line.measure}{cost}"


def _form(
    request: HttpRequest, form: forms.Form, *, title: str, lead: str, submit: str, row: MobilisationPlan | None = None
) -> HttpResponse:
    back = reverse("support:plan", args=[row.pk]) if row is not None else reverse("support:plans")
    context = {"form": form, "title": title, "lead": lead, "submit_label": submit, "cancel_url": back, "breadcrumbs": _crumbs(row)}
    return render(request, "support/step.html", context)


# ── One plan ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@requires(Can.SEE_NEEDS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    row, viewer, today = _plan(request, pk), person(request), clock.today()
    records, allocates = (in_scope(viewer, can, row.unit, on=today) for can in (Can.RECORD_SUPPORT, Can.ALLOCATE))
    status = PlanStatus(row.status)
    context = {
        "row": row,
        "unit": names_of([row.unit_id])[row.unit_id],
        "year": _year(row.school_year),
        "lines": [(line, _money(line.cost_vnd)) for line in row.lines.order_by("pk")],
        "cost": _money(getattr(row, "cost_vnd", None)),
        "postings": list(row.postings.order_by("-posted_on", "-pk")),
        "today": today,
        "may_revise": records and status in (PlanStatus.DRAFT, PlanStatus.RETURNED),
        "may_approve": allocates and status == PlanStatus.SUBMITTED and row.recorded_by_id != viewer.pk,
        "may_return": allocates and status == PlanStatus.SUBMITTED,
        "may_post": records and status in (PlanStatus.APPROVED, PlanStatus.ENDED),
        "may_end": records and status == PlanStatus.APPROVED,
        "may_draft": may_here(request, Can.DRAFT_PAPERS),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "support/plan.html", context)


@both
@requires(Can.RECORD_SUPPORT)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = _plan(request, pk), person(request)
    form = forms.Form(sent(request))
    if posted(request, form, lambda: planning.submit_plan(row, by=user, on=clock.today())):
        messages.success(request, _("Đã trình. Nơi quản lý trường được báo."))
        return redirect("support:plan", pk=pk)
    lead = _("Trình nơi quản lý trường phê duyệt bằng văn bản. Trình rồi thì không sửa được, trừ khi bị trả lại.")
    return _form(request, form, title=_("Trình phê duyệt"), lead=lead, submit=_("Trình phê duyệt"), row=row)


@both
@requires(Can.ALLOCATE)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    row, user, today = _plan(request, pk), person(request), clock.today()
    form = ApproveForm(sent(request), initial={"approved_on": today})
    if posted(request, form, lambda: planning.approve_plan(row, by=user, on=today, **form.cleaned_data)):
        messages.success(request, _("Đã phê duyệt. Trường được báo."))
        return redirect("support:plan", pk=pk)
    lead = _("Ghi số và ngày của văn bản phê duyệt đã ký.")
    return _form(request, form, title=_("Phê duyệt kế hoạch"), lead=lead, submit=_("Phê duyệt"), row=row)


@both
@requires(Can.ALLOCATE)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = _plan(request, pk), person(request)
    form = ReasonForm(sent(request))
    if posted(request, form, lambda: planning.return_plan(row, by=user, on=clock.today(), reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã trả lại kế hoạch. Trường được báo."))
        return redirect("support:plan", pk=pk)
    return _form(request, form, title=_("Trả lại kế hoạch"), lead="", submit=_("Trả lại"), row=row)


@both
@requires(Can.RECORD_SUPPORT)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = _plan(request, pk), person(request)
    form = ReasonForm(sent(request))
    if posted(request, form, lambda: planning.end_plan(row, by=user, on=clock.today(), reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã kết thúc kế hoạch vận động."))
        return redirect("support:plan", pk=pk)
    return _form(
        request, form, title=_("Kết thúc kế hoạch"), lead=_("Không vận động thêm theo kế hoạch này."), submit=_("Kết thúc"), row=row
    )


@both
@requires(Can.RECORD_SUPPORT)
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Hung up at the school: the plan of use, or the settlement."""
    row, user, today = _plan(request, pk), person(request), clock.today()
    initial = {"kind": PostingKind.USE_PLAN, "posted_on": today, "until_on": working_days_after(today, POSTED_DAYS)}
    form = PostingForm(sent(request), initial=initial)

    def action() -> object:
        return planning.post_publicly(row.unit, by=user, on=today, programme=row.programme, plan=row, **form.cleaned_data)

    if posted(request, form, action):
        messages.success(request, _("Đã ghi việc niêm yết."))
        return redirect("support:plan", pk=pk)
    lead = _("Kế hoạch sử dụng niêm yết ít nhất %(n)d ngày làm việc, không tính ngày nghỉ lễ, Tết.") % {"n": POSTED_DAYS}
    return _form(request, form, title=_("Niêm yết công khai"), lead=lead, submit=_("Ghi niêm yết"), row=row)
