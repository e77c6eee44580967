"""The steps of a need, each a page that says what will happen and asks for what it needs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.needs.actions.moves import (
    close_need,
    confirm_met,
    note_met,
    publish_need,
    reconfirm_need,
    take_down_need,
    verify_need,
    withdraw_need,
)
from chungtay.needs.actions.record import discard_need, submit_need
from chungtay.needs.models import Need
from chungtay.needs.queries import queue
from chungtay.needs.rules import likely_doubles
from chungtay.web.access import person, requires
from chungtay.web.needs.forms import MetForm, ReasonForm, SubmitForm
from chungtay.web.needs.showing import head_facts, need_crumbs, need_in_scope
from chungtay.web.needs.tones import TONES
from chungtay.web.needs.wording import amount_of
from chungtay.web.shell.acting import posted, sent

both = require_http_methods(["GET", "POST"])


def _step(
    request: HttpRequest,
    need: Need,
    form: forms.Form,
    action: Callable[[], object],
    *,
    done: str | Callable[[], str],
    back: str = "",
    **shown: Any,
) -> HttpResponse:
    """One page of confirming; when the action went through, back to the need with a word."""
    url = reverse("needs:need", args=[need.pk])
    if posted(request, form, action):
        messages.success(request, done if isinstance(done, str) else done())
        return redirect(back or url)
    context = {"form": form, "facts": head_facts(need), "cancel_url": url, "breadcrumbs": need_crumbs(need), **shown}
    return render(request, "needs/confirm.html", context)


def _bare(request: HttpRequest) -> forms.Form:
    return forms.Form(sent(request))


@both
@requires(Can.RECORD_NEEDS)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Sending; where likely doubles stand they are shown first, and the person says that this is another need."""
    need, user, today = need_in_scope(request, pk, Can.RECORD_NEEDS), person(request), clock.today()
    form = SubmitForm(sent(request))
    doubles = [(double, amount_of(double), TONES[double.status]) for double in likely_doubles(need)[:5]]  # type: ignore[index]
    if not doubles:
        form.fields["is_no_double"].widget = forms.HiddenInput()

    def action() -> object:
        return submit_need(need, by=user, on=today, is_no_double=form.cleaned_data["is_no_double"])

    url = reverse("needs:need", args=[pk])
    if posted(request, form, action):
        messages.success(request, _("Đã gửi. Cấp xã xem và xác minh."))
        return redirect(url)
    context = {"form": form, "facts": head_facts(need), "doubles": doubles, "cancel_url": url, "breadcrumbs": need_crumbs(need)}
    return render(request, "needs/submit.html", context)


@both
@requires(Can.VERIFY_NEEDS)
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """When it is done the page says how many still wait."""
    need, user, today = need_in_scope(request, pk, Can.VERIFY_NEEDS), person(request), clock.today()
    words = {
        "title": _("Xác minh nhu cầu"),
        "text": _("Bạn xác nhận nhu cầu này có thật và đúng như đã ghi. Tên bạn được ghi cạnh nhu cầu."),
        "submit_label": _("Xác minh"),
        "tone": "info",
    }

    def done() -> str:
        left = queue(user, on=today).exclude(pk=pk).count()
        return _("Đã xác minh. Còn %(n)d nhu cầu chờ xác minh.") % {"n": left} if left else _("Đã xác minh.")

    return _step(request, need, _bare(request), lambda: verify_need(need, by=user, on=today), done=done, **words)


@both
@requires(Can.PUBLISH_NEEDS)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    need, user, today = need_in_scope(request, pk, Can.PUBLISH_NEEDS), person(request), clock.today()
    words = {
        "title": _("Đưa lên bảng kêu gọi"),
        "text": _("Mọi người thấy nhu cầu này: cần gì, ở đâu, số trẻ, ảnh không rõ mặt trẻ em. Không ai thấy tên người ghi."),
        "submit_label": _("Đưa lên bảng"),
        "tone": "info",
    }
    return _step(request, need, _bare(request), lambda: publish_need(need, by=user, on=today), done=_("Đã đưa lên bảng kêu gọi."), **words)


@both
@requires(Can.PUBLISH_NEEDS)
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    need, user, today = need_in_scope(request, pk, Can.PUBLISH_NEEDS), person(request), clock.today()
    form = ReasonForm(sent(request))
    words = {
        "title": _("Gỡ khỏi bảng kêu gọi"),
        "text": _("Mọi người không còn thấy nhu cầu này; nó vẫn là nhu cầu đã xác minh."),
        "submit_label": _("Gỡ khỏi bảng"),
        "tone": "danger",
    }

    def action() -> object:
        return take_down_need(need, by=user, on=today, reason=form.cleaned_data["reason"])

    return _step(request, need, form, action, done=_("Đã gỡ khỏi bảng kêu gọi."), **words)


@both
@requires(Can.RECORD_NEEDS)
def reconfirm(request: HttpRequest, pk: int) -> HttpResponse:
    need, user, today = need_in_scope(request, pk, Can.RECORD_NEEDS), person(request), clock.today()
    words = {
        "title": _("Xác nhận vẫn còn cần"),
        "text": _("Bạn xác nhận hôm nay nơi này vẫn còn thiếu. Nếu không còn cần nữa, hãy rút nhu cầu."),
        "submit_label": _("Vẫn còn cần"),
        "tone": "info",
        "other_url": reverse("needs:withdraw", args=[pk]),
        "other_label": _("Không còn cần nữa"),
    }
    return _step(
        request, need, _bare(request), lambda: reconfirm_need(need, by=user, on=today), done=_("Đã xác nhận vẫn còn cần."), **words
    )


@both
@requires(Can.RECORD_SUPPORT)
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """What came so far, all told."""
    need, user, today = need_in_scope(request, pk, Can.RECORD_SUPPORT), person(request), clock.today()
    form = MetForm(sent(request), initial={"met_quantity": need.met_quantity or None})
    form.fields["met_quantity"].help_text = _("Trong %(whole)s. Nhận nhiều lần thì cộng cả các lần trước.") % {"whole": amount_of(need)}
    words = {
        "title": _("Ghi phần đã đáp ứng"),
        "text": _("Ghi đủ số thì nhu cầu chuyển sang “Đã đáp ứng đủ” và chờ trường xác nhận."),
        "submit_label": _("Ghi"),
        "tone": "info",
    }

    def action() -> object:
        return note_met(need, by=user, on=today, **form.cleaned_data)

    return _step(request, need, form, action, done=_("Đã ghi."), **words)


@both
@requires(Can.RECORD_NEEDS)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    need, user, today = need_in_scope(request, pk, Can.RECORD_NEEDS), person(request), clock.today()
    words = {
        "title": _("Xác nhận đã nhận đủ"),
        "text": _("Trường xác nhận đã nhận đủ %(whole)s. Nếu chưa đủ, hãy báo người đã ghi để sửa lại số.") % {"whole": amount_of(need)},
        "submit_label": _("Đã nhận đủ"),
        "tone": "info",
    }
    return _step(request, need, _bare(request), lambda: confirm_met(need, by=user, on=today), done=_("Đã xác nhận."), **words)


@both
@requires(Can.PUBLISH_NEEDS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    need, user, today = need_in_scope(request, pk, Can.PUBLISH_NEEDS), person(request), clock.today()
    words = {
        "title": _("Kết thúc nhu cầu"),
        "text": _("Trường đã xác nhận nhận đủ. Nhu cầu được cất vào hồ sơ, không đổi lại được."),
        "submit_label": _("Kết thúc"),
        "tone": "info",
    }
    return _step(request, need, _bare(request), lambda: close_need(need, by=user, on=today), done=_("Đã kết thúc."), **words)


@both
@requires(Can.SEE_NEEDS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """By its school, or by whoever publishes."""
    need, user, today = need_in_scope(request, pk), person(request), clock.today()
    form = ReasonForm(sent(request))
    words = {
        "title": _("Rút nhu cầu"),
        "text": _("Nhu cầu không còn được tính và không còn trên bảng kêu gọi. Lý do được lưu lại. Không đổi lại được."),
        "submit_label": _("Rút nhu cầu"),
        "tone": "danger",
    }

    def action() -> object:
        return withdraw_need(need, by=user, on=today, reason=form.cleaned_data["reason"])

    return _step(request, need, form, action, done=_("Đã rút nhu cầu."), **words)


@both
@requires(Can.RECORD_NEEDS)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    need, user, today = need_in_scope(request, pk, Can.RECORD_NEEDS), person(request), clock.today()
    words = {
        "title": _("Bỏ bản đang ghi"),
        "text": _("Bản đang ghi và ảnh của nó bị xóa hẳn."),
        "submit_label": _("Bỏ"),
        "tone": "danger",
    }

    def action() -> bool:
        discard_need(need, by=user, on=today)
        return True

    return _step(request, need, _bare(request), action, done=_("Đã bỏ."), back=reverse("needs:list"), **words)
