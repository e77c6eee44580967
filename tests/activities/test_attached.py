"""Photos and papers of an activity: pictures of ours and files as they were sent, at most six of each."""

import pytest
from django.core.files.storage import default_storage

from chungtay.accounts.enums import RoleKind
from chungtay.activities.actions import (
    NewPaper,
    NewPhoto,
    add_paper,
    add_photo,
    record_activity,
    remove_paper,
    remove_photo,
    withdraw_activity,
)
from chungtay.activities.models import Activity
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.files.models import Attachment, Photo
from chungtay.files.pictures import Picture
from chungtay.programmes.models import Programme
from tests.activities.conftest import TODAY
from tests.make.activities import activity_form, make_activity
from tests.make.files import A_PDF, A_SCRIPT, a_photo
from tests.make.people import make_user
from tests.make.places import Province


def picture(number: int) -> NewPhoto:
    """Drawn already; of a photo only its bytes matter here."""
    return NewPhoto(Picture(b"jpeg %d" % number, b"small %d" % number, 64, 48))


def paper(number: int) -> NewPaper:
    return NewPaper(A_PDF + b"%% %d\n" % number, f"Biên bản {number}.pdf")


def test_all_in_one_form_or_nothing(province: Province, month: Programme) -> None:
    def send(photos: list[NewPhoto], papers: list[NewPaper]) -> Activity:
        return record_activity(
            province.here.unit, by=None, programme=month, form=activity_form(), on=TODAY, once="k", photos=photos, papers=papers
        )

    for photos, papers, field in (
        ([picture(1), NewPhoto(A_PDF)], [], "photo"),
        ([picture(1)], [NewPaper(A_SCRIPT, "x.pdf")], "paper"),
        ([picture(number) for number in range(7)], [], "photo"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            send(photos, papers)
        assert refusal.value.field == field
        assert not Activity.objects.exists()
    first = send([NewPhoto(a_photo(), may_show_faces=True, caption=" Khám  mắt ")], [paper(1)])
    assert send([picture(9)], [paper(9)]) == first
    shown, held = first.photos.get(), first.papers.get()
    assert (shown.caption, shown.photo.may_show_faces, str(held.attachment)) == ("Khám mắt", True, "Biên bản 1.pdf")
    assert Photo.objects.count() == Attachment.objects.count() == 1


def test_at_most_six_and_none_twice(province: Province) -> None:
    activity = make_activity(province.here.unit)
    for number in range(6):
        add_photo(activity, by=None, photo=picture(number))
        if number == 0:
            with pytest.raises(RuleBroken, match="đã có rồi"):
                add_photo(activity, by=None, photo=picture(0))
            add_paper(activity, by=None, paper=paper(0))
            with pytest.raises(RuleBroken, match="đã có rồi"):
                add_paper(activity, by=None, paper=paper(0))
        else:
            add_paper(activity, by=None, paper=paper(number))
    with pytest.raises(RuleBroken, match="tối đa 6 ảnh"):
        add_photo(activity, by=None, photo=picture(9))
    with pytest.raises(RuleBroken, match="tối đa 6 giấy tờ"):
        add_paper(activity, by=None, paper=paper(9))


def test_by_whom_and_until_when(province: Province) -> None:
    neighbour = make_user(RoleKind.COMMUNE_OFFICER, province.there.office)
    activity = make_activity(province.here.unit)
    shown, held = add_photo(activity, by=None, photo=picture(1)), add_paper(activity, by=None, paper=paper(1))
    for refused in (
        lambda: add_photo(activity, by=neighbour, photo=picture(2)),
        lambda: add_paper(activity, by=neighbour, paper=paper(2)),
        lambda: remove_photo(shown, by=neighbour),
        lambda: remove_paper(held, by=neighbour),
    ):
        with pytest.raises(RuleBroken, match="ngoài phạm vi"):
            refused()
    withdraw_activity(activity, by=None, on=TODAY, reason="Ghi nhầm")
    for refused in (
        lambda: add_photo(activity, by=None, photo=picture(2)),
        lambda: add_paper(activity, by=None, paper=paper(2)),
        lambda: remove_paper(held, by=None),
    ):
        with pytest.raises(RuleBroken, match="đã rút"):
            refused()
    remove_photo(shown, by=None)  # a face that should not be seen goes at any time
    assert not Photo.objects.exists()
    assert default_storage.exists(str(held.attachment.file.name))
    assert AuditEntry.objects.get(act="activity.photo_removed").subject_key == str(activity.pk)


def test_a_paper_leaves_and_its_file_stays(province: Province) -> None:
    activity = make_activity(province.here.unit)
    remove_paper(add_paper(activity, by=None, paper=paper(1)), by=None)
    assert not activity.papers.exists()
    assert default_storage.exists(str(Attachment.objects.get().file.name))
