"""What a submission says, section by section, for reading: numbers with their source, breakdowns, words why, texts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from chungtay.indicators.enums import By
from chungtay.indicators.reading import Cell, Reading
from chungtay.programmes.pack import Indicator, Pack
from chungtay.submissions.models import Submission
from chungtay.submissions.queries import answers, texts
from chungtay.submissions.rules import TEXT, OnRecord, reading_of, recorded
from chungtay.web.submissions.asks import source_words
from chungtay.web.submissions.held import Held, cells_of
from chungtay.web.submissions.record import figure_address
from chungtay.web.submissions.wording import NOTHING, reading_words


@dataclass(frozen=True, slots=True)
class Line:
    """One cell or text. `source`: which records filled it, where the unit says the same; `record`: what they say where it differs."""

    name: str
    label: str
    value: str
    why: str = ""
    source: str = ""
    record: str = ""
    url: str = ""
    remark: str = ""
    parts: tuple["Line", ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.value == NOTHING


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    title: str
    lines: list[Line]


def parts_of(submission: Submission, remarks: Mapping[str, str], now: Mapping[Cell, OnRecord] | None = None) -> list[Part]:
    """As it is stored; `now`: what the records say today, by which the figures behind the numbers are found."""
    rows, known = answers(submission), {}
    for cell, row in rows.items():
        if (record := recorded(row)) is not None:
            found = (now or {}).get(cell)
            known[cell] = replace(record, question=found.question, filters=found.filters) if found else record
    return spread(submission, {cell: reading_of(row) for cell, row in rows.items()}, texts(submission), known, remarks)


def parts_shown(submission: Submission, held: Held) -> list[Part]:
    """As it would be sent now: what is on record and was not touched is confirmed by sending."""
    return spread(submission, held.shown, held.texts, held.on_record, {})


def spread(
    submission: Submission,
    said: Mapping[Cell, Reading | None],
    written: Mapping[str, str],
    known: Mapping[Cell, OnRecord],
    remarks: Mapping[str, str],
) -> list[Part]:
    pack = submission.round.pack
    found = []
    for code, title, held in sections_of(pack):
        lines = []
        for one, cells in held:
            whole, *parts = (_line(submission, one, cell, said.get(cell), known.get(cell), remarks) for cell in cells)
            lines.append(_with(whole, tuple(part for part in parts if not part.is_empty or part.remark)))
        found.append(Part(code, title, lines))
    words = [
        Line(TEXT + text.code, text.name, written.get(text.code) or NOTHING, remark=remarks.get(TEXT + text.code, ""))
        for text in pack.texts
    ]
    return [*found, Part("loi-van", _("Lời văn"), words)] if words else found


def sections_of(pack: Pack) -> list[tuple[str, str, list[tuple[Indicator, list[Cell]]]]]:
    """(code, title, what is asked there): the sections of the pack that hold something; what belongs to none comes last."""
    known = {section.code for section in pack.sections}
    asked = cells_of(pack)
    parts = [(section.code, section.name, [pair for pair in asked if pair[0].section == section.code]) for section in pack.sections]
    parts.append(("so-lieu", _("Số liệu"), [pair for pair in asked if pair[0].section not in known]))
    return [part for part in parts if part[2]]


def _line(
    submission: Submission, one: Indicator, cell: Cell, said: Reading | None, known: OnRecord | None, remarks: Mapping[str, str]
) -> Line:
    is_same = known is not None and said is not None and known.reading == replace(said, reason="")
    return Line(
        name=cell.name,
        label=str(By(cell.by).label) if cell.by else one.name,
        value=reading_words(said, one),
        why=said.reason if said else "",
        source=source_words(known.question or one.figure) if known and is_same else "",
        record=reading_words(known.reading, one) if known and not is_same else "",
        url=figure_address(known) if known else "",
        remark=remarks.get(cell.name, ""),
    )


def _with(line: Line, parts: tuple[Line, ...]) -> Line:
    return replace(line, parts=parts)
