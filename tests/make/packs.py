"""Packs written on the fly: a small second programme, and what to spoil in it."""

from pathlib import Path
from typing import Final

PACK: Final = """\
slug = "thu-vien-xanh"
version = 1
name = "Thư viện xanh"
motto = "Mỗi trường một tủ sách"
organiser = "Sở Giáo dục và Đào tạo"
started_on = 2025-09-01
levels = ["TH", "THCS", "THPT"]

[[group]]
code = "books"
name = "Sách"
phrase = "Khó khăn về sách đọc"

[[paper]]
code = "report"
name = "Báo cáo Thư viện xanh"
"""
NEEDS: Final = """\
[[category]]
code = "books"
name = "Sách đọc"
group = "books"

[[category.item]]
code = "story_books"
name = "Truyện"
measure = "cuốn"
typical_cost_vnd = 45_000
most = 500

[[category.item]]
code = "shelves"
name = "Giá sách"
measure = "chiếc"

[[category.ask]]
key = "room"
label = "Đã có phòng đọc chưa?"
kind = "choice"
choices = [["yes", "Đã có"], ["no", "Chưa có"]]
is_required = true
"""
RESOURCES: Final = """\
[[kind]]
code = "books"
name = "sách"
measure = "cuốn"

[[kind]]
code = "money"
name = "tiền"
is_money = true
"""
CALENDAR: Final = """\
[[deadline]]
code = "book_day"
name = "Ngày Sách và Văn hóa đọc"
month = 4
day = 21
"""
REPORT: Final = """\
+++
kind = "BC"
issuer = "{{ co_quan.ten }}"
notation = "BC"
subject = "Kết quả Thư viện xanh"

[signature]
authority = ["HIỆU TRƯỞNG"]
+++
§ mo_dau
Đến nay có {{ so("needs.schools") }} trường còn thiếu sách.
"""
FILES: Final = {
    "pack.toml": PACK,
    "needs.toml": NEEDS,
    "resources.toml": RESOURCES,
    "calendar.toml": CALENDAR,
    "papers/report.md": REPORT,
}


def write_pack(folder: Path, *, without: str = "", **changes: str) -> Path:
    """The pack's folder; `changes` by the name of a file without its ending ("pack", "needs", …), `without` names a file left out."""
    target = folder / "thu-vien-xanh"
    (target / "papers").mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        if name != without:
            (target / name).write_text(changes.get(Path(name).stem, text), encoding="utf-8")
    return target
