"""From a pack to a programme at work: versions never change, a programme keeps its own until somebody adopts the next."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.places.enums import SchoolLevel
from chungtay.programmes import queries
from chungtay.programmes.actions import adopt_version, end_programme, load_pack, open_round, start_programme
from chungtay.programmes.models import PackVersion, Programme
from chungtay.programmes.packsource import PackBroken
from chungtay.programmes.published import public_programme, public_programmes
from tests.make.packs import NEEDS, PACK, RESOURCES, write_pack
from tests.make.people import make_user
from tests.make.places import Province
from tests.make.programmes import make_round

BEGUN = date(2025, 9, 1)


@pytest.fixture
def library(db: None, tmp_path: Path) -> Programme:
    return start_programme(load_pack(write_pack(tmp_path), by=None), by=None, on=BEGUN)


def second(folder: Path, **changes: str) -> PackVersion:
    """Version 2 of the same pack."""
    head = changes.pop("pack", PACK)
    return load_pack(write_pack(folder, pack=head.replace("version = 1", "version = 2"), **changes), by=None)


def test_the_same_content_is_loaded_once(db: None, tmp_path: Path) -> None:
    first = load_pack(write_pack(tmp_path), by=None)
    commented = write_pack(tmp_path, needs=f"# một dòng ghi chú\n{NEEDS}")
    assert load_pack(commented, by=None) == first
    assert AuditEntry.objects.filter(act="pack.loaded").count() == 1
    assert PackVersion.objects.get(pk=first.pk).pack == first.pack


def test_other_content_needs_a_higher_version(db: None, tmp_path: Path) -> None:
    load_pack(write_pack(tmp_path), by=None)
    with pytest.raises(PackBroken, match=r"pack\.toml, dòng 2: phiên bản 1 của “thu-vien-xanh” đã được nạp với nội dung khác"):
        load_pack(write_pack(tmp_path, needs=NEEDS.replace("Truyện", "Truyện tranh")), by=None)
    assert second(tmp_path, needs=NEEDS.replace("Truyện", "Truyện tranh")).version == 2


def test_a_broken_pack_leaves_nothing(db: None, tmp_path: Path) -> None:
    with pytest.raises(PackBroken):
        load_pack(write_pack(tmp_path, needs="category = 3"), by=None)
    assert not PackVersion.objects.exists()


def test_a_version_on_record_never_changes(library: Programme) -> None:
    with pytest.raises(IntegrityError, match="hãy nạp phiên bản mới"), transaction.atomic():
        PackVersion.objects.filter(pk=library.version_id).update(version=9)


def test_a_programme_starts_once(library: Programme) -> None:
    assert (library.slug, library.name, library.started_on) == ("thu-vien-xanh", "Thư viện xanh", BEGUN)
    with pytest.raises(RuleBroken, match="“Thư viện xanh” đã bắt đầu rồi"):
        start_programme(library.version, by=None, on=BEGUN)


def test_running_on_a_day(library: Programme, programme: Programme) -> None:
    assert list(queries.running(date(2025, 8, 31))) == [programme]
    assert list(queries.running(BEGUN)) == [programme, library]
    assert queries.programme("thu-vien-xanh") == library
    assert queries.programme("khong-co") is None


def test_it_keeps_its_version_until_the_next_is_adopted(library: Programme, tmp_path: Path) -> None:
    began = make_round(library, code="2025-1", starts_on=BEGUN, ends_on=date(2025, 12, 31))
    newer = second(tmp_path, pack=PACK.replace('name = "Thư viện xanh"', 'name = "Thư viện của em"', 1))
    library.refresh_from_db()
    assert library.version.version == 1
    assert list(queries.newer_versions(library)) == [newer]
    library = adopt_version(library, by=None, version=newer)
    assert (library.name, library.version) == ("Thư viện của em", newer)
    later = make_round(library, code="2026", starts_on=date(2026, 1, 1))
    assert [row.version.version for row in queries.rounds(library)] == [2, 1]
    assert [row.pk for row in queries.rounds(library)] == [later.pk, began.pk]
    assert not queries.newer_versions(library).exists()
    with pytest.raises(RuleBroken, match="đang dùng phiên bản 2"):
        adopt_version(library, by=None, version=began.version)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"needs": NEEDS.replace('code = "books"', 'code = "reading"', 1)}, "bỏ loại nhu cầu “books”"),
        (
            {"pack": PACK.replace('code = "books"', 'code = "reading"'), "needs": NEEDS.replace('group = "books"', 'group = "reading"')},
            "bỏ nhóm “books”",
        ),
        ({"resources": RESOURCES.replace('code = "money"', 'code = "cash"')}, "bỏ loại nguồn lực “money”"),
        ({"pack": PACK.replace('"THCS", ', "")}, "bỏ một cấp học"),
    ],
)
def test_what_may_be_in_use_keeps_its_meaning(library: Programme, tmp_path: Path, changes: dict[str, str], said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        adopt_version(library, by=None, version=second(tmp_path, **changes))
    assert refusal.value.field == "version"
    library.refresh_from_db()
    assert library.version.version == 1


def test_a_version_of_another_programme(library: Programme, programme: Programme) -> None:
    with pytest.raises(RuleBroken, match="một chương trình khác"):
        adopt_version(library, by=None, version=programme.version)


def test_it_ends_after_its_last_round(library: Programme) -> None:
    make_round(library, starts_on=BEGUN, ends_on=date(2026, 3, 31))
    for on, said in ((BEGUN, "phải sau ngày bắt đầu"), (date(2026, 3, 31), "“Đợt 2025” còn đến hết ngày 31/3/2026")):
        with pytest.raises(RuleBroken, match=said) as refusal:
            end_programme(library, by=None, on=on)
        assert refusal.value.field == "on"
    library = end_programme(library, by=None, on=date(2026, 4, 1))
    assert not queries.running(date(2026, 4, 1)).exists()
    assert list(queries.running(date(2026, 3, 31))) == [library]
    with pytest.raises(RuleBroken, match="đã kết thúc từ ngày"):
        end_programme(library, by=None, on=date(2026, 5, 1))


def test_for_everybody_only_who_runs_a_province(province: Province, tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    for by in (make_user(RoleKind.ADMINISTRATOR, province.here.unit), make_user(RoleKind.COMMUNE_OFFICER, province.here.unit)):
        with pytest.raises(RuleBroken, match="người phụ trách cấp tỉnh trở lên"):
            load_pack(folder, by=by)
    officer = make_user(RoleKind.PROVINCE_OFFICER, province.office)
    library = start_programme(load_pack(folder, by=officer), by=officer, on=BEGUN)
    commune = make_user(RoleKind.ADMINISTRATOR, province.here.unit)
    dates: dict[str, Any] = {"starts_on": BEGUN, "ends_on": date(2026, 5, 31), "due_on": date(2026, 5, 31)}
    with pytest.raises(RuleBroken, match="người phụ trách cấp tỉnh"):
        open_round(library, by=commune, code="2025", name="Đợt một", **dates)
    with pytest.raises(RuleBroken, match="người phụ trách cấp tỉnh"):
        end_programme(library, by=commune, on=date(2026, 4, 1))
    assert open_round(library, by=officer, code="2025", name="Đợt một", **dates).code == "2025"


def test_what_the_world_sees(programme: Programme, library: Programme) -> None:
    assert [shown.slug for shown in public_programmes(date(2025, 8, 31))] == ["dieu-uoc-cho-em"]
    shown = public_programme("thu-vien-xanh", BEGUN)
    assert shown is not None
    assert (shown.name, shown.motto, shown.is_running) == ("Thư viện xanh", "Mỗi trường một tủ sách", True)
    assert shown.levels == ("Tiểu học", "Trung học cơ sở", "Trung học phổ thông")
    assert [(each.name, each.group, each.items) for each in shown.categories] == [("Sách đọc", "Sách", ("Truyện", "Giá sách"))]
    assert public_programme("thu-vien-xanh", date(2025, 8, 31)) is None
    end_programme(library, by=None, on=date(2026, 4, 1))
    ended = public_programme("thu-vien-xanh", date(2026, 4, 1))
    assert ended is not None
    assert not ended.is_running


def test_levels_are_those_of_the_pack(library: Programme) -> None:
    assert library.pack.levels == SchoolLevel.TH | SchoolLevel.THCS | SchoolLevel.THPT
