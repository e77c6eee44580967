"""A document put into JSON to be kept, and taken out again exactly as it was, years later.

Versioned: a change of layout.Document that old rows would not survive adds a step here, it never rewrites what was issued. Empty parts are
left out, so that a kept document can be read by people too.
"""

from datetime import date
from typing import Any, Final

from chungtay.documents.enums import DocumentKind, Urgency
from chungtay.documents.layout import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Contact,
    Document,
    Heading,
    Item,
    Level,
    Paragraph,
    Run,
    Runs,
    Signature,
    Table,
)

VERSION: Final = 1
Json = dict[str, Any]
_TEXTS: Final = ("issuer", "notation", "subject", "parent_issuer", "place", "archive", "circulation", "drafter_mark")
_LISTS: Final = ("addressees", "recipients")


def kept(document: Document) -> Json:
    """The document as JSON."""
    return {
        "version": VERSION,
        "kind": DocumentKind(document.kind).value,
        **{name: getattr(document, name) for name in _TEXTS},
        **{name: list(getattr(document, name)) for name in _LISTS},
        "blocks": [_block(block) for block in document.blocks],
        "signature": _signature(document.signature),
        **({"other_side": _signature(document.other_side)} if document.other_side else {}),
        "number": document.number,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "bases": [_runs(runs) for runs in document.bases],
        "annexes": [
            {"title": annex.title, "blocks": [_block(block) for block in annex.blocks], "is_landscape": annex.is_landscape}
            for annex in document.annexes
        ],
        "urgency": document.urgency.name if document.urgency else None,
        "contact": document.contact.text if document.contact else None,
        "marks": dict(document.marks),
    }


def taken_out(data: Json) -> Document:
    """The document that was kept; ValueError for a version that this house does not know."""
    if data.get("version") != VERSION:
        raise ValueError(f"a document kept as version {data.get('version')!r}, known is {VERSION}")
    return Document(
        kind=DocumentKind(data["kind"]),
        **_texts_of(data),
        blocks=tuple(_block_of(block) for block in data["blocks"]),
        signature=_signature_of(data["signature"]),
        other_side=_signature_of(data["other_side"]) if "other_side" in data else None,
        number=data["number"],
        issued_on=date.fromisoformat(data["issued_on"]) if data["issued_on"] else None,
        bases=tuple(_runs_of(runs) for runs in data["bases"]),
        annexes=tuple(
            Annex(annex["title"], tuple(_block_of(block) for block in annex["blocks"]), annex["is_landscape"]) for annex in data["annexes"]
        ),
        urgency=Urgency[data["urgency"]] if data["urgency"] else None,
        contact=Contact(data["contact"]) if data["contact"] is not None else None,
        marks=dict(data["marks"]),
    )


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _texts_of(data: Json) -> Json:
    return {name: data[name] for name in _TEXTS} | {name: tuple(data[name]) for name in _LISTS}


def _signature(signature: Signature) -> Json:
    return {"authority": list(signature.authority), "name": signature.name, "offices": list(signature.offices)}


def _signature_of(data: Json) -> Signature:
    return Signature(tuple(data["authority"]), data["name"], tuple(data["offices"]))


def _runs(runs: Runs) -> list[Json]:
    return [_run(run) for run in runs]


def _run(run: Run) -> Json:
    data: Json = {"text": run.text}
    for name in ("bold", "italic", "mark"):
        if value := getattr(run, name):
            data[name] = value
    if run.footnote:
        data["footnote"] = _runs(run.footnote)
    return data


def _runs_of(data: list[Json]) -> Runs:
    return tuple(Run(**{**run, "footnote": _runs_of(run.get("footnote", []))}) for run in data)


def _block(block: Block) -> Json:
    if isinstance(block, Heading):
        return {"block": "heading", "level": block.level.name, "title": _runs(block.title)}
    if isinstance(block, Table):
        return {
            "block": "table",
            "columns": [{"share": column.share, "align": column.align.name} for column in block.columns],
            "head": [[_cell(cell) for cell in row] for row in block.head],
            "rows": [[_cell(cell) for cell in row] for row in block.rows],
            "caption": _runs(block.caption),
        }
    return {"block": "paragraph" if isinstance(block, Paragraph) else "item", "runs": _runs(block.runs)}


def _block_of(data: Json) -> Block:
    if data["block"] == "heading":
        return Heading(Level[data["level"]], _runs_of(data["title"]))
    if data["block"] == "table":
        return Table(
            columns=tuple(Column(column["share"], Align[column["align"]]) for column in data["columns"]),
            head=tuple(tuple(_cell_of(cell) for cell in row) for row in data["head"]),
            rows=tuple(tuple(_cell_of(cell) for cell in row) for row in data["rows"]),
            caption=_runs_of(data["caption"]),
        )
    made = Paragraph if data["block"] == "paragraph" else Item
    return made(_runs_of(data["runs"]))


def _cell(cell: Cell) -> Json:
    data: Json = {"runs": _runs(cell.runs)}
    if cell.align:
        data["align"] = cell.align.name
    for name, usual in (("bold", False), ("columns", 1), ("rows", 1)):
        if (value := getattr(cell, name)) != usual:
            data[name] = value
    return data


def _cell_of(data: Json) -> Cell:
    align = Align[data["align"]] if "align" in data else None
    return Cell(**{**data, "runs": _runs_of(data["runs"]), "align": align})


def marked(document: Document) -> dict[str, str]:
    """What every mark covers in the text, by its id, where it stands first: {'nha-ve-sinh': '6 trường'}."""
    found: dict[str, str] = {}
    for run in _every_run(document):
        if run.mark:
            found.setdefault(run.mark, run.text)
    return found


def _every_run(document: Document) -> list[Run]:
    runs = [run for basis in document.bases for run in basis]
    for block in [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]:
        if isinstance(block, Heading):
            runs += block.title
        elif isinstance(block, Table):
            runs += [*block.caption, *(run for row in (*block.head, *block.rows) for cell in row for run in cell.runs)]
        else:
            runs += block.runs
    return runs + [note for run in runs for note in run.footnote]
