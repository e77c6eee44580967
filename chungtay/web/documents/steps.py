"""The steps of a paper, each a page that says what will happen and asks for what it needs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.documents.actions.drafts import discard_draft, return_to_draft, review_document, sign_document, submit_for_review
from chungtay.documents.actions.issuing import issue_document, note_dispatch, recall_document, replace_document
from chungtay.documents.enums import DocumentStatus
from chungtay.documents.models import OfficialDocument
from chungtay.documents.queries import may_recall, may_replace
from chungtay.web.access import person, requires
from chungtay.web.documents.forms import DispatchForm, EndForm, IssueForm, ReasonForm
from chungtay.web.documents.listing import crumbs, names_of
from chungtay.web.documents.paper import paper_in_scope
from chungtay.web.shell.acting import posted

both = require_http_methods(["GET", "POST"])


def _step(
    request: HttpRequest,
    paper: OfficialDocument,
    form: forms.Form,
    action: Callable[[], object],
    *,
    done: str,
    back: str = "",
    **shown: Any,
) -> HttpResponse:
    """One page of confirming; when the action went through, back to the paper with a word."""
    url = reverse("documents:paper", args=[paper.pk])
    if posted(request, form, action):
        messages.success(request, done)
        return redirect(back or url)
    facts = [(_("Văn bản"), paper.title), (_("Cơ quan ban hành"), names_of([paper]).get(paper.unit_id, ""))]
    if paper.symbol:
        facts.insert(0, (_("Số, ký hiệu"), paper.symbol))
    if paper.signer:
        facts.append((_("Người ký"), paper.signer))
    context = {"form": form, "facts": facts, "cancel_url": url, "breadcrumbs": crumbs((str(paper)[:60], url)), **shown}
    return render(request, "documents/confirm.html", context)


def _bare(request: HttpRequest) -> forms.Form:
    return forms.Form(request.POST if request.method == "POST" else None)


@both
@requires(Can.DRAFT_PAPERS)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    paper, user, today = paper_in_scope(request, pk, Can.DRAFT_PAPERS), person(request), clock.today()
    words = {
        "title": _("Trình duyệt"),
        "text": _("Văn thư kiểm tra thể thức, lãnh đạo ký. Trong lúc đó bạn không sửa được nội dung."),
        "submit_label": _("Trình duyệt"),
        "tone": "info",
    }
    return _step(request, paper, _bare(request), lambda: submit_for_review(paper, by=user, on=today), done=_("Đã trình duyệt."), **words)


@both
@requires(Can.ISSUE_PAPERS)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    paper, user, today = paper_in_scope(request, pk, Can.ISSUE_PAPERS), person(request), clock.today()
    words = {
        "title": _("Xác nhận đã kiểm tra"),
        "text": _("Bạn xác nhận đã kiểm tra thể thức và nội dung. Tên bạn được ghi cạnh văn bản."),
        "submit_label": _("Xác nhận"),
        "tone": "info",
    }
    return _step(
        request, paper, _bare(request), lambda: review_document(paper, by=user, on=today), done=_("Đã ghi việc kiểm tra."), **words
    )


@both
@requires(Can.SIGN_PAPERS)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    paper, user, today = paper_in_scope(request, pk, Can.SIGN_PAPERS), person(request), clock.today()
    words = {
        "title": _("Ký văn bản"),
        "text": _("Văn bản ghi tên %(name)s là người ký. Sau đó văn thư cấp số và phát hành.") % {"name": paper.signer or user.full_name},
        "submit_label": _("Ký"),
        "tone": "info",
    }
    return _step(request, paper, _bare(request), lambda: sign_document(paper, by=user, on=today), done=_("Đã ký."), **words)


@both
@requires(Can.DRAFT_PAPERS)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    paper, user, today = paper_in_scope(request, pk, Can.DRAFT_PAPERS), person(request), clock.today()
    form = ReasonForm(request.POST or None)
    text = _("Văn bản trở về dự thảo, người soạn thấy lý do.")
    if paper.status == DocumentStatus.SIGNED:
        text = _("Chữ ký đã ghi bị bỏ, văn bản trở về dự thảo, người soạn thấy lý do.")
    words = {"title": _("Trả lại để sửa"), "text": text, "submit_label": _("Trả lại"), "tone": "danger"}

    def action() -> object:
        return return_to_draft(paper, by=user, on=today, reason=form.cleaned_data["reason"])

    return _step(request, paper, form, action, done=_("Đã trả lại."), **words)


@both
@requires(Can.ISSUE_PAPERS)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The one step that cannot be undone: sent twice it still takes one number."""
    paper, user = paper_in_scope(request, pk, Can.ISSUE_PAPERS), person(request)
    form = IssueForm(request.POST or None, initial={"on": clock.today()})
    words = {
        "title": _("Cấp số, phát hành"),
        "text": _("Văn bản nhận số tiếp theo của sổ và được in ra Word, PDF. Từ đó không sửa được nữa, chỉ thay thế hoặc thu hồi."),
        "submit_label": _("Cấp số, phát hành"),
        "tone": "danger",
    }

    def action() -> object:
        return issue_document(paper, by=user, on=form.cleaned_data["on"])

    return _step(request, paper, form, action, done=_("Đã phát hành."), **words)


@both
@requires(Can.ISSUE_PAPERS)
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    paper = paper_in_scope(request, pk, Can.ISSUE_PAPERS)
    form = EndForm(request.POST or None, papers=may_replace(paper)[:200], label=_("Văn bản thay thế"))
    words = {
        "title": _("Thay thế bằng văn bản khác"),
        "text": _("Văn bản này hết hiệu lực; sổ ghi văn bản thay thế và lý do. Không đổi lại được."),
        "submit_label": _("Thay thế"),
        "tone": "danger",
    }
    return _step(request, paper, form, _ending(request, paper, form, replace_document, "with_paper"), done=_("Đã ghi thay thế."), **words)


@both
@requires(Can.ISSUE_PAPERS)
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    paper = paper_in_scope(request, pk, Can.ISSUE_PAPERS)
    form = EndForm(request.POST or None, papers=may_recall(paper)[:200], label=_("Văn bản quyết định thu hồi"))
    words = {
        "title": _("Thu hồi"),
        "text": _("Văn bản này coi như không còn giá trị; sổ ghi văn bản quyết định thu hồi và lý do. Không đổi lại được."),
        "submit_label": _("Thu hồi"),
        "tone": "danger",
    }
    return _step(request, paper, form, _ending(request, paper, form, recall_document, "by_paper"), done=_("Đã ghi thu hồi."), **words)


def _ending(request: HttpRequest, paper: OfficialDocument, form: EndForm, action: Callable[..., object], name: str) -> Callable[[], object]:
    def run() -> object:
        deciding = get_object_or_404(OfficialDocument, pk=form.cleaned_data["paper"])
        return action(paper, by=person(request), on=clock.today(), reason=form.cleaned_data["reason"], **{name: deciding})

    return run


@both
@requires(Can.DRAFT_PAPERS)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    paper, user, today = paper_in_scope(request, pk, Can.DRAFT_PAPERS), person(request), clock.today()
    form = ReasonForm(request.POST or None)
    words = {"title": _("Bỏ dự thảo"), "text": _("Dự thảo bị xóa hẳn."), "submit_label": _("Bỏ dự thảo"), "tone": "danger"}

    def action() -> bool:
        discard_draft(paper, by=user, on=today, reason=form.cleaned_data["reason"])
        return True

    return _step(request, paper, form, action, done=_("Đã bỏ dự thảo."), back=reverse("documents:drafts"), **words)


@both
@requires(Can.ISSUE_PAPERS)
def dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    paper, user, today = paper_in_scope(request, pk, Can.ISSUE_PAPERS), person(request), clock.today()
    sent = getattr(paper, "dispatch", None)
    before = {name: getattr(sent, name) for name in DispatchForm.base_fields} if sent else {"sent_on": today}
    form = DispatchForm(request.POST or None, initial=before)
    words = {
        "title": _("Ghi việc chuyển đi"),
        "text": _("Các cột cuối của sổ văn bản đi: số bản, ngày chuyển, ký nhận, ghi chú."),
        "submit_label": _("Ghi"),
        "tone": "info",
    }
    return _step(request, paper, form, lambda: note_dispatch(paper, by=user, on=today, **form.cleaned_data), done=_("Đã ghi."), **words)
