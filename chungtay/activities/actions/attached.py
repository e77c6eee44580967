"""Photos and papers about an activity; what is kept of them is for files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.activities.actions.held import check_stands, held_activity, note
from chungtay.activities.models import Activity, ActivityPaper, ActivityPhoto
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.core.words import clean_text
from chungtay.files.actions import discard_photo, keep_attachment, keep_photo
from chungtay.files.pictures import Picture, Upload, picture_of

MOST_PHOTOS: Final = 6
MOST_PAPERS: Final = 6


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo to be added; `may_show_faces`: shown to those who work on it, never to the public. `name` is the sender's, for a refusal."""

    upload: Upload | Picture
    may_show_faces: bool = False
    caption: str = ""
    name: str = ""

    def drawn(self) -> "NewPhoto":
        """With the picture of ours; RuleBroken for what is no photo."""
        with _naming(self.name):
            return self if isinstance(self.upload, Picture) else replace(self, upload=picture_of(self.upload))


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper to be added, under the sender's name of the file."""

    upload: Upload
    name: str


def add_photo(activity: Activity, *, by: User | None, photo: NewPhoto) -> ActivityPhoto:
    """One more photo, at most six."""
    photo = photo.drawn()  # before the transaction begins: drawing takes a second
    with transaction.atomic():
        activity = held_activity(activity, by=by, on=clock.today())
        check_stands(activity)
        return _add_photo(activity, photo, by=by)


@transaction.atomic
def remove_photo(shown: ActivityPhoto, *, by: User | None) -> None:
    """Wrong, or better not shown, also of a withdrawn activity; its file goes too unless something else shows the same."""
    activity = held_activity(shown.activity, by=by, on=clock.today())
    note("activity.photo_removed", activity, by=by, on=clock.today(), photo=shown.photo_id)
    photo = shown.photo
    shown.delete()
    discard_photo(photo, by=by, place_id=activity.unit_id)


@transaction.atomic
def add_paper(activity: Activity, *, by: User | None, paper: NewPaper) -> ActivityPaper:
    """One more paper, at most six."""
    activity = held_activity(activity, by=by, on=clock.today())
    check_stands(activity)
    return _add_paper(activity, paper, by=by)


@transaction.atomic
def remove_paper(paper: ActivityPaper, *, by: User | None) -> None:
    """It no longer belongs to the activity; the file itself stays in the archive, as every file that was sent."""
    activity = held_activity(paper.activity, by=by, on=clock.today())
    check_stands(activity)
    note("activity.paper_removed", activity, by=by, on=clock.today(), paper=str(paper.attachment))
    paper.delete()


def attach(activity: Activity, *, by: User | None, photos: Sequence[NewPhoto], papers: Sequence[NewPaper]) -> None:
    """What came with a new activity, in its transaction."""
    for photo in photos:
        _add_photo(activity, photo, by=by)
    for paper in papers:
        _add_paper(activity, paper, by=by)


def _add_photo(activity: Activity, photo: NewPhoto, *, by: User | None) -> ActivityPhoto:
    if activity.photos.count() >= MOST_PHOTOS:
        raise RuleBroken(_("Mỗi hoạt động có tối đa %(most)d ảnh.") % {"most": MOST_PHOTOS}, field="photo")
    caption = clean_text(photo.caption, field="caption", most=200, is_needed=False)
    kept = keep_photo(photo.upload, by=by, may_show_faces=photo.may_show_faces, place_id=activity.unit_id)
    if activity.photos.filter(photo__sha256=kept.sha256).exists():
        raise RuleBroken(_("Ảnh này đã có rồi."), field="photo")
    shown = ActivityPhoto.objects.create(activity=activity, photo=kept, caption=caption)
    note("activity.photo_added", activity, by=by, on=clock.today(), photo=kept.pk, may_show_faces=photo.may_show_faces)
    return shown


def _add_paper(activity: Activity, paper: NewPaper, *, by: User | None) -> ActivityPaper:
    if activity.papers.count() >= MOST_PAPERS:
        raise RuleBroken(_("Mỗi hoạt động có tối đa %(most)d giấy tờ.") % {"most": MOST_PAPERS}, field="paper")
    with _naming(paper.name):
        kept = keep_attachment(paper.upload, name=paper.name, by=by, place_id=activity.unit_id, field="paper")
    if activity.papers.filter(attachment__sha256=kept.sha256).exists():
        raise RuleBroken(_("Giấy tờ này đã có rồi."), field="paper")
    held = ActivityPaper.objects.create(activity=activity, attachment=kept)
    note("activity.paper_added", activity, by=by, on=clock.today(), paper=kept.name)
    return held


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Of several files the refusal says which."""
    try:
        yield
    except RuleBroken as refusal:
        raise RuleBroken(f"“{name[:60]}”: {refusal.sentence}" if name else refusal.sentence, field=refusal.field) from None
