"""Compare-and-set by field: what one saw, what one means now, what stands there meanwhile. Nobody overwrites another unseen.

A field that nobody ever wrote shows what the records say, so writing it overwrites nobody's word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chungtay.accounts.models import User
from chungtay.indicators.reading import Cell, Reading
from chungtay.programmes.pack import Pack
from chungtay.submissions import rules
from chungtay.submissions.actions.states import answer_row, write_answers
from chungtay.submissions.models import Answer, Narrative, Submission


@dataclass(frozen=True, slots=True)
class Given:
    """What the form says in a cell now, and what it showed; None: blank."""

    now: Reading | None
    was: Reading | None = None


@dataclass(frozen=True, slots=True)
class GivenText:
    now: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody wrote the field after it was shown: `theirs` stands, `mine` was not written. `field` as in the form."""

    field: str
    mine: Reading | str | None
    theirs: Reading | str | None
    who: str
    when: datetime


@dataclass(slots=True)
class Saved:
    """The submission as it stands now, and the fields that were not written. `changes` lists {field, was, now} of those that were."""

    submission: Submission
    conflicts: list[Conflict] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form gives, checked: cells that the round asks, readings and texts as they are kept."""

    cells: Mapping[Cell, Given]
    texts: Mapping[str, GivenText]

    @property
    def changes_something(self) -> bool:
        return any(one.now != one.was for one in self.cells.values()) or any(one.now != one.was for one in self.texts.values())


def checked(pack: Pack, given: Mapping[str, Given], texts: Mapping[str, GivenText]) -> Typed:
    """RuleBroken at the field for what is not asked, or cannot be meant."""
    asked = rules.asked_cells(pack)
    cells = {}
    for name, one in given.items():
        cell = rules.cell_asked(pack, name)
        now = rules.checked_reading(one.now, asked[cell], field=name) if one.now is not None and one.now != one.was else one.now
        cells[cell] = Given(now, one.was)
    rules.check_texts_asked(pack, texts)
    return Typed(cells, {code: _kept(one, rules.TEXT + code) for code, one in texts.items()})


def _kept(one: GivenText, name: str) -> GivenText:
    """Both sides as texts are kept: a browser sends back other line ends than it got."""
    return GivenText(rules.clean_text(one.now, field=name), rules.clean_text(one.was, field=name))


def write_fields(submission: Submission, typed: Typed, *, on_record: Mapping[Cell, rules.OnRecord], by: User | None, at: datetime) -> Saved:
    """Of a submission that is held: writes what differs from what was shown, where that still stands."""
    saved = Saved(submission)
    _write_cells(saved, typed.cells, on_record, by, at)
    _write_texts(saved, typed.texts, by, at)
    return saved


def _write_cells(
    saved: Saved, cells: Mapping[Cell, Given], on_record: Mapping[Cell, rules.OnRecord], by: User | None, at: datetime
) -> None:
    changed = {cell: one for cell, one in cells.items() if one.now != one.was}
    if not changed:
        return
    stored = {row.cell: row for row in saved.submission.answers.select_related("written_by")}
    rows = []
    for cell, one in changed.items():
        row = stored.get(cell)
        here = rules.reading_of(row) if row is not None else None
        if row is not None and here == one.now:
            continue
        if row is not None and here != one.was:
            saved.conflicts.append(Conflict(cell.name, one.now, here, _name(row), row.written_at))
            continue
        rows.append(answer_row(saved.submission, cell, one.now, known=on_record.get(cell), by=by, at=at))
        saved.changes.append({"field": cell.name, "was": said(here), "now": said(one.now)})
    write_answers(rows)


def _write_texts(saved: Saved, texts: Mapping[str, GivenText], by: User | None, at: datetime) -> None:
    changed = {code: one for code, one in texts.items() if one.now != one.was}
    if not changed:
        return
    stored = {row.code: row for row in saved.submission.narratives.select_related("written_by")}
    rows = []
    for code, one in changed.items():
        row = stored.get(code)
        here = row.text if row is not None else ""
        if here == one.now:
            continue
        if row is not None and here != one.was:
            saved.conflicts.append(Conflict(rules.TEXT + code, one.now, here, _name(row), row.written_at))
            continue
        rows.append(Narrative(submission=saved.submission, code=code, text=one.now, written_by=by, written_at=at))
        saved.changes.append({"field": rules.TEXT + code, "was": here, "now": one.now})
    columns = ["text", "written_by", "written_at"]
    Narrative.objects.bulk_create(rows, update_conflicts=True, unique_fields=["submission", "code"], update_fields=columns)


def _name(row: Answer | Narrative) -> str:
    return str(row.written_by) if row.written_by is not None else ""


def said(reading: Reading | None) -> dict[str, Any] | None:
    """A reading as the audit and a restatement keep it."""
    if reading is None:
        return None
    return {"value": reading.value, "of": reading.of, "estimate": str(reading.estimate), "reason": reading.reason}
