"""What is kept: once for equal bytes, unchanged, told to the audit; and how it is let go and handed out."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.files.actions import discard_photo, keep_attachment, keep_photo, mark_faces, sweep
from chungtay.files.models import MOST_BYTES, Attachment, Photo
from chungtay.files.pictures import Picture
from chungtay.files.queries import attachment_handed_out, photo_handed_out
from tests.make.files import A_LIE, A_PDF, a_docx, a_photo, an_xlsx
from tests.make.people import make_user
from tests.make.places import Province

A_PICTURE = Picture(jpeg=b"mot", thumb=b"nho", width=4, height=3)  # already drawn: no child process is needed to keep it
ANOTHER = Picture(jpeg=b"hai", thumb=b"nho", width=4, height=3)


@pytest.fixture
def clerk(province: Province) -> User:
    return make_user(RoleKind.CLERK, province.here.school)


def test_a_photo_is_kept_with_its_preview_and_told(clerk: User, province: Province) -> None:
    photo = keep_photo(a_photo(), by=clerk, may_show_faces=True, place_id=province.here.school.pk)
    photo.refresh_from_db()
    content = photo.file.open().read()
    assert photo.sha256 == hashlib.sha256(content).hexdigest()
    assert photo.file.name == f"anh/{photo.sha256[:2]}/{photo.sha256}.jpg"
    assert (photo.width, photo.height, photo.size) == (64, 48, len(content))
    assert (photo.may_show_faces, photo.uploaded_by) == (True, clerk)
    entry = AuditEntry.objects.get(act="photo.kept")
    assert (entry.subject_key, entry.place_id, entry.actor, entry.details) == (
        str(photo.pk),
        province.here.school.pk,
        clerk,
        {"may_show_faces": True},
    )


def test_nothing_is_written_of_what_is_no_photo(clerk: User) -> None:
    with pytest.raises(RuleBroken, match="không phải ảnh") as refusal:
        keep_photo(A_LIE, by=clerk, field="photos")
    assert refusal.value.field == "photos"
    assert not Photo.objects.exists()


def test_equal_bytes_lie_once(clerk: User) -> None:
    first, second = keep_photo(A_PICTURE, by=clerk), keep_photo(A_PICTURE, by=None)
    assert first.pk != second.pk
    assert (first.file.name, first.thumb.name) == (second.file.name, second.thumb.name)
    assert keep_photo(ANOTHER, by=clerk).file.name != first.file.name


def test_a_kept_photo_only_learns_about_faces(clerk: User) -> None:
    photo = keep_photo(A_PICTURE, by=clerk)
    assert mark_faces(photo, by=clerk, may_show_faces=True).may_show_faces
    mark_faces(photo, by=clerk, may_show_faces=True)
    assert AuditEntry.objects.filter(act="photo.faces_marked").count() == 1
    for change in ({"size": 5}, {"file": "x"}, {"sha256": "x"}, {"uploaded_by": None}, {"width": 9}):
        with pytest.raises(RuleBroken, match="Ảnh đã lưu không sửa được"), refused():
            Photo.objects.filter(pk=photo.pk).update(**change)


@pytest.mark.parametrize(
    ("changes", "said"), [({"size": MOST_BYTES + 1}, "300 KB"), ({"size": 0}, "300 KB"), ({"width": 1601}, "1600"), ({"height": 0}, "1600")]
)
def test_the_database_keeps_the_bounds(clerk: User, changes: dict[str, Any], said: str) -> None:
    row = Photo(file="a", thumb="b", sha256="c", uploaded_at=clock.now(), **({"width": 4, "height": 3, "size": 9} | changes))
    with pytest.raises(RuleBroken, match=said), refused():
        row.save()


@pytest.mark.django_db(transaction=True)
def test_a_discarded_photo_is_gone_with_its_files_unless_they_are_shared() -> None:
    first, second = keep_photo(A_PICTURE, by=None), keep_photo(A_PICTURE, by=None)
    names = [str(first.file.name), str(first.thumb.name)]
    discard_photo(first, by=None)
    assert [default_storage.exists(name) for name in names] == [True, True]
    with transaction.atomic():
        discard_photo(second, by=None)
        transaction.set_rollback(True)
    assert [default_storage.exists(name) for name in names] == [True, True]
    discard_photo(second, by=None)
    assert [default_storage.exists(name) for name in names] == [False, False]
    assert not Photo.objects.exists()
    assert AuditEntry.objects.filter(act="photo.discarded").count() == 2


def test_a_file_that_no_row_knows_is_never_shared(clerk: User) -> None:
    """It may be on its way out: a photo of the same bytes lies beside it."""
    digest = hashlib.sha256(b"bon").hexdigest()
    lost = default_storage.save(f"anh/{digest[:2]}/{digest}.jpg", ContentFile(b"bon"))
    photo = keep_photo(Picture(b"bon", b"nho", 4, 3), by=clerk)
    assert photo.file.name != lost
    assert keep_photo(Picture(b"bon", b"nho", 4, 3), by=clerk).file.name == photo.file.name


def test_lost_files_are_swept_and_others_stay(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    sweep(older_than=timedelta(days=-1))  # what other tests left
    photo, attachment = keep_photo(A_PICTURE, by=clerk), keep_attachment(A_PDF, name="a.pdf", by=clerk)
    lost = default_storage.save("anh/ab/abc.jpg", ContentFile(b"x"))
    assert sweep() == 0
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert sweep() == 1
    kept = [photo.file.name, photo.thumb.name, attachment.file.name]
    assert [default_storage.exists(str(name)) for name in (*kept, lost)] == [True, True, True, False]


# ── Attachments ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "sent_as", "name", "media_type"),
    [
        (A_PDF, "Kế hoạch  210.pdf", "Kế hoạch 210.pdf", "application/pdf"),
        (A_PDF, "C:\\Users\\lan\\ke-hoach.exe", "ke-hoach.pdf", "application/pdf"),
        (a_docx(), "../../etc/passwd", "passwd.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (an_xlsx(), 'a"b\r\n<c>\0.xlsx', "ab c.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (a_photo(), "", "tệp.jpg", "image/jpeg"),
        (a_photo(), "x" * 500 + ".jpg", "x" * 180 + ".jpg", "image/jpeg"),
    ],
)
def test_an_attachment_is_kept_as_it_is_under_a_clean_name(clerk: User, content: bytes, sent_as: str, name: str, media_type: str) -> None:
    row = keep_attachment(ContentFile(content), name=sent_as, by=clerk, place_id=7)
    assert (row.name, row.media_type, row.size) == (name, media_type, len(content))
    assert row.file.open().read() == content
    assert str(row.file.name).startswith(f"tep/{row.sha256[:2]}/{row.sha256}")
    assert AuditEntry.objects.get(act="attachment.kept").details == {"sha256": row.sha256, "size": row.size}
    assert keep_attachment(content, name="khac", by=None).file.name == row.file.name


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "rỗng"), (A_LIE, "không phải PDF"), (b"MZ", "không phải PDF"), (A_PDF + b"\0" * 20 * 1024 * 1024, "nặng 20,1 MB, tối đa 20 MB")],
)
def test_what_is_no_paper_is_refused(clerk: User, content: bytes, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        keep_attachment(content, name="a.pdf", by=clerk, field="paper")
    assert refusal.value.field == "paper"
    assert not Attachment.objects.exists()


def test_an_attachment_is_never_changed_or_removed(clerk: User) -> None:
    row = keep_attachment(A_PDF, name="a.pdf", by=clerk)
    with pytest.raises(RuleBroken, match="không sửa, không xóa"), refused():
        Attachment.objects.filter(pk=row.pk).update(name="b")
    with pytest.raises(RuleBroken, match="không sửa, không xóa"), refused():
        Attachment.objects.filter(pk=row.pk).delete()


# ── Handed out ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_handed_out_with_what_the_answer_says(clerk: User) -> None:
    photo, row = keep_photo(A_PICTURE, by=clerk), keep_attachment(A_PDF, name="Kế hoạch.pdf", by=clerk)
    large, small, paper = photo_handed_out(photo), photo_handed_out(photo, is_small=True), attachment_handed_out(row)
    assert large is not None
    assert small is not None
    assert paper is not None
    assert (large.file.read(), small.file.read(), paper.file.read()) == (b"mot", b"nho", A_PDF)
    assert (large.media_type, large.is_inline, large.name) == ("image/jpeg", True, f"anh-{photo.sha256[:12]}.jpg")
    assert large.tag != small.tag
    assert (paper.media_type, paper.is_inline, paper.name) == ("application/pdf", False, "Kế hoạch.pdf")


def test_what_is_gone_or_was_changed_is_not_handed_out(clerk: User) -> None:
    photo = keep_photo(Picture(b"ba", b"nho", 4, 3), by=clerk)
    row = keep_attachment(A_PDF + b"\n", name="a.pdf", by=clerk)
    default_storage.delete(str(photo.file.name))
    assert photo_handed_out(photo) is None
    default_storage.delete(str(row.file.name))
    default_storage.save(str(row.file.name), ContentFile(b"khac"))
    assert attachment_handed_out(row) is None
    default_storage.delete(str(row.file.name))
    assert attachment_handed_out(row) is None
