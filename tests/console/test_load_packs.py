"""`manage.py load_packs`: what ships and what one wrote, put to work; a wrong pack is one sentence with file and line."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from chungtay.programmes.models import PackVersion, Programme
from tests.make.packs import NEEDS, PACK, REPORT, write_pack

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("load_packs", *arguments, stdout=out)
    return out.getvalue()


def test_what_ships_goes_to_work_once() -> None:
    assert run().splitlines() == [
        "“Điều ước cho em” (dieu-uoc-cho-em): bắt đầu với phiên bản 2.",
        "“Tháng hành động vì trẻ em” (thang-hanh-dong-vi-tre-em): bắt đầu với phiên bản 2.",
    ]
    assert "“Điều ước cho em” (dieu-uoc-cho-em): đang dùng phiên bản 2, không có gì mới.\n" in run()
    assert [programme.started_on.isoformat() for programme in Programme.objects.order_by("slug")] == ["2021-01-15", "2019-12-26"]


def test_a_newer_version_waits_until_it_is_adopted(tmp_path: Path) -> None:
    run(write_pack(tmp_path))
    newer = write_pack(tmp_path, pack=PACK.replace("version = 1", "version = 2"))
    assert "đã nạp phiên bản 2, chương trình vẫn dùng phiên bản 1" in run(newer)
    assert "chuyển từ phiên bản 1 sang phiên bản 2." in run(newer, "--adopt")
    assert "đã nạp phiên bản 1, chương trình vẫn dùng phiên bản 2" in run(write_pack(tmp_path), "--adopt")


def test_a_wrong_pack_leaves_nothing(tmp_path: Path) -> None:
    good = write_pack(tmp_path / "a")
    wrong = write_pack(tmp_path / "b", needs=NEEDS.replace('group = "books"', 'group = "xyz"'))
    with pytest.raises(CommandError, match=r"thu-vien-xanh: needs\.toml, dòng 4: nhóm “xyz” không có trong pack\.toml\.") as refusal:
        run(good, wrong)
    assert refusal.value.returncode == 2
    assert not PackVersion.objects.exists()


def test_an_indicator_names_a_figure_that_exists(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    text = '[[indicator]]\ncode = "a"\nname = "A"\nunit = "trường"\nfigure = "needs.happiness"\ndefinition = "…"\n'
    (folder / "indicators.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"indicators\.toml, dòng 5: không có con số “needs\.happiness”"):
        run(folder)


def test_a_paper_names_a_figure_that_exists(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"papers/report\.md, dòng 11: không có con số “needs\.happiness”"):
        run(write_pack(tmp_path, report=REPORT.replace("needs.schools", "needs.happiness")))
    assert not PackVersion.objects.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="không có thư mục này"):
        run(tmp_path / "nowhere")
