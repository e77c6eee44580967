"""For every rule a paper that departs from it, and one that has the same element right. Named as the rules are."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from chungtay.documents.decree30.form import NATION
from tests.make.papers import DECISION, LETTER, LONG, REPORT, RIGHT, RULES, Line

Changes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    wrong: Changes
    right: Changes = field(default_factory=dict)


def text(*lines: Line) -> Changes:
    """A report whose text is this, with its end."""
    return {"text": (*lines, f"{LONG[:-1]} tại Phụ lục I và Phụ lục II./.")}


def written(wrong: Line, right: Line) -> Example:
    return Example(text(wrong), text(right))


def looked(name: str, base: Changes | None = None, **look: Any) -> Example:
    """The element in another look; right as the paper has it."""
    base = base or {}
    return Example({**base, "looks": {name: look}}, base)


def page(**changes: float) -> Example:
    return Example({"page": changes})


def numbered(**form: Any) -> Example:
    return Example({"page_number": {"align": "center", "size": 14, "text": ("", "")} | form})


def _looks() -> dict[str, Example]:
    """Too large, and bold where it must not be (or the other way round)."""
    found: dict[str, Example] = {}
    for name in ("nation", "motto", "parent", "issuer", "number", "day", "kind", "subject", "addressee", "basis", "authority", "signer"):
        found[f"{name}.size"] = looked(name, size=16)
        found[f"{name}.style"] = looked(name, bold=name in ("parent", "number", "day", "addressee", "basis"))
    for name in ("recipients", "recipient", "annex", "annex-title", "annex-reference"):
        found[f"{name}.size"] = looked(name, size=13 if name.startswith("recip") else 16)
        found[f"{name}.style"] = looked(name, bold=name in ("recipient", "annex-reference"))
    found["letter-subject.size"] = looked("letter-subject", LETTER, size=14)
    found["letter-subject.style"] = looked("letter-subject", LETTER, italic=True)
    return found


def _headings() -> dict[str, Example]:
    part, title, article, *rest = RULES
    bold = {"bold": True}

    def decision(*lines: Line) -> Changes:
        return {**DECISION, "text": (*lines, *rest)}

    middle = {"bold": True, "align": "center", "first": 0}

    right = dict(DECISION)
    return {
        "part.size": Example(decision(("Chương I", middle | {"size": 16}), title, article), right),
        "part.style": Example(decision(("Chương I", middle | {"bold": False}), title, article), right),
        "part-title.size": Example(decision(part, ("QUY ĐỊNH CHUNG", middle | {"size": 12}), article), right),
        "part-title.style": Example(decision(part, ("Quy định chung", middle), article), right),
        "article.size": Example(decision(part, title, ("Điều 1. Phạm vi", {"bold": True, "size": 16})), right),
        "article.style": Example(decision(part, title, ("Điều 1. Phạm vi", {"bold": False})), right),
        "heading.article-dot": Example(decision(part, title, ("Điều 1: Phạm vi", bold)), right),
        "heading.part-number": Example(decision(("Chương 1", middle), title, article), right),
        "roman.size": written(("I. KẾT QUẢ", {"bold": True, "size": 16}), ("I. KẾT QUẢ", bold)),
        "roman.style": written(("I. Kết quả", bold), ("I. KẾT QUẢ", bold)),
        "heading.roman-order": Example(
            text(("I. KẾT QUẢ", bold), LONG, ("III. KIẾN NGHỊ", bold)), text(("I. KẾT QUẢ", bold), LONG, ("II. KIẾN NGHỊ", bold))
        ),
        "heading.roman-dot": written(("I/ KẾT QUẢ", bold), ("I. KẾT QUẢ", bold)),
        "heading.clause-dot": written("1/ Công tác chỉ đạo", "1. Công tác chỉ đạo"),
        "heading.level": Example(
            text(("I. KẾT QUẢ", bold), ("1.1. Chỉ đạo", bold)), text(("I. KẾT QUẢ", bold), ("1. Chỉ đạo", bold), "1.1. Họp")
        ),
        "heading.point-bracket": written("a. Cấp mầm non", "a) Cấp mầm non"),
        "heading.point-letters": Example(
            text("a) Một;", "b) Hai;", "c) Ba;", "d) Bốn;", "e) Năm."),
            text("a) Một;", "b) Hai;", "c) Ba;", "d) Bốn;", "đ) Năm;", "e) Sáu."),
        ),
        "list.hyphen": written("• Điện đã có ở bản", "- Điện đã có ở bản"),
        "list.plus": written("+ Điện đã có ở bản", "- Điện đã có ở bản"),
    }


def _head() -> dict[str, Example]:
    return {
        "nation.present": Example({"nation": ""}),
        "nation.words": Example({"nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIÊT NAM"}, {"nation": NATION.replace("HÒA", "HOÀ")}),
        "motto.present": Example({"motto": ""}),
        "motto.words": Example({"motto": "Độc Lập - Tự Do - Hạnh Phúc"}),
        "motto.hyphens": Example({"motto": "Độc lập – Tự do – Hạnh phúc"}),
        "motto.rule": Example({"lines": ("issuer", "subject")}),
        "issuer.present": Example({"issuer": "", "parent": ""}),
        "issuer.rule": Example({"lines": ("motto", "subject")}),
        "head.sides": Example({"issuer": NATION, "parent": "", "nation": "ỦY BAN NHÂN DÂN XÃ NÚA NGAM", "motto": ""}),
        "title.present": Example({"kind": "", "subject": ""}, LETTER),
        "subject.present": Example({"subject": ""}),
        "subject.rule": Example({"lines": ("motto", "issuer")}),
        "addressee.present": Example({**LETTER, "addressee": ""}, LETTER),
        "addressee.upward": Example(
            {"addressee": "", "recipient": ("- UBND tỉnh (b/c);", "- Lưu: VT.")}, {"recipient": ("- Như trên;", "- Lưu: VT.")}
        ),
        "addressee.colon": Example({"addressee": "Kính gửi Ủy ban nhân dân tỉnh Điện Biên"}),
        "addressee.one": Example({"addressee": "Kính gửi:", "addressees": ("- Ủy ban nhân dân tỉnh.",)}),
        "addressee.lines": Example(
            {"addressee": "Kính gửi:", "addressees": ("- Sở Y tế", "- Sở Nội vụ.")},
            {"addressee": "Kính gửi:", "addressees": ("- Sở Y tế;", "- Sở Nội vụ.")},
        ),
    }


def _number_and_day() -> dict[str, Example]:
    numbers = {
        "present": "",
        "colon": "Số 05/BC-UBND",
        "blank": "Số:      /BC-UBND",
        "zero": "Số: 5/BC-UBND",
        "spaces": "Số: 05 /BC -UBND",
        "slash": "Số: 05 BC-UBND",
        "hyphen": "Số: 05/BCUBND",
        "long-dash": "Số: 05/BC–UBND",
        "kind": "Số: 05/KH-UBND",
        "upper": "Số: 05/BC-ubnd",
        "one-line": "Số: 05/",
    }
    days = {
        "present": "",
        "blank": "Núa Ngam, ngày     tháng 3 năm 2026",
        "day": "Núa Ngam, ngày 5 tháng 3 năm 2026",
        "month": "Núa Ngam, ngày 05 tháng 03 năm 2026",
        "comma": "Núa Ngam ngày 05 tháng 3 năm 2026",
        "place": "ngày 05 tháng 3 năm 2026",
        "real": "Núa Ngam, ngày 31 tháng 4 năm 2026",
    }
    return {
        **{f"number.{name}": Example({"number": number}) for name, number in numbers.items()},
        "number.letter": Example({**LETTER, "number": "Số: 16/CV-UBND"}, LETTER),
        **{f"day.{name}": Example({"day": day}) for name, day in days.items()},
    }


def _text() -> dict[str, Example]:
    basis = RIGHT["bases"]
    return {
        "basis.ends": Example(
            {"bases": ("Căn cứ Luật Trẻ em.", "Căn cứ Luật Giáo dục.")}, {"bases": ("Căn cứ Luật Trẻ em;", "Căn cứ Luật Giáo dục.")}
        ),
        "basis.one-a-line": Example({"bases": ("Căn cứ Luật Trẻ em; Căn cứ Luật Giáo dục.",)}),
        "basis.full": Example({"bases": ("Căn cứ Kế hoạch của Ủy ban nhân dân tỉnh về rà soát nhu cầu.",)}, {"bases": basis}),
        "citation.blank": written(f"{LONG} Theo Kế hoạch số    /KH-UBND của xã.", f"{LONG} Theo Kế hoạch số 12/KH-UBND của xã."),
        "citation.blank-day": written(f"{LONG} Họp ngày ... tháng ... năm 2026.", f"{LONG} Họp ngày 12 tháng 3 năm 2026."),
        "citation.month": written(f"{LONG} Họp ngày 12 tháng 03 năm 2026.", f"{LONG} Họp ngày 12 tháng 3 năm 2026."),
        "body.size": written((LONG, {"size": 12}), (LONG, {"size": 13})),
        "body.upright": written((LONG, {"italic": True}), LONG),
        "body.justified": written((LONG, {"align": "left"}), LONG),
        "body.indent": written((LONG, {"first": 0}), (LONG, {"first": 10})),
        "body.spacing": written((LONG, {"after": 0}), (LONG, {"after": 12})),
        "body.line": written((LONG, {"line": 2.0}), (LONG, {"line": 1.5})),
        "body.end": Example({"text": (LONG,)}),
        "capitals.unit": written("Nước đã về Tỉnh Điện Biên.", "Nước đã về tỉnh Điện Biên."),
        "capitals.commune": written("Nước đã về Xã Núa Ngam.", "Nước đã về xã Núa Ngam."),
        "capitals.committee": written("Do uỷ ban nhân dân xã lập.", "Do Uỷ ban nhân dân xã lập."),
        "capitals.people": written("Được các nhân dân đồng tình.", "Được Nhân dân và Ủy ban nhân dân đồng tình."),
        "capitals.state": written("Theo luật của nhà nước ta.", "Theo luật của Nhà nước ta."),
        "capitals.article": written("Theo điều 5 của luật.", "Theo Điều 5 và điều kiện của luật."),
        "capitals.clause": written("Theo Khoản 2 Điều 5 của luật.", "Theo khoản 2 Điều 5 của luật."),
        "capitals.sentence": written("Đã họp xong. các trường đồng ý.", "Đã họp xong. Các trường đồng ý."),
        "capitals.line": written("- các trường đồng ý.", "- Các trường đồng ý."),
        "font.name": written((LONG, {"font": "Arial"}), LONG),
        "font.colour": written((LONG, {"colour": "0000FF"}), (LONG, {"colour": "000000"})),
        "font.legacy": Example(text(*REPORT[:-1], "T×nh h×nh kinh tÕ-x· héi."), text(*REPORT[:-1], "Tình hình kinh tế - xã hội.")),
        "letters.look-alike": written("Nước về Ðiện Biên.", "Nước về Điện Biên."),
        "letters.composed": written(unicodedata.normalize("NFD", "Điện đã về bản."), "Điện đã về bản."),
        "words.glued": written("Họp ngày 23tháng 3 năm 2026.", "Họp ngày 23 tháng 3 năm 2026."),
    }


def _foot() -> dict[str, Example]:
    lines = {
        "lines": ("- Như trên", "- Các trường;", "- Lưu: VT."),
        "archive": ("- Như trên;", "- Lưu: VT;", "- Các trường."),
        "office": ("- Như trên;", "- Lưu VT."),
        "as-above": ("- Các trường;", "- Lưu: VT."),
    }
    return {
        "recipients.present": Example({"recipients": "", "recipient": ()}),
        "recipients.words": Example({"recipients": "Nơi nhận"}),
        **{f"recipients.{name}": Example({"recipient": each}) for name, each in lines.items()},
        "authority.present": Example({"authority": ()}),
        "authority.power": Example({"authority": ("T/M ỦY BAN NHÂN DÂN", "CHỦ TỊCH")}),
        "authority.deputy": Example({"authority": ("KT. CHỦ TỊCH",)}),
        "authority.collective": Example({"authority": ("TM. CHỦ TỊCH",)}),
        "signer.present": Example({"signer": ""}),
        "signer.titles": Example({"signer": "TS. Quàng Văn Sơn"}),
    }


def _annexes() -> dict[str, Example]:
    one = (("Phụ lục", "NHU CẦU"),)
    return {
        "annex.number": Example({"annexes": (("Phụ lục 1", "NHU CẦU"), ("Phụ lục 2", "KẾT QUẢ"))}, {"annexes": one}),
        "annex.titled": Example({"annexes": (("Phụ lục", ""),)}, {"annexes": one}),
        "annex.referred": Example({"annex_reference": ""}),
        "annex.mentioned": Example({"text": (f"{LONG[:-1]}./.",)}),
        "annex.page": Example({"annex_sections": False}),
        "annex.page-number": Example({"annex_sections": False}),
    }


def _pages() -> dict[str, Example]:
    return {
        "page.paper": page(width=215.9, height=279.4),
        "page.direction": Example({"page": {"width": 297, "height": 210}, "annexes": ()}),
        "page.top": page(top=15),
        "page.bottom": page(bottom=30),
        "page.left": page(left=25),
        "page.right": page(right=25),
        "page-number.present": Example({"page_number": None}),
        "page-number.place": numbered(is_low=True),
        "page-number.first": numbered(hides_first=False),
        "page-number.centred": numbered(align="right"),
        "page-number.style": numbered(size=11),
        "page-number.arabic": numbered(format="lowerRoman"),
        "page-number.bare": numbered(text=("Trang ", "")),
    }


EXAMPLES: Final[Mapping[str, Example]] = _looks() | _headings() | _head() | _number_and_day() | _text() | _foot() | _annexes() | _pages()
