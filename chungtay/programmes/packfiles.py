"""From a folder of files to a Pack: everything is looked at, whatever is wrong is said with its file and line."""

import re
from collections.abc import Container, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.core.dates import EARLIEST
from chungtay.documents.template import TemplateBroken
from chungtay.documents.template.front import read_front
from chungtay.places.enums import SchoolLevel
from chungtay.programmes.enums import LEVEL_CODES
from chungtay.programmes.pack import (
    ASK_KINDS,
    Ask,
    Category,
    Deadline,
    Group,
    Item,
    Pack,
    PackPaper,
    ResourceKind,
)
from chungtay.programmes.packforms import ACTIVITIES, FORM, INDICATORS, Known, read_activities, read_form, read_indicators
from chungtay.programmes.packsource import PackBroken, Table, each, read_rows, read_table, read_text

PACKS: Final = Path(__file__).parent / "packs"
PACK: Final = "pack.toml"
_OTHERS: Final = ("needs.toml", "resources.toml", ACTIVITIES, INDICATORS, FORM, "calendar.toml")
_PAPERS: Final = "papers"
_REPORT: Final = "report"
_BESIDE: Final = frozenset({"README.md", "LICENSE"})
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST_MONEY: Final = 100_000_000_000  # đồng, of one thing
_IDENTITY: Final = ("slug", "version", "name", "motto", "organiser", "started_on", "levels")
_AGEING: Final = ("reconfirm_after_months", "off_board_after_months")


def shipped_packs() -> list[Path]:
    """The folders of the packs that come with the product."""
    return sorted(path.parent for path in PACKS.glob(f"*/{PACK}"))


def read_pack(folder: Path, *, figures: Container[str] | None = None) -> Pack:
    """The pack in the folder. Raises PackBroken with file, line and sentence at the first thing that is wrong.

    `figures`: the questions that reports answer, for whoever knows them; then every indicator must name one.
    """
    if not folder.is_dir():
        raise PackBroken(folder.name or str(folder), None, _("không có thư mục này."))
    _check_names(folder)
    head = read_table(folder / PACK, PACK).only(*_IDENTITY, *_AGEING, "group", "paper")
    groups = each(head.entries("group"), _group)
    reconfirm, off_board = _months(head)
    outputs, activity_types = read_activities(folder)
    form = read_form(folder)
    return Pack(
        slug=_slug(head),
        version=head.whole("version", least=1, most=10_000),
        name=head.text("name"),
        motto=head.text("motto", default=""),
        organiser=head.text("organiser"),
        started_on=_day(head, "started_on"),
        levels=_levels(head),
        groups=groups,
        categories=_categories(folder, head, groups),
        resource_kinds=read_rows(folder, "resources.toml", "kind", _kind),
        activity_types=activity_types,
        indicators=read_indicators(folder, Known(form.sections, outputs, activity_types, figures)),
        calendar=read_rows(folder, "calendar.toml", "deadline", _deadline),
        papers=_papers(folder, head),
        reconfirm_after_months=reconfirm,
        off_board_after_months=off_board,
        outputs=outputs,
        tiers=form.tiers,
        sections=form.sections,
        texts=form.texts,
    )


def _check_names(folder: Path) -> None:
    """A file under a name of its own would be left out without a word."""
    known = {PACK, *_OTHERS, *_BESIDE, _PAPERS}
    for path in sorted(folder.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            reason = _("gói không có tệp này; chỉ có: %(known)s.") % {"known": ", ".join([PACK, *_OTHERS, f"{_PAPERS}/"])}
            raise PackBroken(path.name[:60], None, reason)


# ── pack.toml ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _slug(head: Table) -> str:
    slug = head.text("slug", most=60)
    if not _SLUG.fullmatch(slug):
        head.refuse(_("mã “%(code)s” chưa đúng: chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.") % {"code": slug}, "slug")
    return slug


def _day(head: Table, key: str) -> str:
    value = head.values.get(key)
    if type(value) is not date or not EARLIEST <= value < date(2101, 1, 1):
        head.refuse(_("mục “%(key)s” cần một ngày, viết năm-tháng-ngày, không dấu nháy, ví dụ 2021-01-15.") % {"key": key}, key)
    return value.isoformat()


def _levels(head: Table) -> SchoolLevel:
    codes = head.items("levels")
    if not codes:
        head.refuse(_("thiếu mục “levels”: các cấp học của chương trình, ví dụ [%(all)s].") % {"all": _quoted(LEVEL_CODES)}, "levels")
    found = SchoolLevel(0)
    for code in codes:
        if not isinstance(code, str) or code not in LEVEL_CODES:
            head.refuse(
                _("không có cấp học “%(code)s”; chỉ có: %(all)s.") % {"code": str(code)[:40], "all": ", ".join(LEVEL_CODES)}, "levels"
            )
        found |= LEVEL_CODES[code]
    return found


def _quoted(codes: Iterable[str]) -> str:
    return ", ".join(f'"{code}"' for code in codes)


def _months(head: Table) -> tuple[int, int]:
    reconfirm = head.whole(_AGEING[0], least=1, most=36, default=6)
    off_board = head.whole(_AGEING[1], least=1, most=48, default=reconfirm + 1)
    if off_board <= reconfirm:
        head.refuse(_("%(off)s phải lớn hơn %(re)s.") % {"off": _AGEING[1], "re": _AGEING[0]}, _AGEING[1])
    return reconfirm, off_board


def _group(table: Table) -> Group:
    table.only("code", "name", "phrase")
    return Group(table.code(), table.text("name"), table.text("phrase", most=300))


def _papers(folder: Path, head: Table) -> tuple[PackPaper, ...]:
    papers = each(head.entries("paper"), lambda table: _paper(folder, table))
    codes = {paper.code for paper in papers}
    if _REPORT not in codes:
        head.refuse(_("thiếu [[paper]] mang mã “%(code)s”: báo cáo của chương trình.") % {"code": _REPORT}, "paper")
    for path in sorted((folder / _PAPERS).iterdir()):
        if path.name not in {f"{code}.md" for code in codes} and not path.name.startswith("."):
            raise PackBroken(f"{_PAPERS}/{path.name[:60]}", None, _("văn bản này chưa được khai bằng [[paper]] trong pack.toml."))
    return papers


def _paper(folder: Path, table: Table) -> PackPaper:
    table.only("code", "name")
    code, name = table.code(), table.text("name")
    file = f"{_PAPERS}/{code}.md"
    if not (folder / file).is_file():
        table.refuse(_("không có tệp %(file)s của văn bản này.") % {"file": file}, "code")
    template = read_text(folder / file, file)
    try:
        read_front(template)
    except TemplateBroken as broken:
        raise PackBroken(file, broken.line, broken.reason) from broken
    return PackPaper(code, name, template)


# ── needs.toml ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _categories(folder: Path, head: Table, groups: tuple[Group, ...]) -> tuple[Category, ...]:
    codes = {group.code for group in groups}
    found = read_rows(folder, "needs.toml", "category", lambda table: _category(table, codes))
    used = {category.group for category in found}
    for table in head.entries("group"):
        if table.values["code"] not in used:
            table.refuse(_("nhóm “%(code)s” không có loại nhu cầu nào trong needs.toml.") % {"code": table.values["code"]}, "code")
    return found


def _category(table: Table, groups: set[str]) -> Category:
    table.only("code", "name", "group", "hint", "item", "ask")
    group = table.text("group")
    if group not in groups:
        table.refuse(_("nhóm “%(code)s” không có trong pack.toml.") % {"code": group[:60]}, "group")
    return Category(
        code=table.code(),
        name=table.text("name"),
        group=group,
        hint=table.text("hint", most=500, default=""),
        items=each(table.entries("item"), _item),
        asks=each(table.entries("ask", most=20), _ask, key="key"),
    )


def _item(table: Table) -> Item:
    table.only("code", "name", "measure", "typical_cost_vnd", "most")
    cost = table.whole("typical_cost_vnd", least=1_000, most=_MOST_MONEY) if "typical_cost_vnd" in table.values else None
    return Item(
        table.code(), table.text("name"), table.text("measure", most=40), cost, table.whole("most", least=1, most=1_000_000, default=10_000)
    )


def _ask(table: Table) -> Ask:
    table.only("key", "label", "kind", "choices", "is_required", "hint")
    kind = table.text("kind")
    if kind not in ASK_KINDS:
        table.refuse(_("không có kiểu câu hỏi “%(kind)s”; chỉ có: %(all)s.") % {"kind": kind[:40], "all": ", ".join(ASK_KINDS)}, "kind")
    choices = _choices(table)
    if kind == "choice" and len(choices) < 2:
        table.refuse(_("câu hỏi kiểu choice cần ít nhất hai lựa chọn trong “choices”."), "choices" if choices else "kind")
    if kind != "choice" and choices:
        table.refuse(_("chỉ câu hỏi kiểu choice mới có “choices”."), "choices")
    return Ask(table.code("key"), table.text("label"), kind, choices, table.flag("is_required"), table.text("hint", most=300, default=""))


def _choices(table: Table) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for pair in table.items("choices"):
        code, words = _pair(pair)
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", code) or not words or len(words) > 200:
            table.refuse(_('mỗi lựa chọn viết ["ma", "Lời trên màn hình"], mã gồm chữ thường không dấu, chữ số và dấu _.'), "choices")
        if code in found:
            table.refuse(_("lựa chọn “%(code)s” viết hai lần.") % {"code": code}, "choices")
        found[code] = words
    return tuple(found.items())


def _pair(value: Any) -> tuple[str, str]:
    """Code and words; empty where the value is no such pair."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value):
        return value[0], " ".join(value[1].split())
    return "", ""


# ── The other files ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _kind(table: Table) -> ResourceKind:
    table.only("code", "name", "is_money", "measure")
    is_money = table.flag("is_money")
    if is_money and "measure" in table.values:
        table.refuse(_("nguồn lực bằng tiền tính bằng đồng, không có “measure”."), "measure")
    return ResourceKind(table.code(), table.text("name"), is_money, "" if is_money else table.text("measure", most=40))


def _deadline(table: Table) -> Deadline:
    table.only("code", "name", "month", "day")
    month, day = table.whole("month", least=1, most=12), table.whole("day", least=1, most=31)
    try:
        date(2021, month, day)  # a year without 29/02: the calendar holds every year
    except ValueError:
        table.refuse(_("không phải năm nào cũng có ngày %(day)02d/%(month)02d.") % {"day": day, "month": month}, "day")
    return Deadline(table.code(), table.text("name"), month, day)
