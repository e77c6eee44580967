"""A pack's paper that asks for what does not exist says so at load, with its file and line."""

from dataclasses import replace
from pathlib import Path

import pytest

from chungtay.programmes.pack import Pack, PackPaper
from chungtay.programmes.packfiles import read_pack, shipped_packs
from chungtay.programmes.packsource import PackBroken
from chungtay.reports.papers import check_paper


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(shipped_packs()[0])


@pytest.mark.parametrize("folder", shipped_packs(), ids=lambda folder: folder.name)
def test_the_papers_of_every_pack_can_be_printed(folder: Path) -> None:
    check_paper(read_pack(folder))


def fault(pack: Pack, body: str) -> PackBroken:
    front = '+++\nkind = "BC"\nissuer = "A"\nnotation = "BC"\nsubject = "B"\n[signature]\nauthority = ["C"]\n+++\n§ a\n'
    with pytest.raises(PackBroken) as caught:
        check_paper(replace(pack, papers=(PackPaper("report", "Báo cáo", f"{front}{body}"),)))
    assert caught.value.file == "papers/report.md"
    return caught.value


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ('Có\n{{ so("needs.school") }}', 11, "không có con số “needs.school”"),
        ('{% if not nhom and nhom %}{{ so("khong.co") }}{% endif %}', 10, "không có con số “khong.co”"),
        ('{{ so("needs.schools", nhom="wc") }}', 10, "không có nhóm “wc” trong chương trình"),
        ('{{ so("needs.schools", cap="THPT") }}', 10, "không có cấp học “THPT”"),
        ('{{ so("needs.schools", tinh_trang="moi") }}', 10, "không có tình trạng “moi”"),
        ('{{ so("needs.schools", group="toilet") }}', 10, "không có điều kiện “group”"),
        ('{{ so("units.nil", nhom="toilet") }}', 10, "không có điều kiện “nhom”"),
        ('{{ so("resources.quantity") }}', 10, "cần điều kiện loại nguồn lực"),
        ("{{ huyen }}", 10, "không có tên “huyen”"),
        ("{{ don_vi.tuoi }}", 10, "không có “tuoi” trong dữ liệu"),
        ("\n\n{{ cap_tren.dan }}", 12, "không xem được “dan”"),  # where there is no directive
        ("{{ ubnd }}", 10, "chưa có chữ để in"),  # where the committee itself reports
        ('{{ so("needs.schools") + 1 }}', 10, "không làm phép tính"),
        ("**đậm", 9, "mở mà không đóng"),
    ],
)
def test_what_a_template_cannot_have(pack: Pack, body: str, line: int, says: str) -> None:
    broken = fault(pack, body)
    assert says in broken.sentence
    assert broken.line == line
