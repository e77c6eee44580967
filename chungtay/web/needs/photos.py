"""Photos of a need: added and removed by those who record it, shown to those whom it concerns."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.files.pictures import ACCEPT
from chungtay.needs.actions.photos import MOST_PHOTOS, add_photo, remove_photo
from chungtay.needs.models import Need, NeedPhoto
from chungtay.web.access import person, requires
from chungtay.web.needs.showing import head_facts, need_crumbs, need_in_scope
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.attached import FACES_WHY, FilesField, picture_answer
from chungtay.web.shell.fields import words


class PhotosForm(forms.Form):
    photos = FilesField(label=gettext_lazy("Ảnh chụp"))
    may_show_faces = forms.BooleanField(label=gettext_lazy("Có thể nhận ra mặt trẻ em trong ảnh"), required=False, help_text=FACES_WHY)
    caption = words(gettext_lazy("Chú thích"), required=False, hint=gettext_lazy("Cho các ảnh chọn lần này. Không ghi tên trẻ."))

    def __init__(self, *args: Any, room: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].widget.attrs |= {"accept": ACCEPT, "class": "drop-file"}
        self.fields["photos"].help_text = _("Còn thêm được %(n)d ảnh. Vị trí chụp được xóa khỏi ảnh.") % {"n": room}

    def clean_photos(self) -> list[Any]:
        photos: list[Any] = self.cleaned_data["photos"]
        if not photos:
            raise forms.ValidationError(_("Xin chọn ít nhất một ảnh."))
        return photos


def keep_photos(need: Need, files: Iterable[Any], *, by: User, may_show_faces: bool, caption: str = "") -> tuple[int, list[str]]:
    """How many were kept, and why each of the others was not; one bad file does not cost the good ones."""
    kept, refused = 0, []
    for file in files:
        try:
            add_photo(need, by=by, upload=file, may_show_faces=may_show_faces, caption=caption)
            kept += 1
        except RuleBroken as refusal:
            refused.append(_("Ảnh “%(name)s” chưa lưu được: %(why)s") % {"name": (file.name or "")[:60], "why": refusal.sentence})
    return kept, refused[:MOST_PHOTOS]


@require_http_methods(["GET", "POST"])
@requires(Can.RECORD_NEEDS)
def manage(request: HttpRequest, pk: int) -> HttpResponse:
    """The photos that are there, and room for more."""
    need, user = need_in_scope(request, pk, Can.RECORD_NEEDS), person(request)
    room = MOST_PHOTOS - need.photos.count()
    form = PhotosForm(sent(request), request.FILES or None, room=room)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept, refused = keep_photos(need, given["photos"], by=user, may_show_faces=given["may_show_faces"], caption=given["caption"])
        if kept:
            messages.success(request, _("Đã lưu %(n)d ảnh.") % {"n": kept})
        if not refused:
            return redirect("needs:need", pk=pk)
        for sentence in refused:
            form.add_error("photos", sentence)
        room = MOST_PHOTOS - need.photos.count()
    photos = list(need.photos.select_related("photo").order_by("pk"))
    context = {"need": need, "form": form, "room": room, "photos": photos, "facts": head_facts(need)}
    return render(
        request, "needs/photos.html", context | {"breadcrumbs": need_crumbs(need), "cancel_url": reverse("needs:need", args=[pk])}
    )


@require_safe
@requires(Can.SEE_NEEDS)
def picture(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    """Only to whom the need is shown."""
    return picture_answer(request, _photo_in_scope(request, pk, photo_pk, Can.SEE_NEEDS).photo, is_small=False)


@require_safe
@requires(Can.SEE_NEEDS)
def preview(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    return picture_answer(request, _photo_in_scope(request, pk, photo_pk, Can.SEE_NEEDS).photo, is_small=True)


def _photo_in_scope(request: HttpRequest, pk: int, photo_pk: int, can: Can) -> NeedPhoto:
    needs = Need.objects.for_user(person(request), can, on=clock.today())
    return get_object_or_404(NeedPhoto.objects.select_related("photo", "need"), pk=photo_pk, need_id=pk, need__in=needs)


@require_http_methods(["GET", "POST"])
@requires(Can.SEE_NEEDS)
def remove(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponse:
    shown, user = _photo_in_scope(request, pk, photo_pk, Can.SEE_NEEDS), person(request)
    form = forms.Form(sent(request))

    def action() -> bool:
        remove_photo(shown, by=user)
        return True

    if posted(request, form, action):
        messages.success(request, _("Đã bỏ ảnh."))
        return redirect("needs:need", pk=pk)
    context = {
        "form": form,
        "shown": shown,
        "title": _("Bỏ ảnh"),
        "text": _("Ảnh bị xóa hẳn."),
        "submit_label": _("Bỏ ảnh"),
        "facts": head_facts(shown.need),
        "cancel_url": reverse("needs:need", args=[pk]),
    }
    return render(request, "needs/remove_photo.html", context | {"breadcrumbs": need_crumbs(shown.need)})
