"""What a submission holds while it is answered: stored, on record, last time's, remarked."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from chungtay.indicators.reading import Cell, Reading
from chungtay.programmes.pack import Indicator, Pack
from chungtay.submissions.models import Submission
from chungtay.submissions.queries import answers, previous, readings, texts
from chungtay.submissions.rules import OnRecord, asked_cells, shown


@dataclass(frozen=True, slots=True)
class Held:
    """By cell: what the form shows (the unit's own word, None where it left it blank, else what is on record), which cells the unit wrote,
    what the records say, what was accepted last time. Texts by code, open remarks by field."""

    shown: Mapping[Cell, Reading | None]
    written: Collection[Cell]
    texts: Mapping[str, str]
    on_record: Mapping[Cell, OnRecord]
    before: Mapping[Cell, Reading]
    remarks: Mapping[str, str]

    def is_on_record(self, cell: Cell) -> bool:
        """Whether the box says exactly what the records say."""
        record, shown = self.on_record.get(cell), self.shown.get(cell)
        return record is not None and shown is not None and replace(shown, reason="") == record.reading


def held_of(submission: Submission, on_record: Mapping[Cell, OnRecord]) -> Held:
    """A handful of queries, whatever the number of cells."""
    rows, before = answers(submission), previous(submission)
    return Held(
        shown=shown(rows, on_record),
        written=rows.keys(),
        texts=texts(submission),
        on_record=on_record,
        before=readings(before) if before else {},
        remarks={row.field: row.reason for row in submission.remarks.filter(is_settled=False).order_by("pk")},
    )


def cells_of(pack: Pack) -> list[tuple[Indicator, list[Cell]]]:
    """Each asked indicator with its cell and those of its breakdowns, in the order of the form."""
    found: dict[str, tuple[Indicator, list[Cell]]] = {}
    for cell, one in asked_cells(pack).items():
        found.setdefault(one.code, (one, []))[1].append(cell)
    return list(found.values())


def sealed(reading: Reading | None) -> str:
    """A reading as a form carries it unseen, to be compared when the form comes back; empty for none."""
    return json.dumps([reading.value, reading.of, reading.estimate, reading.reason], ensure_ascii=False) if reading else ""


def unsealed(text: str) -> Reading | None:
    """What `sealed` wrote; None for anything else."""
    try:
        value, of, estimate, reason = json.loads(text)
        return Reading(int(value), None if of is None else int(of), str(estimate), str(reason))
    except (ValueError, TypeError):
        return None
