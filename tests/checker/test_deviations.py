"""A report as they are really sent, with the deviations that are really made: all of them are found, and nothing else."""

import pytest

from chungtay.checker.inspecting import correct, inspect
from tests.make.papers import LONG, make_paper

REAL = {
    "motto": "Độc lập – Tự do – Hạnh phúc",
    "number": "Số: 27 / BCMN",
    "day": "Núa Ngam, ngày 5 tháng 09 năm 2026",
    "addressee": "",
    "bases": (),
    "annexes": (),
    "text": (
        "Thực hiện Công văn số     /PGDĐT của Phòng Giáo dục và Đào tạo, trường báo cáo kết quả từ ngày 23tháng 02 năm 2026 như sau:",
        ("I. KẾT QUẢ", {"bold": True}),
        ("1.1. Công tác chỉ đạo", {"bold": True}),
        f"• {LONG}",
        f"+ {LONG}",
        "T×nh h×nh kinh tÕ-x· héi cña x·.",
        "Uỷ ban nhân dân xã đã hoà giải, thoả thuận và hòa giải xong.",
        ("II. KIẾN NGHỊ", {"bold": True, "size": 13}),
        "Đề nghị cấp trên xem xét.",
    ),
    "recipient": ("- Phòng Giáo dục và Đào tạo (b/c);", "- Lưu: VT;"),
}
DEVIATIONS = {
    "motto.hyphens",
    "number.spaces",
    "number.hyphen",
    "day.day",
    "day.month",
    "addressee.upward",
    "citation.blank",
    "words.glued",
    "heading.level",
    "list.hyphen",
    "list.plus",
    "font.legacy",
    "body.end",
    "recipients.lines",
}


def test_every_deviation_is_found_and_nothing_else() -> None:
    assert {finding.rule for finding in inspect(make_paper(**REAL)).findings} == DEVIATIONS


def test_what_can_be_mended_is() -> None:
    left = {finding.rule for finding in inspect(correct(make_paper(**REAL), frozenset(DEVIATIONS))).findings}
    assert left == {"addressee.upward", "citation.blank", "heading.level", "font.legacy"}


@pytest.mark.parametrize("size", [13, 13.5, 14])
@pytest.mark.parametrize("nation", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
def test_what_is_allowed_is_never_flagged(size: float, nation: str) -> None:
    """Both places of the tone, every size of the range, both indents."""
    text = (
        "Uỷ ban nhân dân, Ủy ban nhân dân, hoà, hòa, thuỷ, thủy.",
        (f"{LONG} Chi tiết tại Phụ lục I.", {"first": 10}),
        f"{LONG[:-1]}./.",
    )
    assert inspect(make_paper(nation=nation, text=text, looks={"text": {"size": size}, "nation": {"size": 13}})).is_clean


@pytest.mark.parametrize("name", ["Phường 1", "Phường Điện Biên Phủ", "Thành phố Hồ Chí Minh", "Tỉnh ủy Điện Biên", "Huyện đoàn Tuần Giáo"])
def test_names_that_keep_their_capital(name: str) -> None:
    text = (f"Nước đã về {name}, chi tiết tại Phụ lục I.", f"{LONG[:-1]}./.")
    assert "capitals.unit" not in {finding.rule for finding in inspect(make_paper(text=text)).findings}
