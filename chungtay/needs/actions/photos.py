"""Photos that show a need; what is kept of them is for files."""

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.db import locked
from chungtay.core.errors import RuleBroken
from chungtay.files.actions import discard_photo, keep_photo
from chungtay.files.pictures import Picture, Upload, picture_of
from chungtay.needs import rules
from chungtay.needs.actions.states import check_reach, note
from chungtay.needs.enums import LIVE, NeedStatus
from chungtay.needs.models import Need, NeedPhoto

MOST_PHOTOS: Final = 6


def add_photo(need: Need, *, by: User | None, upload: Upload | Picture, may_show_faces: bool = False, caption: str = "") -> NeedPhoto:
    """One more photo, at most six; `may_show_faces`: shown to those who work on it, never to the public."""
    # Looked at before the transaction begins: drawing takes a second.
    picture = upload if isinstance(upload, Picture) else picture_of(upload)
    with transaction.atomic():
        need = locked(need)
        check_reach(need, by=by, can=[Can.RECORD_NEEDS], on=clock.today())
        if need.status not in (NeedStatus.DRAFT, *LIVE):
            raise RuleBroken(_("Nhu cầu này đã xong hoặc đã rút nên không thêm ảnh được."), field="photo")
        if need.photos.count() >= MOST_PHOTOS:
            raise RuleBroken(_("Mỗi nhu cầu có tối đa %(most)d ảnh.") % {"most": MOST_PHOTOS}, field="photo")
        caption = rules.words(caption, 200, "caption")
        photo = keep_photo(picture, by=by, may_show_faces=may_show_faces, place_id=need.place_id)
        if need.photos.filter(photo__sha256=photo.sha256).exists():
            raise RuleBroken(_("Ảnh này đã có rồi."), field="photo")
        shown = NeedPhoto.objects.create(need=need, photo=photo, caption=caption)
        note("need.photo_added", need, by=by, on=clock.today(), photo=photo.pk, may_show_faces=may_show_faces)
    return shown


@transaction.atomic
def remove_photo(shown: NeedPhoto, *, by: User | None) -> None:
    """Wrong, or better not shown; its file goes too unless another need shows the same."""
    need = locked(shown.need)
    check_reach(need, by=by, can=[Can.RECORD_NEEDS, Can.PUBLISH_NEEDS], on=clock.today())
    note("need.photo_removed", need, by=by, on=clock.today(), photo=shown.photo_id)
    photo = shown.photo
    shown.delete()
    discard_photo(photo, by=by, place_id=need.place_id)


def let_go_of_photos(need: Need, *, by: User | None) -> None:
    """The need goes, its photos with it."""
    for shown in need.photos.select_related("photo"):
        photo = shown.photo
        shown.delete()
        discard_photo(photo, by=by, place_id=need.place_id)
