"""Which line is what: the elements of an official document found again in somebody's file, by their words and their place.

Tolerant: letters are compared without marks, the head may be a table, tabs or text boxes, the signature may stand beside Nơi nhận
or after it.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from chungtay.checker.lines import HYPHENS, UPPER, Line, is_bold, is_upper, rows, segments, whole
from chungtay.checker.reading import Para, Reading, Zone
from chungtay.core.vietnamese import fold
from chungtay.documents.decree30.form import Role
from chungtay.documents.enums import DocumentKind
from chungtay.documents.layout import Align

LONGEST_HEAD: Final = 60  # paragraphs with text
_KINDS: Final = sorted(((fold(kind.label), kind) for kind in DocumentKind if kind != DocumentKind.CONG_VAN), key=lambda each: -len(each[0]))
HEADING: Final = re.compile(
    r"^(?:[IVXLC]+\s*[.\-/](?!v)|\d+(?:\.\d+)*\s*[.)/\-]\s|[a-zđ]\s*[.)/]\s|(?:Điều|Phần|Chương|Mục|PHẦN|CHƯƠNG|MỤC)\s+[\dIVX]+)"
)
_BASIS: Final = ("can cu", "theo de nghi", "xet de nghi", "xet to trinh")
_URGENT: Final = ("hoa toc", "thuong khan", "khan", "hoa toc hen gio")
_CIRCULATION: Final = ("xem xong tra lai", "luu hanh noi bo", "chi xem xet")
_OFFICES: Final = re.compile(
    rf"^(?:(?:TM|KT|TL|TUQ|T/M|K/T|T/L|TUQ|Q)\s*[./]?\s*[{UPPER}]|(?:PHÓ\s+)?(?:CHỦ (?:TỊCH|NHIỆM)|HIỆU TRƯỞNG|(?:TỔNG )?GIÁM ĐỐC|BÍ THƯ|"
    rf"CHÁNH |(?:TỔ |KHOA |[{UPPER}]+ )?TRƯỞNG|VIỆN TRƯỞNG|THỨ TRƯỞNG|THỦ TRƯỞNG|NGƯỜI ))"
)
_UNIT: Final = re.compile(
    r"^(?:PHÒNG|TRƯỜNG|SỞ|TRUNG TÂM|BAN|CHI CỤC|CỤC|VĂN PHÒNG|[UỦ][YỶ] BAN|UBND|HĐND|HỘI ĐỒNG|HỘI|VIỆN|ĐOÀN|CÔNG AN|BỆNH VIỆN)\b"
)
ANNEX: Final = re.compile(r"^phu luc(?: so)?(?: [ivxlc]+| \d+| [a-z])?$")
_DAY: Final = re.compile(r"ngày.*tháng.*năm", re.IGNORECASE | re.DOTALL)
_NUMBER: Final = re.compile(r"^\s*S[ôố]\s*:|^\s*S[ốô]\s*[\d./…]", re.IGNORECASE)
_DRAFTER: Final = re.compile(r"^[A-ZĐ]{1,5}\.? ?\(? ?\d+ ?\)?\.?$")
_UNSIGNED: Final = re.compile(r"^[(\[]")
_DOTS: Final = "•●▪■◦○·*+\u2022\u25cf⁃➢→✓"


@dataclass(slots=True)
class Annex:
    """`body` the lines after its head."""

    label: Line
    title: list[Line] = field(default_factory=list)
    reference: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Paper:
    """The file as an official document. `body` the lines of the text in order, outside tables, with their roles."""

    reading: Reading
    kind: DocumentKind | None = None
    lines: dict[Role, list[Line]] = field(default_factory=dict)
    body: list[tuple[Role, Line]] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    head_tables: set[int] = field(default_factory=set)
    head: list[Para] = field(default_factory=list)

    def of(self, *roles: Role) -> list[Line]:
        return [line for role in roles for line in self.lines.get(role, [])]

    def first(self, role: Role) -> Line | None:
        return next(iter(self.lines.get(role, [])), None)

    def put(self, role: Role, line: Line) -> None:
        self.lines.setdefault(role, []).append(line)

    @property
    def is_letter(self) -> bool:
        """A công văn: no type, its subject under the number."""
        return self.kind is None and Role.LETTER_SUBJECT in self.lines


def locate(reading: Reading) -> Paper:
    """Every element that can be recognised; what is not there is missing in `lines`."""
    paper = Paper(reading)
    written = list(reading.written())
    after_head = _head(paper, written)
    annex_at = next((i for i in range(after_head, len(written)) if _is_annex(written[i])), len(written))
    foot_at = _foot_start(written, after_head, annex_at)
    _body(paper, written[after_head:foot_at])
    _foot(paper, written[foot_at:annex_at])
    _annexes(paper, written[annex_at:])
    return paper


# ── Head ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _head(paper: Paper, written: list[Para]) -> int:
    """Everything above the text; returns where the text begins."""
    end = next((i for i, para in enumerate(written[:LONGEST_HEAD]) if _begins_text(para)), min(len(written), LONGEST_HEAD))
    others: list[Line] = []
    for index, para in enumerate(written[:end]):
        if paper.kind is not None and Role.SUBJECT in paper.lines and not _is_title(para):
            end = index
            break
        for line in segments(para):
            role = _head_role(paper, line)
            if role is not None:
                paper.put(role, line)
            elif is_upper(line.text) and paper.kind is None and Role.NUMBER not in paper.lines:
                others.append(line)
    if not paper.lines:
        end = 0
    nation = paper.first(Role.NATION)
    taken = nation.para.spot.column if nation is not None and nation.para.spot.table else -1
    _issuers(paper, [line for line in others if line.para.spot.column != taken])
    paper.head = written[:end]
    paper.head_tables = {para.spot.table for para in paper.head if para.spot.table}
    return _addressees(paper, written, end)


def _begins_text(para: Para) -> bool:
    text = para.full
    begin = fold(text[:60])
    if begin.startswith(("kinh gui", *_BASIS)) or HEADING.match(text):
        return True
    return para.spot.zone == Zone.BODY and len(text) > 160 and not is_upper(text) and para.align != Align.CENTER


def _is_title(para: Para) -> bool:
    """Still part of the subject: centred or bold, not long."""
    return (para.align == Align.CENTER or is_bold(whole(para))) and len(para.text) < 300


def _head_role(paper: Paper, line: Line) -> Role | None:
    text, folded, is_above = line.text, fold(line.text[:80]), paper.kind is None
    signs = (
        (Role.NATION, "cong hoa xa hoi" in folded or "chu nghia viet nam" in folded),
        (Role.MOTTO, folded.startswith("doc lap") and "hanh phuc" in folded),
        (Role.URGENCY, folded in _URGENT),
        (Role.CIRCULATION, folded.startswith(_CIRCULATION)),
        (Role.NUMBER, is_above and bool(_NUMBER.match(text))),
        (Role.PLACE_AND_DAY, is_above and bool(_DAY.search(text)) and len(text) < 80 and not text.startswith("(")),
        (Role.LETTER_SUBJECT, is_above and folded.startswith(("v v ", "ve viec"))),
    )
    return next((role for role, fits in signs if fits), None) or _title_role(paper, line, folded)


def _title_role(paper: Paper, line: Line, folded: str) -> Role | None:
    if paper.kind is not None:
        return Role.SUBJECT
    if line.para.spot.columns > 1:
        return None
    for name, kind in _KINDS:
        is_alone = folded == name and (is_upper(line.text) or line.para.align == Align.CENTER)
        if is_alone or (folded.startswith(f"{name} ") and is_upper(line.text[: len(kind.label)]) and line.para.spot.column == 0):
            paper.kind = kind
            if not is_alone and not is_upper(line.text):  # “BÁO CÁO Về việc …” on one line
                split = line.start + len(kind.label)
                paper.put(Role.SUBJECT, Line(line.para, split + 1, line.end))
                paper.put(Role.KIND, Line(line.para, line.start, split))
                return None
            return Role.KIND
    return None


def _issuers(paper: Paper, lines: list[Line]) -> None:
    """The last bold lines are the issuer, what stands above it the body over it."""
    lines = [line for line in lines if line.text.strip(" _-–—=*.")]
    split = next((i for i, line in enumerate(lines) if is_bold(line)), max(len(lines) - 1, 0))
    if split == 0 and len(lines) > 1:  # all bold: a second name of a unit is the issuer's
        split = next((i for i, line in enumerate(lines) if i and _UNIT.match(line.text)), 0)
    for index, line in enumerate(lines):
        paper.put(Role.PARENT_ISSUER if index < split else Role.ISSUER, line)


def _addressees(paper: Paper, written: list[Para], start: int) -> int:
    if start >= len(written) or not fold(written[start].text[:30]).startswith("kinh gui"):
        return start
    first = written[start]
    paper.put(Role.ADDRESSEE, whole(first))
    index = start + 1
    while index < len(written):
        para = written[index]
        is_listed = para.full[:1] in (*HYPHENS, *_DOTS) and len(para.text) < 200
        if not is_listed and not (first.spot.table and para.spot.table == first.spot.table):
            break
        if first.text.strip().rstrip(":").endswith(("gửi", "Gửi", "GỬI")) or Role.ADDRESSEE_LINE in paper.lines or is_listed:
            for line in rows(para):
                paper.put(Role.ADDRESSEE_LINE, line)
        index += 1
    return index


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _body(paper: Paper, paras: list[Para]) -> None:
    above: Role | None = None
    for index, para in enumerate(paras):
        if para.spot.zone == Zone.CELL:
            paper.put(Role.TABLE_CELL, whole(para))
            above = None
        elif para.spot.zone == Zone.BODY:
            following = paras[index + 1] if index + 1 < len(paras) else None
            role = _body_role(para, above, following)
            paper.put(role, whole(para))
            paper.body.append((role, whole(para)))
            above = role


_NUMBERED: Final = (
    (Role.PART, re.compile(r"^(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:[IVX]+|\d+|thứ)\b(?=.{,110}$)")),
    (Role.SECTION, re.compile(r"^(?:Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+(?:[IVX]+|\d+)\b(?=.{,110}$)")),
    (Role.ARTICLE, re.compile(r"^(?:Điều|ĐIỀU)\s+\d+")),
    (Role.ROMAN, re.compile(r"^[IVXLC]+\s*[.\-/)](?=.{,240}$)")),
    (Role.CLAUSE_TITLE, re.compile(r"^\d+(?:\.\d+)*\s*[.)/\-]")),
    (Role.POINT, re.compile(r"^[a-zđ]\s*[.)/]\s*\S")),
    (Role.ITEM, re.compile(rf"^[{HYPHENS}{re.escape(_DOTS)}]")),
)


def _body_role(para: Para, above: Role | None, following: Para | None) -> Role:
    text = para.full
    if above in (None, Role.BASIS) and fold(text[:30]).startswith(_BASIS):
        return Role.BASIS
    role = next((role for role, shape in _NUMBERED if shape.match(text)), None)
    if role == Role.CLAUSE_TITLE and not is_bold(whole(para)):
        return Role.BODY
    if role is not None and text != "./.":
        return role
    if above in (Role.PART, Role.SECTION) and (is_upper(text) or para.align == Align.CENTER):
        return Role.PART_TITLE if above == Role.PART else Role.SECTION_TITLE
    is_before_table = following is not None and following.spot.zone == Zone.CELL
    is_aside = para.align == Align.CENTER or (para.align == Align.RIGHT and len(text) < 60)
    return Role.TABLE_CAPTION if is_aside and (is_before_table or len(text) < 120) else Role.BODY


# ── Foot ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_authority(text: str) -> bool:
    return is_upper(text) and len(text) < 80 and bool(_OFFICES.match(text.strip()))


def _foot_start(written: list[Para], start: int, end: int) -> int:
    """Where Nơi nhận or the signature begins, whichever is first."""
    found = next((i for i in range(end - 1, start - 1, -1) if fold(written[i].text.strip()[:9]) == "noi nhan"), None)
    if found is None:
        last = range(max(start, end - 8), end)
        return next((i for i in last if _is_authority(written[i].text) or any(map(_is_authority, _texts(written[i])))), end)
    first = found
    if written[found].spot.table:
        while first > start and written[first - 1].spot.table == written[found].spot.table:
            first -= 1
        return first
    before = range(max(start, found - 8), found)
    return next((i for i in before if _is_authority(written[i].text) and not HEADING.match(written[i].full)), found)


def _texts(para: Para) -> list[str]:
    return [line.text for line in segments(para)]


def _foot(paper: Paper, paras: list[Para]) -> None:
    """Nơi nhận with its lines, and the signature, each in its own column or one after the other."""
    title = next((para for para in paras if fold(para.text.strip()[:9]) == "noi nhan"), None)
    recipients: list[Line] = []
    signature: list[Line] = []
    is_listing = False
    for para in paras:
        is_table = title is not None and title.spot.table != 0
        if is_table and para.spot.table != title.spot.table:  # type: ignore[union-attr]
            continue
        for line in segments(para) if not is_table else rows(para):
            is_title = fold(line.text[:9]) == "noi nhan"
            is_listing = is_title or (is_listing and not is_upper(line.text))
            is_left = para.spot.column == title.spot.column if is_table else _is_listed(line, is_listing)  # type: ignore[union-attr]
            if is_title:
                paper.put(Role.RECIPIENTS, line)
            else:
                (recipients if is_left else signature).append(line)
    for line in recipients:
        paper.put(Role.DRAFTER_MARK if _DRAFTER.match(line.text.strip()) else Role.RECIPIENT, line)
    _signature(paper, [line for line in signature if not _UNSIGNED.match(line.text)])


def _is_listed(line: Line, is_listing: bool) -> bool:
    return line.full[:1] in (*HYPHENS, *_DOTS) or (is_listing and bool(re.search(r"[;.]$", line.text)))


def _signature(paper: Paper, lines: list[Line]) -> None:
    upper = [line for line in lines if is_upper(line.text)]
    lower = [line for line in lines if not is_upper(line.text)]
    signer = lower[-1] if lower else (upper[-1] if len(upper) > 1 and not _is_authority(upper[-1].text) else None)
    for line in lines:
        if line is signer:
            paper.put(Role.SIGNER, line)
        else:
            paper.put(Role.AUTHORITY if is_upper(line.text) else Role.OFFICE, line)


# ── Annexes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_annex(para: Para) -> bool:
    return para.spot.zone == Zone.BODY and bool(ANNEX.match(fold(rows(para)[0].text[:40] if rows(para) else "")))


def _annexes(paper: Paper, paras: list[Para]) -> None:
    is_head = False
    for para in paras:
        for number, line in enumerate(rows(para)):
            if number == 0 and _is_annex(para):
                paper.annexes.append(Annex(line))
                is_head = True
            elif is_head:
                is_head = _put_in_head(paper.annexes[-1], line)
            else:
                paper.annexes[-1].body.append(line)
    for annex in paper.annexes:
        paper.put(Role.ANNEX, annex.label)
        for line in annex.title:
            paper.put(Role.ANNEX_TITLE, line)
        for line in annex.reference:
            paper.put(Role.ANNEX_REFERENCE, line)


def _put_in_head(annex: Annex, line: Line) -> bool:
    """Whether the head of the annex goes on after this line."""
    if re.match(r"^\(\s*(?:Ban hành k|K)èm theo", line.text, re.IGNORECASE):
        annex.reference.append(line)
        return False
    if line.para.spot.zone == Zone.BODY and (is_upper(line.text) or line.para.align == Align.CENTER) and len(annex.title) < 4:
        annex.title.append(line)
        return True
    annex.body.append(line)
    return False
