"""Photos of a need: a picture of ours or a sentence, at most six, gone with what they belong to."""

import pytest
from django.core.files.storage import default_storage

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.files.models import Photo
from chungtay.files.pictures import Picture
from chungtay.needs.actions import add_photo, discard_need, remove_photo
from chungtay.needs.actions.photos import MOST_PHOTOS
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import NeedPhoto
from tests.make.files import A_LIE, A_PDF, a_photo
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.places import Province


def picture(number: int) -> Picture:
    """Drawn already; of a photo only its bytes matter here."""
    return Picture(b"jpeg %d" % number, b"small %d" % number, 64, 48)


def test_a_clerk_adds_a_photo_of_a_phone(province: Province) -> None:
    clerk = make_user(RoleKind.CLERK, province.here.site)
    need = make_need(province.here.site, status=NeedStatus.DRAFT)
    shown = add_photo(need, by=clerk, upload=a_photo(), may_show_faces=True, caption="  Mái  dột ")
    assert (shown.caption, shown.photo.may_show_faces, shown.photo.uploaded_by) == ("Mái dột", True, clerk)
    assert AuditEntry.objects.get(act="need.photo_added").place_id == province.here.site.pk


@pytest.mark.parametrize("content", [b"", A_PDF, A_LIE, b"\0" * (40 * 1024 * 1024)])
def test_no_photo_is_said_at_its_field(province: Province, content: bytes) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_photo(make_need(province.here.school), by=None, upload=content)
    assert refusal.value.field == "photo"
    assert not Photo.objects.exists()


def test_at_most_six_and_none_twice(province: Province) -> None:
    need = make_need(province.here.school)
    add_photo(need, by=None, upload=picture(0))
    with pytest.raises(RuleBroken, match="đã có rồi"):
        add_photo(need, by=None, upload=picture(0))
    for number in range(1, MOST_PHOTOS):
        add_photo(need, by=None, upload=picture(number))
    with pytest.raises(RuleBroken, match="tối đa 6 ảnh") as refusal:
        add_photo(need, by=None, upload=picture(99))
    assert refusal.value.field == "photo"
    assert Photo.objects.count() == MOST_PHOTOS
    with pytest.raises(RuleBroken) as refusal:
        add_photo(make_need(province.there.school), by=None, upload=picture(1), caption="x" * 201)
    assert refusal.value.field == "caption"


def test_out_of_reach_and_out_of_time(province: Province) -> None:
    neighbour = make_user(RoleKind.CLERK, province.there.school)
    need, over = make_need(province.here.school), make_need(province.here.school, status=NeedStatus.CLOSED)
    shown = add_photo(need, by=None, upload=picture(1))
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        add_photo(need, by=neighbour, upload=picture(2))
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        remove_photo(shown, by=neighbour)
    with pytest.raises(RuleBroken, match="không thêm ảnh được"):
        add_photo(over, by=None, upload=picture(3))


def test_photos_go_with_what_they_belong_to(province: Province) -> None:
    kept, draft = make_need(province.here.school), make_need(province.here.school, status=NeedStatus.DRAFT)
    shown, other = add_photo(kept, by=None, upload=picture(1)), add_photo(draft, by=None, upload=picture(1))
    assert shown.photo_id != other.photo_id
    discard_need(draft, by=None, on=draft.recorded_on)
    assert [row.pk for row in NeedPhoto.objects.all()] == [shown.pk]
    assert default_storage.exists(str(shown.photo.file.name))
    remove_photo(shown, by=None)
    assert not Photo.objects.exists()
    assert AuditEntry.objects.filter(act="need.photo_removed").count() == 1
