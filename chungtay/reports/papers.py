"""The report of a programme as paper: sections of words and figures drawn from the pack's template, and back to a document.

Figures are counted here, words are the template's until somebody edits them. Nothing is written: actions keep what is drawn.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.documents.kept import marked as marked_words
from chungtay.documents.kept import taken_out
from chungtay.documents.layout import Annex, Block, Document
from chungtay.documents.queries import profile_on
from chungtay.documents.template import MarkedText, TemplateBroken, blocks_from_text, blocks_of_section, render_sections
from chungtay.documents.template.sections import numbers_in, rewritten
from chungtay.figures.ask import Figure, Filters, UnknownFigure, figure, ids
from chungtay.reports.appendix import appendix_of, has_numbers
from chungtay.reports.models import KeptFigure, Report
from chungtay.reports.paper_answers import likes_of, opinions_of, replies_of
from chungtay.reports.paper_check import check_paper
from chungtay.reports.paper_figures import PaperFigures, as_kept, levels_of, marked_of
from chungtay.reports.paper_names import (
    GroupNeeds,
    Occasion,
    PaperNames,
    addressee_of,
    campaign_of,
    chain_of,
    committee_name,
    contacts_of,
    has_duties_below,
    head_of,
    land_reported,
    occasion_of,
    office_of,
    province_of,
)
from chungtay.submissions.likeness import Likes

__all__ = [
    "Draft",
    "Moved",
    "check_paper",
    "document_from",
    "document_of",
    "draft_report",
    "field_of",
    "has_appendix",
    "moved",
    "occasion_of",
    "recounted",
    "revised",
    "values_of",
]

# {key, title, level, text, is_chosen, drafted, drafted_title}: the last two are the text and the title as the template drew them
Section = dict[str, Any]
LONGEST_TITLE: Final = 200


@dataclass(frozen=True)
class Draft:
    """A report not yet kept: `head` the document without its text, its sections, the figures of their tokens by number, who counted, and
    what the units wrote, by text of the round's form."""

    head: Document
    sections: list[Section]
    figures: dict[int, KeptFigure]
    counted: PaperFigures
    likes: dict[str, list[Likes]]

    @property
    def rows(self) -> list[KeptFigure]:
        """The figures in the order of their numbers."""
        return [self.figures[number] for number in sorted(self.figures)]

    @property
    def document(self) -> Document:
        return document_from(self.head, self.sections, self.rows)


def field_of(section: str) -> str:
    """The form field at which a refusal about the section is shown."""
    return f"text_{section}"


# ── Drawing it from the records ──────────────────────────────────────────────────────────────────────────────────────────────────────


def draft_report(occasion: Occasion, *, before: Sequence[KeptFigure] = (), with_appendix: bool = False) -> Draft:
    """The report as the records say it: figures that an earlier draft had (`before`) keep their numbers."""
    pack = occasion.round.pack
    paper = pack.paper()
    if paper is None:
        raise TemplateBroken(_("chương trình không có mẫu báo cáo."))
    counted, likes = _figures(occasion), likes_of(occasion)
    with_appendix = with_appendix and has_numbers(occasion)
    drawn = render_sections(
        paper.template,
        asdict(names_of(occasion, counted, likes, with_appendix=with_appendix)),
        figures=counted,
        numbers={row.mark: row.number for row in before},
    )
    sections = [
        {
            "key": part.key,
            "title": part.title,
            "level": part.level,
            "text": part.text,
            "is_chosen": True,
            "drafted": part.text,
            "drafted_title": part.title,
        }
        for part in drawn.sections
    ]
    marks = {number: mark for mark, number in drawn.numbers.items()}
    used = {number for part in drawn.sections for number in numbers_in(part.text)}
    kept = {number: _kept(number, counted.found[marks[number]], counted) for number in used}
    head = replace(drawn.head, annexes=appendix_of(occasion, list(kept.values()))) if with_appendix else drawn.head
    return Draft(head, sections, kept, counted, likes)


def _figures(occasion: Occasion) -> PaperFigures:
    profile = profile_on(occasion.unit, body=occasion.body, on=occasion.as_of)
    filters = Filters(occasion.round.programme.slug, occasion.unit.code, occasion.round.code, occasion.as_of)
    return PaperFigures(occasion.round.pack, filters, two_digits=profile is not None and profile.pads_counts)


def _kept(number: int, found: Figure, counted: PaperFigures) -> KeptFigure:
    return as_kept(number, found, counted.marked(found).text, ids(found))


def names_of(occasion: Occasion, counted: PaperFigures, likes: dict[str, list[Likes]], *, with_appendix: bool) -> PaperNames:
    """What the template may say besides figures; lists hold only what is there, so that a sentence has no empty parts."""
    office, chain = office_of(occasion), chain_of(occasion)
    return PaperNames(
        co_quan=head_of(occasion, office),
        don_vi=office,
        dia_ban=land_reported(occasion),
        tinh=province_of(occasion),
        ubnd=committee_name(occasion, office),
        kinh_gui=addressee_of(occasion),
        chuong_trinh=campaign_of(occasion),
        dot=occasion.round.name,
        nam=str(occasion.round.ends_on.year),
        tu_ngay=occasion.round.starts_on,
        den_ngay=occasion.as_of,
        van_ban=chain.directives,
        cap_tren=chain.above,
        ke_hoach=chain.own,
        theo=chain.by,
        giao_ke_hoach=has_duties_below(occasion, counted.ask("plans.issued").of or 0),
        dau_moi=contacts_of(occasion),
        nhom=tuple(found for group in occasion.round.pack.groups if (found := _group_needs(group.code, counted)).cap),
        nguon_luc=_resources(counted),
        ban=occasion.body or (office.ten if office.loai == "ban" else ""),
        tra_loi=replies_of(occasion),
        y_kien=opinions_of(likes, on=occasion.round.ends_on),
        phu_luc=with_appendix,
    )


def _group_needs(code: str, counted: PaperFigures) -> GroupNeeds:
    group = counted.pack.by_group[code]
    levels = [str(level.name) for level in levels_of(counted.pack)]
    having = tuple(level for level in levels if counted.ask("needs.schools", group=code, level=level).value)
    with_sites = any(counted.ask("needs.sites", group=code, level=level).value for level in having)
    return GroupNeeds(code, group.name, group.phrase, having, with_sites)


def _resources(counted: PaperFigures) -> tuple[str, ...]:
    """The kinds of resource that came, in the order of the pack."""
    came = set(ids(counted.ask("resources.kinds")).get("kind", []))
    return tuple(kind.name for kind in counted.pack.resource_kinds if kind.code in came)


# ── Words that people wrote, figures of today ────────────────────────────────────────────────────────────────────────────────────────


def recounted(fresh: Draft, sections: Sequence[Section], before: Sequence[KeptFigure]) -> Draft:
    """The fresh draft with the words that people wrote: what nobody touched is drawn anew, in what was edited only the figures are."""
    known = {row.number: row for row in before}
    by_key = {section["key"]: section for section in sections}
    figures = dict(fresh.figures)
    for number in {number for section in sections for number in numbers_in(section["text"])} - figures.keys():
        if number in known:
            figures[number] = _asked_again(known[number], fresh.counted)
    old, new = ({number: marked_of(row) for number, row in rows.items()} for rows in (known, figures))
    return replace(fresh, sections=[_merged(part, by_key.get(part["key"]), old, new) for part in fresh.sections], figures=figures)


def _merged(fresh: Section, mine: Section | None, old: Mapping[int, MarkedText], new: Mapping[int, MarkedText]) -> Section:
    if mine is None:
        return fresh
    is_drawn = mine["title"] in ("", mine.get("drafted_title"))
    words = {"is_chosen": mine["is_chosen"], "title": fresh["title"] if is_drawn else mine["title"]}
    return fresh | words | ({} if mine["text"] == mine["drafted"] else {"text": rewritten(mine["text"], old, new)})


def _asked_again(row: KeptFigure, counted: PaperFigures) -> KeptFigure:
    """A figure that only edited words still use, counted as of the fresh draft's day."""
    as_of = counted.filters.as_of.isoformat()
    return _kept(row.number, figure(row.question, Filters.taken_out(row.filters | {"as_of": as_of}), desk=counted.desk), counted)


def revised(sections: Sequence[Section], given: Sequence[Mapping[str, Any]]) -> list[Section]:
    """The sections with the words, titles and choices given, by key; what is not given stays."""
    found = {section["key"]: dict(section) for section in sections}
    for typed in given:
        key = str(typed["key"])
        if key not in found:
            raise UnknownFigure(_("Báo cáo không có mục “%(key)s”.") % {"key": key[:60]})
        if "text" in typed:
            text = unicodedata.normalize("NFC", str(typed["text"])).replace("\r\n", "\n")
            found[key]["text"] = "\n".join(line.rstrip() for line in text.split("\n")).strip()
        if "is_chosen" in typed:
            found[key]["is_chosen"] = bool(typed["is_chosen"])
        title = " ".join(str(typed.get("title", "")).split())
        if title and found[key]["level"]:
            found[key]["title"] = title[:LONGEST_TITLE]
    return list(found.values())


# ── From sections to a document ──────────────────────────────────────────────────────────────────────────────────────────────────────


def document_of(report: Report, *, annexes: tuple[Annex, ...] | None = None) -> Document:
    """The report as its sections say it now, under the head that its paper has; its appendix is that of the paper unless one is given."""
    head = taken_out(report.paper.content)
    head = head if annexes is None else replace(head, annexes=annexes)
    return document_from(head, report.sections, list(report.figures.all()))


def has_appendix(report: Report) -> bool:
    """Whether a table by unit follows the paper."""
    return bool(taken_out(report.paper.content).annexes)


def document_from(head: Document, sections: Sequence[Section], figures: Sequence[KeptFigure]) -> Document:
    """Raises TemplateBroken at the section's field where its text cannot be read; sections not chosen are read too, and left out."""
    known = {row.number: marked_of(row) for row in figures}
    read = [_read(section, known) for section in sections]
    blocks: list[Block] = []
    for at, part in enumerate(read):
        if _is_printed(sections, at):
            blocks += part
    made = replace(head, blocks=tuple(blocks), marks={})
    on_paper = marked_words(made)
    return replace(made, marks={row.mark: row.meaning for row in figures if row.mark in on_paper})


def _read(section: Section, known: Mapping[int, MarkedText]) -> tuple[Block, ...]:
    try:
        title = blocks_from_text(f"{'#' * section['level']} {section['title']}") if section["level"] else ()
        return (*title, *blocks_of_section(section["text"], known))
    except TemplateBroken as broken:
        raise TemplateBroken(broken.reason, line=broken.line, field=field_of(section["key"])) from broken


def _is_printed(sections: Sequence[Section], at: int) -> bool:
    """Chosen, and with words of its own or of a part of it: a heading over nothing is not printed, but one that says it all is
    (“Kiến nghị: Không”)."""
    section = sections[at]
    if not section["is_chosen"]:
        return False
    if section["text"] or ": " in section["title"]:
        return True
    parts: list[int] = []
    for below in range(at + 1, len(sections)):
        if sections[below]["level"] <= section["level"]:
            break
        parts.append(below)
    return any(_is_printed(sections, part) for part in parts)


def values_of(document: Document, figures: Sequence[KeptFigure]) -> dict[str, Any]:
    """What the marks on the paper stand for, as the paper keeps them."""
    on_paper = marked_words(document)
    return {
        row.mark: {
            "number": row.number,
            "question": row.question,
            "filters": row.filters,
            "value": row.value,
            "of": row.of,
            "estimate": row.estimate,
        }
        for row in figures
        if row.mark in on_paper
    }


# ── Since then ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Moved:
    """A kept figure beside the same question asked again: `then` of the same day as the records tell it now, `now` of today.

    None where it cannot be asked any more: the unit has ended.
    """

    kept: KeptFigure
    then: Figure | None
    now: Figure | None

    @property
    def is_corrected(self) -> bool:
        """What is on record about that day was changed after the report counted it."""
        return self.then is not None and (self.then.value, self.then.of) != (self.kept.value, self.kept.of)

    @property
    def has_moved(self) -> bool:
        return self.now is not None and (self.now.value, self.now.of) != (self.kept.value, self.kept.of)


def moved(report: Report, *, on: date) -> list[Moved]:
    """How the figures of the report have moved since, in the order in which it has them."""
    return [
        Moved(row, _asked(row, row.filters["as_of"]), _asked(row, on.isoformat())) for row in report.figures.order_by("number").iterator()
    ]


def _asked(row: KeptFigure, as_of: str) -> Figure | None:
    try:
        return figure(row.question, Filters.taken_out(row.filters | {"as_of": as_of}))
    except UnknownFigure:
        return None
