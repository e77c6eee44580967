"""What a pack counts and asks for: activities.toml, indicators.toml, rounds.toml."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from chungtay.indicators.enums import AddsUp, By
from chungtay.indicators.formula import Formula, FormulaBroken, circle, parse
from chungtay.programmes.enums import TIER_CODES
from chungtay.programmes.pack import ActivityType, Followed, FormSection, Indicator, Output, TextAsk, Tier
from chungtay.programmes.packsource import Table, each, read_table

ACTIVITIES: Final = "activities.toml"
INDICATORS: Final = "indicators.toml"
FORM: Final = "rounds.toml"
_FIGURE: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST: Final = 10**15  # of one reading, whatever it measures
_FOLLOWED: Final = ("code", "name", "unit", "figure", "definition", "source", "given", "adds_up", "is_sensitive")
_ASKED: Final = (*_FOLLOWED, "otherwise", "is_asked", "section", "by", "is_required", "least", "most", "jump_percent", "part_of")
_DERIVED: Final = ("code", "name", "unit", "definition", "source", "section", "formula", "is_sensitive")
_WITH_PARTS: Final = (AddsUp.SUM, AddsUp.LATEST)  # numbers of people, of whom some are girls
_NO_AMOUNT: Final = ("least", "most", "jump_percent", "part_of")


# ── activities.toml ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_activities(folder: Path) -> tuple[tuple[Output, ...], tuple[ActivityType, ...]]:
    """What activities bring about, and the kinds of activities; a pack without the file has neither."""
    if not (folder / ACTIVITIES).exists():
        return (), ()
    whole = read_table(folder / ACTIVITIES, ACTIVITIES).only("output", "activity")
    outputs = each(whole.entries("output"), _output)
    codes = [output.code for output in outputs]
    return outputs, each(whole.entries("activity"), lambda table: _activity(table, codes))


def _output(table: Table) -> Output:
    table.only("code", "name", "measure", "is_sensitive")
    return Output(table.code(), table.text("name"), table.text("measure", most=40), table.flag("is_sensitive"))


def _activity(table: Table, outputs: Iterable[str]) -> ActivityType:
    table.only("code", "name", "hint", "outputs")
    known = table.codes("outputs", outputs, _("kết quả “%(code)s” không có [[output]] nào trong tệp này."))
    return ActivityType(table.code(), table.text("name"), table.text("hint", most=500, default=""), known)


# ── rounds.toml ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Form:
    """What a round asks besides its indicators, and of whom."""

    tiers: tuple[Tier, ...] = ()
    sections: tuple[FormSection, ...] = ()
    texts: tuple[TextAsk, ...] = ()


def read_form(folder: Path) -> Form:
    """A pack without the file asks nobody to answer its rounds."""
    if not (folder / FORM).exists():
        return Form()
    whole = read_table(folder / FORM, FORM).only("tier", "section", "text")
    form = Form(
        each(whole.entries("tier"), _tier, key="unit"), each(whole.entries("section"), _section), each(whole.entries("text"), _text)
    )
    if not form.tiers:
        whole.refuse(_("thiếu [[tier]]: đơn vị nào phải báo cáo."))
    return form


def _tier(table: Table) -> Tier:
    table.only("unit", "days_before")
    return Tier(TIER_CODES[table.one_of("unit", TIER_CODES)], table.whole("days_before", least=0, most=60, default=0))


def _section(table: Table) -> FormSection:
    table.only("code", "name", "hint")
    return FormSection(table.code(), table.text("name"), table.text("hint", most=500, default=""))


def _text(table: Table) -> TextAsk:
    table.only("code", "name", "hint", "is_required")
    return TextAsk(table.code(), table.text("name"), table.text("hint", most=500, default=""), table.flag("is_required"))


# ── indicators.toml ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Known:
    """What an indicator may name. `figures`: the questions that reports answer, for whoever knows them."""

    sections: tuple[FormSection, ...]
    outputs: tuple[Output, ...]
    activities: tuple[ActivityType, ...]
    figures: Container[str] | None = None


def read_indicators(folder: Path, known: Known) -> tuple[Indicator, ...]:
    """The indicators, each followed by a figure, asked in rounds, or derived from others; a pack without the file has none."""
    if not (folder / INDICATORS).exists():
        return ()
    tables = list(read_table(folder / INDICATORS, INDICATORS).only("indicator").entries("indicator"))
    found = each(tables, lambda table: _indicator(table, known))
    beside = {indicator.code: (indicator, table) for indicator, table in zip(found, tables, strict=True)}
    for indicator, table in beside.values():
        if indicator.part_of:
            _check_whole(indicator, table, beside)
    _check_formulas(beside)
    return found


_Beside = dict[str, tuple[Indicator, Table]]


def _indicator(table: Table, known: Known) -> Indicator:
    is_asked, formula = table.flag("is_asked"), table.text("formula", default="")
    if formula and is_asked:
        table.refuse(_("chỉ tiêu có công thức thì tự tính ra, không hỏi đơn vị."), "is_asked")
    _check_keys(table, _DERIVED if formula else _ASKED if is_asked else _FOLLOWED)
    adds_up = table.one_of("adds_up", AddsUp.values, default=AddsUp.SUM)
    least, most = _bounds(table, adds_up)
    followed = Followed(_figure(table, known, is_needed=not formula and not is_asked), _given(table, known))
    return Indicator(
        code=table.code(),
        name=table.text("name"),
        unit=table.text("unit", most=40),
        figure=followed.figure,
        definition=table.text("definition", most=500),
        source=table.text("source", most=300, default=""),
        adds_up=adds_up,
        given=followed.given,
        is_asked=is_asked,
        section=_section_of(table, known, is_needed=is_asked),
        by=_by(table, adds_up),
        formula=formula,
        is_required=table.flag("is_required"),
        least=least,
        most=most,
        jump_percent=table.whole("jump_percent", least=1, most=100_000) if "jump_percent" in table.values else None,
        part_of=table.text("part_of", default=""),
        is_sensitive=table.flag("is_sensitive"),
        otherwise=_otherwise(table, known, followed),
    )


def _check_keys(table: Table, known: tuple[str, ...]) -> None:
    """What only an asked one has is refused in a sentence that says so."""
    table.only(*dict.fromkeys((*_ASKED, *_DERIVED)))
    for key in table.values:
        if key not in known and key not in ("is_asked", "formula"):
            said = _("mục “%(key)s” không đi cùng “formula”.") if "formula" in table.values else _("mục “%(key)s” cần “is_asked = true”.")
            table.refuse(said % {"key": key}, key)


def _figure(table: Table, known: Known, *, is_needed: bool) -> str:
    figure = table.text("figure", most=60, default=None if is_needed else "")
    if not figure:
        return ""
    if not _FIGURE.fullmatch(figure):
        table.refuse(_("tên con số “%(name)s” chưa đúng, ví dụ: needs.schools.") % {"name": figure}, "figure")
    if known.figures is not None and figure not in known.figures:
        table.refuse(_("không có con số “%(name)s”.") % {"name": figure}, "figure")
    return figure


def _given(table: Table, known: Known) -> tuple[tuple[str, str], ...]:
    """The filters of its figure, by name."""
    given = table.values.get("given", {})
    if not isinstance(given, dict) or not all(_NAME.fullmatch(name) and isinstance(value, str) and value for name, value in given.items()):
        table.refuse(_('mục “given” viết: { tên_điều_kiện = "giá trị" }, ví dụ { output = "gift_packages" }.'), "given")
    if given and "figure" not in table.values:
        table.refuse(_("mục “given” là điều kiện của “figure”; chỉ tiêu này chưa có “figure”."), "given")
    for name, codes in (("output", known.outputs), ("activity", known.activities)):
        if name in given and given[name] not in {one.code for one in codes}:
            table.refuse(_("mã “%(code)s” không có trong %(file)s.") % {"code": given[name][:60], "file": ACTIVITIES}, "given")
    return tuple(given.items())


def _otherwise(table: Table, known: Known, first: Followed) -> Followed | None:
    """What is taken where the first figure has no record: another one, written on the line of its key."""
    if "otherwise" not in table.values:
        return None
    written = table.values["otherwise"]
    if not isinstance(written, dict) or "figure" not in written:
        said = _('mục “otherwise” viết: { figure = "tên con số", given = { tên_điều_kiện = "giá trị" } }.')
        table.refuse(said, "otherwise")
    if not first.figure:
        table.refuse(_("mục “otherwise” thay cho “figure” khi chưa có hồ sơ; chỉ tiêu này chưa có “figure”."), "otherwise")
    inner = table.inline("otherwise").only("figure", "given")
    second = Followed(_figure(inner, known, is_needed=True), _given(inner, known))
    if second == first:
        table.refuse(_("mục “otherwise” trùng với “figure”; xin chọn con số khác."), "otherwise")
    return second


def _section_of(table: Table, known: Known, *, is_needed: bool) -> str:
    codes = [section.code for section in known.sections]
    section = table.text("section", default=None if is_needed and codes else "")
    if section and section not in codes:
        table.refuse(_("phần “%(code)s” không có [[section]] trong %(file)s.") % {"code": section[:60], "file": FORM}, "section")
    return section


def _by(table: Table, adds_up: str) -> tuple[str, ...]:
    found = table.codes("by", By.values, _("không có phân tổ “%(code)s”; chỉ có: %(known)s."))
    if found and adds_up not in _WITH_PARTS:
        table.refuse(_("chỉ số lượng (sum, latest) mới có “trong đó”."), "by")
    return found


def _bounds(table: Table, adds_up: str) -> tuple[int, int | None]:
    if adds_up == AddsUp.YES_NO and (key := next((key for key in _NO_AMOUNT if key in table.values), "")):
        table.refuse(_("câu hỏi có hoặc không thì không có mục “%(key)s”.") % {"key": key}, key)
    least = table.whole("least", least=0, most=_MOST, default=0)
    most = table.whole("most", least=1, most=_MOST) if "most" in table.values else None
    if most is not None and most < least:
        table.refuse(_("“most” không thể nhỏ hơn “least”."), "most")
    return least, most


def _check_whole(indicator: Indicator, table: Table, beside: _Beside) -> None:
    """What it is a part of is asked too, adds up alike, and no part is a part of itself."""
    whole = beside.get(indicator.part_of, (None, table))[0]
    if whole is None or not whole.is_asked:
        table.refuse(_("“part_of” cần mã của một chỉ tiêu được hỏi; không có “%(code)s”.") % {"code": indicator.part_of[:60]}, "part_of")
    if whole.adds_up != indicator.adds_up:
        said = _("“%(part)s” và “%(whole)s” phải cùng cách cộng (adds_up).")
        table.refuse(said % {"part": indicator.code, "whole": whole.code}, "part_of")
    way = [indicator.code]
    while whole is not None and whole.part_of:
        if whole.code in way:
            chain = " → ".join([*way[way.index(whole.code) :], whole.code])
            table.refuse(_("“part_of” đi vòng tròn: %(chain)s.") % {"chain": chain}, "part_of")
        way.append(whole.code)
        whole = beside.get(whole.part_of, (None, table))[0]


def _check_formulas(beside: _Beside) -> None:
    """Every formula reads, reckons over what is asked or derived, comes back to nothing, and mixes no money with numbers."""
    formulas = {code: _formula(indicator, table, beside) for code, (indicator, table) in beside.items() if indicator.formula}
    if chain := circle(formulas):
        beside[chain[0]][1].refuse(_("công thức đi vòng tròn: %(chain)s.") % {"chain": " → ".join(chain)}, "formula")
    powers = {code: int(indicator.adds_up == AddsUp.MONEY) for code, (indicator, _table) in beside.items() if not indicator.formula}
    for code in formulas:
        _settle(code, formulas, powers, beside)


def _formula(indicator: Indicator, table: Table, beside: _Beside) -> Formula:
    try:
        formula = parse(indicator.formula)
    except FormulaBroken as broken:
        table.refuse(broken.sentence, "formula")
    for code in formula.codes:
        used = beside.get(code, (None, table))[0]
        if used is None or not (used.is_asked or used.formula):
            table.refuse(_("công thức dùng “%(code)s”, không phải chỉ tiêu được hỏi hay tính ra.") % {"code": code[:60]}, "formula")
        if used.adds_up == AddsUp.YES_NO:
            table.refuse(_("công thức không tính được với câu hỏi có hoặc không “%(code)s”.") % {"code": code}, "formula")
    return formula


def _settle(code: str, formulas: dict[str, Formula], powers: dict[str, int], beside: _Beside) -> None:
    """Find out whether the formula gives an amount in đồng, after those over which it reckons."""
    for used in formulas[code].codes:
        if used not in powers:
            _settle(used, formulas, powers, beside)
    try:
        powers[code] = formulas[code].money_power(powers)
    except FormulaBroken as broken:
        beside[code][1].refuse(broken.sentence, "formula")
