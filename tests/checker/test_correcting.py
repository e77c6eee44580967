"""A corrected copy no longer has what was mended, and nothing else is changed."""

from io import BytesIO
from typing import Final
from zipfile import ZipFile

import pytest
from docx import Document

from chungtay.checker.inspecting import correct, inspect
from chungtay.checker.report import Finding
from tests.checker.examples import EXAMPLES
from tests.make.papers import LONG, make_paper

# The prefixes of rules whose corrections change letters; all others leave every word as it is.
LETTERS: Final = ("number.", "day.", "motto.", "nation.", "basis.", "citation.", "capitals.", "letters.", "words.", "heading.", "list.")
MORE_LETTERS: Final = frozenset(
    {"body.end", "addressee.colon", "addressee.lines", "annex.number", "recipients.words", "recipients.lines", "recipients.office"}
    | {"authority.power", "part-title.style", "roman.style", "page-number.bare", "body.indent"}
)


def findings(file: bytes, rule: str) -> list[Finding]:
    return [finding for finding in inspect(file).findings if finding.rule == rule]


def words(file: bytes) -> list[str]:
    document = Document(BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def parts(file: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}


FIXABLE: Final = sorted(name for name, each in EXAMPLES.items() if any(f.is_fixable for f in findings(make_paper(**each.wrong), name)))


def test_most_rules_can_mend() -> None:
    assert len(FIXABLE) >= 90


@pytest.mark.parametrize("name", FIXABLE)
def test_a_mended_paper_has_the_finding_no_more(name: str) -> None:
    wrong = make_paper(**EXAMPLES[name].wrong)
    right = correct(wrong, frozenset({name}))
    assert [finding for finding in findings(right, name) if finding.is_fixable] == []
    assert {finding.rule for finding in inspect(right).findings} <= {finding.rule for finding in inspect(wrong).findings}


@pytest.mark.parametrize("name", [name for name in FIXABLE if not name.startswith(LETTERS) and name not in MORE_LETTERS])
def test_a_correction_of_form_changes_no_word(name: str) -> None:
    wrong = make_paper(**EXAMPLES[name].wrong)
    assert words(correct(wrong, frozenset({name}))) == words(wrong)


@pytest.mark.parametrize("name", FIXABLE)
def test_only_the_parts_concerned_are_touched(name: str) -> None:
    before = parts(make_paper(**EXAMPLES[name].wrong))
    after = parts(correct(make_paper(**EXAMPLES[name].wrong), frozenset({name})))
    touched = {part for part in before if before[part] != after[part]}
    assert touched <= {"word/document.xml", "word/header1.xml", "word/footer1.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert list(before) == list(after)[: len(before)]


def test_letters_are_mended_within_their_runs() -> None:
    """Bold within a sentence survives a correction beside and inside it."""
    document = Document(BytesIO(make_paper()))
    paragraph = next(each for each in document.paragraphs if each.text == LONG)
    paragraph.runs[0].text = "Theo kho"
    for text, bold in (("ản 2 đi", True), ("ều 5 họp ngày 23tháng 3 năm 2026", False)):
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, paragraph.runs[0].font.size
    file = BytesIO()
    document.save(file)
    mended = Document(BytesIO(correct(file.getvalue(), frozenset({"capitals.article", "words.glued"}))))
    paragraph = next(each for each in mended.paragraphs if each.text.startswith("Theo"))
    assert paragraph.text == "Theo khoản 2 Điều 5 họp ngày 23 tháng 3 năm 2026"
    assert [(run.text, bool(run.bold)) for run in paragraph.runs] == [
        ("Theo kho", False),
        ("ản 2 Điều", True),
        (" 5 họp ngày 23 tháng 3 năm 2026", False),
    ]


def test_all_at_once() -> None:
    """Corrections that stand on each other are made in rounds, until nothing is left that can be mended."""
    changes = {"number": "Số 5 / BC -UBND", "day": "Núa Ngam ngày 5tháng 03 năm 2026", "motto": "Độc Lập – Tự do – Hạnh Phúc"}
    wrong = make_paper(**changes, page={"left": 20}, looks={"text": {"size": 12, "align": "left", "first": 0, "after": 0}})
    report = inspect(wrong)
    right = correct(wrong, frozenset(finding.rule for finding in report.findings if finding.is_fixable))
    assert len(report.findings) >= 12
    assert [finding for finding in inspect(right).findings if finding.is_fixable] == []
    said = words(right)
    assert {"Số: 05/BC-UBND", "Núa Ngam, ngày 05 tháng 3 năm 2026"} <= {line for cell in said for line in cell.splitlines()}


def test_what_needs_no_mending_stays_byte_for_byte() -> None:
    file = make_paper()
    assert correct(file, frozenset(EXAMPLES)) == file
