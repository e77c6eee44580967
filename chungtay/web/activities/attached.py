"""Photos and papers of an activity: added and removed by those who record it, shown to those whom it concerns."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.activities.actions import NewPaper, NewPhoto, add_paper, add_photo, remove_paper, remove_photo
from chungtay.activities.actions.attached import MOST_PAPERS, MOST_PHOTOS
from chungtay.activities.enums import ActivityStatus
from chungtay.activities.models import Activity, ActivityPaper, ActivityPhoto
from chungtay.core.errors import RuleBroken
from chungtay.files.queries import attachment_handed_out
from chungtay.web.access import person, requires
from chungtay.web.activities.forms import AttachForm
from chungtay.web.activities.showing import activity_crumbs, activity_in_scope, head_facts
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.attached import answer, picture_answer
from chungtay.web.shell.fields import show_refusal

both = require_http_methods(["GET", "POST"])


@both
@requires(Can.RECORD_ACTIVITIES)
def manage(request: HttpRequest, pk: int) -> HttpResponse:
    """What is there, and room for more; one bad file does not cost the good ones."""
    activity, user = activity_in_scope(request, pk, Can.RECORD_ACTIVITIES), person(request)
    url = reverse("activities:activity", args=[pk])
    rooms = {"room_for_photos": MOST_PHOTOS - activity.photos.count(), "room_for_papers": MOST_PAPERS - activity.papers.count()}
    form = AttachForm(sent(request), request.FILES or None, **rooms)
    if request.method == "POST" and form.is_valid() and _keep(activity, form, user):
        messages.success(request, _("Đã lưu."))
        return redirect(url)
    context = {
        "activity": activity,
        "form": form,
        "photos": list(activity.photos.select_related("photo").order_by("pk")),
        "papers": list(activity.papers.select_related("attachment").order_by("pk")),
        "has_room": bool(form.fields) and activity.status == ActivityStatus.RECORDED,
        "stands": activity.status == ActivityStatus.RECORDED,
        "cancel_url": url,
        "breadcrumbs": activity_crumbs(activity),
    }
    return render(request, "activities/attached.html", context)


def _keep(activity: Activity, form: AttachForm, user: User) -> bool:
    """Whether all were kept; why one was not stands at its field."""
    given = form.cleaned_data
    shows, caption = given.get("may_show_faces", False), given.get("caption", "")
    steps: list[Callable[[], object]] = []
    for file in given.get("photo", []):
        photo = NewPhoto(file, may_show_faces=shows, caption=caption, name=file.name or "")
        steps.append(lambda photo=photo: add_photo(activity, by=user, photo=photo))  # type: ignore[misc]
    for file in given.get("paper", []):
        paper = NewPaper(file, name=file.name or "")
        steps.append(lambda paper=paper: add_paper(activity, by=user, paper=paper))  # type: ignore[misc]
    for step in steps:
        try:
            step()
        except RuleBroken as refusal:
            show_refusal(form, refusal)
    return form.is_valid()


@require_safe
@requires(Can.SEE_NEEDS)
def picture(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    """Only to whom the activity is shown."""
    return picture_answer(request, _photo(request, pk, photo_pk, Can.SEE_NEEDS).photo, is_small=False)


@require_safe
@requires(Can.SEE_NEEDS)
def preview(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    return picture_answer(request, _photo(request, pk, photo_pk, Can.SEE_NEEDS).photo, is_small=True)


@require_safe
@requires(Can.SEE_NEEDS)
def paper_file(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponseBase:
    """The file as it was sent, for the reader's disk."""
    handed = attachment_handed_out(_paper(request, pk, paper_pk, Can.SEE_NEEDS).attachment)
    if handed is None:
        raise Http404
    return answer(handed)


@both
@requires(Can.RECORD_ACTIVITIES)
def remove_shown(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponse:
    shown, user = _photo(request, pk, photo_pk, Can.RECORD_ACTIVITIES), person(request)
    words = {"title": _("Bỏ ảnh"), "text": _("Ảnh bị xóa hẳn."), "submit_label": _("Bỏ ảnh"), "shown": shown}
    return _removed(request, shown.activity, lambda: remove_photo(shown, by=user), words, _("Đã bỏ ảnh."))


@both
@requires(Can.RECORD_ACTIVITIES)
def remove_held(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    held, user = _paper(request, pk, paper_pk, Can.RECORD_ACTIVITIES), person(request)
    text = _("“%(name)s” không còn kèm hoạt động này. Tệp vẫn nằm trong kho lưu.") % {"name": held.attachment}
    words = {"title": _("Bỏ giấy tờ"), "text": text, "submit_label": _("Bỏ giấy tờ")}
    return _removed(request, held.activity, lambda: remove_paper(held, by=user), words, _("Đã bỏ giấy tờ."))


def _removed(request: HttpRequest, activity: Activity, act: Callable[[], None], words: Mapping[str, object], done: str) -> HttpResponse:
    """One page of confirming, then back to what is left."""
    form, url = forms.Form(sent(request)), reverse("activities:attached", args=[activity.pk])

    def action() -> bool:
        act()
        return True

    if posted(request, form, action):
        messages.success(request, done)
        return redirect(url)
    context = {"form": form, "facts": head_facts(activity), "cancel_url": url, "breadcrumbs": activity_crumbs(activity), **words}
    return render(request, "activities/confirm.html", context)


def _photo(request: HttpRequest, pk: int, photo_pk: int, can: Can) -> ActivityPhoto:
    activity = activity_in_scope(request, pk, can)
    shown = get_object_or_404(activity.photos.select_related("photo"), pk=photo_pk)
    shown.activity = activity
    return shown


def _paper(request: HttpRequest, pk: int, paper_pk: int, can: Can) -> ActivityPaper:
    activity = activity_in_scope(request, pk, can)
    held = get_object_or_404(activity.papers.select_related("attachment"), pk=paper_pk)
    held.activity = activity
    return held
