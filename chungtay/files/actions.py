"""Keeping what was sent, and letting a photo go. Whether `by` may is for the room that owns what the file belongs to."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.vietnamese import clean
from chungtay.files.filetypes import ATTACHMENTS, LARGEST, FileType, recognised
from chungtay.files.models import Attachment, Photo
from chungtay.files.pictures import Picture, Upload, bounded, picture_of

_PHOTOS: Final = "anh"
_PREVIEWS: Final = "anh-nho"
_ATTACHMENTS: Final = "tep"
_LONGEST_STEM: Final = 180


def keep_photo(
    upload: Upload | Picture,
    *,
    by: AbstractBaseUser | None,
    may_show_faces: bool = False,
    place_id: int | None = None,
    field: str | None = "photo",
) -> Photo:
    """The picture of what was sent, without its past (pictures.picture_of); `place_id` is the unit at which the audit tells of it.

    `may_show_faces`: the sender says that somebody could be recognised (Nghị định 13/2023, Điều 2: an image is personal data).
    RuleBroken at `field` for what is no photo.
    """
    # Drawn before the transaction begins: a second in which nobody else could write (SQLite).
    picture = upload if isinstance(upload, Picture) else picture_of(upload, field=field)
    digest = hashlib.sha256(picture.jpeg).hexdigest()
    with transaction.atomic():
        twin = Photo.objects.select_for_update().filter(sha256=digest).order_by("pk").first()
        photo = Photo(sha256=digest, width=picture.width, height=picture.height, size=len(picture.jpeg), may_show_faces=may_show_faces)
        photo.file = twin.file.name if twin else _stored(_PHOTOS, digest, "jpg", picture.jpeg)
        photo.thumb = twin.thumb.name if twin else _stored(_PREVIEWS, digest, "jpg", picture.thumb)
        photo.uploaded_by, photo.uploaded_at = by, clock.now()  # type: ignore[assignment]  # known only as AUTH_USER_MODEL
        with refused():
            photo.save()
        record("photo.kept", photo, by=by, name=_name(photo), place_id=place_id, may_show_faces=may_show_faces)
    return photo


@transaction.atomic
def mark_faces(photo: Photo, *, by: AbstractBaseUser | None, may_show_faces: bool, place_id: int | None = None) -> Photo:
    """Whether somebody could be recognised, seen again."""
    photo = locked(photo)
    if photo.may_show_faces != may_show_faces:
        photo.may_show_faces = may_show_faces
        photo.save(update_fields=["may_show_faces"])
        record("photo.faces_marked", photo, by=by, name=_name(photo), place_id=place_id, may_show_faces=may_show_faces)
    return photo


@transaction.atomic
def discard_photo(photo: Photo, *, by: AbstractBaseUser | None, place_id: int | None = None) -> None:
    """The row, and on commit its files unless another row shares them. Whoever points at the photo lets go of it first (PROTECT)."""
    # All that share the files, in the order of their ids: keep_photo holds the first of them while it decides to share.
    sharing = {row.pk: row for row in Photo.objects.select_for_update().filter(sha256=photo.sha256).order_by("pk")}
    row = sharing.pop(photo.pk, None)
    if row is None:  # somebody else was faster
        return
    record("photo.discarded", row, by=by, name=_name(row), place_id=place_id)
    names = _files_of([row]) - _files_of(sharing.values())
    row.delete()
    transaction.on_commit(lambda: _remove(names))


@transaction.atomic
def keep_attachment(
    upload: Upload,
    *,
    name: str,
    by: AbstractBaseUser | None,
    place_id: int | None = None,
    field: str | None = "file",
    among: tuple[FileType, ...] = ATTACHMENTS,
) -> Attachment:
    """A file of one of the types `among` by its structure, at most 20 MB, exactly as it was sent; `name` is the sender's.

    RuleBroken at `field` for any other file.
    """
    content = bounded(upload, LARGEST, too_heavy=_("Tệp nặng %(size)s MB, tối đa %(limit)d MB. Xin chọn tệp nhẹ hơn."), field=field)
    kind = recognised(content, among=among, field=field)
    digest = hashlib.sha256(content).hexdigest()
    twin = Attachment.objects.filter(sha256=digest).order_by("pk").first()
    row = Attachment(name=_cleaned(name, kind.extension), media_type=kind.media_type, sha256=digest, size=len(content))
    row.file = twin.file.name if twin else _stored(_ATTACHMENTS, digest, kind.extension, content)
    row.uploaded_by, row.uploaded_at = by, clock.now()  # type: ignore[assignment]  # known only as AUTH_USER_MODEL
    with refused():
        row.save()
    record("attachment.kept", row, by=by, name=row.name, place_id=place_id, sha256=digest, size=row.size)
    return row


def sweep(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Remove files that no row knows: their transaction was undone after they were written. Says how many; young ones may be in work."""
    oldest = clock.now() - older_than
    removed = 0
    for folder in (_PHOTOS, _PREVIEWS, _ATTACHMENTS):
        for shelf in _listed(folder)[0]:
            found = {f"{folder}/{shelf}/{name}" for name in _listed(f"{folder}/{shelf}")[1]}
            old = {name for name in found if default_storage.get_modified_time(name) < oldest}
            lost = old - _known(folder, shelf)
            _remove(lost)
            removed += len(lost)
    return removed


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _stored(folder: str, digest: str, extension: str, content: bytes) -> str:
    """The name under which the storage took it; another than asked for only where a file that no row knows lies there."""
    return default_storage.save(f"{folder}/{digest[:2]}/{digest}.{extension}", ContentFile(content))


def _files_of(photos: Iterable[Photo]) -> set[str]:
    return {str(name) for photo in photos for name in (photo.file.name, photo.thumb.name)}


def _remove(names: set[str]) -> None:
    for name in sorted(names):
        default_storage.delete(name)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """Folders and files in it; a folder that was never written to is empty."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _known(folder: str, shelf: str) -> set[str]:
    """The names on one shelf that rows know; previews lie by the hash of their photo."""
    if folder == _ATTACHMENTS:
        return set(Attachment.objects.filter(sha256__startswith=shelf).values_list("file", flat=True))
    column = "file" if folder == _PHOTOS else "thumb"
    return set(Photo.objects.filter(sha256__startswith=shelf).values_list(column, flat=True))


def _name(photo: Photo) -> str:
    return PurePosixPath(str(photo.file.name)).name


def _cleaned(name: str, extension: str) -> str:
    """The last part of the sender's path in plain letters, with the ending of what the file is."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = last.rsplit(".", 1)[0] if "." in last else last
    plain = "".join(letter for letter in clean(stem) if letter.isprintable() and letter not in '<>:"|?*')
    return f"{plain.strip(' .')[:_LONGEST_STEM] or _('tệp')}.{extension}"
