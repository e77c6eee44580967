"""Capital letters, only where a program can be sure enough (phụ lục II)."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Edit, Fix
from chungtay.checker.lines import LOWER, UPPER, Line, is_upper
from chungtay.checker.locate import Paper
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, quoted, rule
from chungtay.documents.decree30.form import Role

_NAMES: Final = gettext_lazy("Phụ lục II, mục III")
_BODIES: Final = gettext_lazy("Phụ lục II, mục IV")
_OTHERS: Final = gettext_lazy("Phụ lục II, mục V")
_SENTENCES: Final = gettext_lazy("Phụ lục II, mục I")
# After a small letter or a comma we stand within a sentence; “Tỉnh ủy”, “Huyện đoàn” are names of their own.
_UNIT: Final = re.compile(rf"(?<=[{LOWER},] )(Tỉnh|Huyện|Xã|Phường)(?= [{UPPER}][{LOWER}]+)(?! (?:Ủy|Uỷ|Đoàn|Đội))")
_SMALL_COMMITTEE: Final = re.compile(r"(?<!\w)(?:ủy|uỷ) (?:ban nhân dân|ban Nhân dân|Ban nhân dân)|(?<!\w)hội đồng (?:nhân dân|Nhân dân)")
_PEOPLE: Final = re.compile(rf"(?<=[{LOWER},] )nhân dân(?!\w)")
_OF_THE_PEOPLE: Final = re.compile(r"(?:ban|đồng|sát|án|đội|an|giáo|sĩ|thuốc|ưu tú|vệ|trang|tranh|dân)$", re.IGNORECASE)
_STATE: Final = re.compile(rf"(?<=[{LOWER},] )nhà nước(?!\w)")
_ARTICLE: Final = re.compile(rf"(?<=[{LOWER}\d,)] )điều(?= \d+(?:[,;.\s]|$))")
_CLAUSE: Final = re.compile(rf"(?<=[{LOWER},] )(Khoản|Điểm)(?= (?:\d+|[a-zđ])(?:[,;.)\s]|$))")
_SENTENCE: Final = re.compile(rf"(?<=[{LOWER})”\d]{{3}}[.?!] )[{LOWER}](?=[{LOWER}]* )")


def _lines(paper: Paper) -> Iterable[Line]:
    """Sentences: the text, the bases, the subject; not what is all capitals."""
    texts = [*(line for _role, line in paper.body), *(line for annex in paper.annexes for line in annex.body)]
    return (line for line in [*paper.of(Role.SUBJECT, Role.LETTER_SUBJECT), *texts] if not is_upper(line.text))


def _found(
    paper: Paper, shape: re.Pattern[str], right: dict[str, str] | None = None
) -> Iterator[tuple[Line, re.Match[str], tuple[Fix, ...]]]:
    for line in _lines(paper):
        for match in shape.finditer(line.text):
            wanted = (right or {}).get(match[0])
            start = line.start + match.start()
            yield line, match, (Edit(line.para, start, start + len(match[0]), wanted),) if wanted else ()


def _around(line: Line, match: re.Match[str]) -> str:
    return quoted(line.text[max(match.start() - 12, 0) : match.end() + 14])


@rule("capitals.unit", gettext_lazy("Chữ “tỉnh, huyện, xã, phường” viết thường trước tên riêng"), _NAMES)
def unit(paper: Paper) -> Iterator[Departure]:
    """Names that are numbers, persons or events keep the capital; so xã and phường are for a person to decide."""
    for line, match, fixes in _found(paper, _UNIT, {"Tỉnh": "tỉnh", "Huyện": "huyện"}):
        if fixes:
            yield Departure(_("Viết hoa"), line, _around(line, match), _("“%(word)s” viết thường") % {"word": match[0].lower()}, fixes)


@rule("capitals.commune", gettext_lazy("Chữ “xã, phường” trước tên riêng"), _NAMES, Severity.CAUTION)
def commune(paper: Paper) -> Iterator[Departure]:
    for line, match, fixes in _found(paper, _UNIT, {"Tỉnh": "tỉnh", "Huyện": "huyện"}):
        if not fixes:
            wanted = _("“%(word)s” viết thường, trừ khi tên là chữ số, tên người, sự kiện lịch sử") % {"word": match[0].lower()}
            yield Departure(_("Viết hoa"), line, _around(line, match), wanted)


@rule("capitals.committee", gettext_lazy("“Ủy ban nhân dân”, “Hội đồng nhân dân” viết hoa"), _BODIES)
def committee(paper: Paper) -> Iterator[Departure]:
    for line, match, _fixes in _found(paper, _SMALL_COMMITTEE):
        right = match[0][0].upper() + match[0][1:].replace("Ban", "ban").replace("Nhân", "nhân")
        start = line.start + match.start()
        yield Departure(_("Viết hoa"), line, _around(line, match), quoted(right), (Edit(line.para, start, start + len(right), right),))


@rule("capitals.people", gettext_lazy("“Nhân dân” viết hoa"), _OTHERS, Severity.CAUTION)
def people(paper: Paper) -> Iterator[Departure]:
    for line, match, fixes in _found(paper, _PEOPLE, {"nhân dân": "Nhân dân"}):
        if not _OF_THE_PEOPLE.search(line.text[: match.start()].rstrip()):
            yield Departure(_("Viết hoa"), line, _around(line, match), "“Nhân dân”", fixes)


@rule("capitals.state", gettext_lazy("“Nhà nước” viết hoa"), _OTHERS, Severity.CAUTION)
def state(paper: Paper) -> Iterator[Departure]:
    for line, match, fixes in _found(paper, _STATE, {"nhà nước": "Nhà nước"}):
        yield Departure(_("Viết hoa"), line, _around(line, match), "“Nhà nước”", fixes)


@rule("capitals.article", gettext_lazy("Viện dẫn: “Điều” viết hoa"), _OTHERS)
def article(paper: Paper) -> Iterator[Departure]:
    for line, match, fixes in _found(paper, _ARTICLE, {"điều": "Điều"}):
        yield Departure(_("Viết hoa"), line, _around(line, match), "“Điều”", fixes)


@rule("capitals.clause", gettext_lazy("Viện dẫn: “khoản, điểm” viết thường"), _OTHERS)
def clause(paper: Paper) -> Iterator[Departure]:
    for line, match, fixes in _found(paper, _CLAUSE, {"Khoản": "khoản", "Điểm": "điểm"}):
        yield Departure(_("Viết hoa"), line, _around(line, match), f"“{match[0].lower()}”", fixes)


@rule("capitals.sentence", gettext_lazy("Viết hoa đầu câu"), _SENTENCES, Severity.CAUTION)
def sentence(paper: Paper) -> Iterator[Departure]:
    for line, match, _fixes in _found(paper, _SENTENCE):
        start = line.start + match.start()
        fix = Edit(line.para, start, start + 1, match[0].upper())
        yield Departure(_("Viết hoa"), line, _around(line, match), _("chữ đầu câu viết hoa"), (fix,))


@rule("capitals.line", gettext_lazy("Viết hoa đầu dòng"), _SENTENCES, Severity.CAUTION)
def line_start(paper: Paper) -> Iterator[Departure]:
    """The first letter of a paragraph, after its number or hyphen; a paragraph that goes on after a comma is left alone."""
    goes_on = False
    for role, line in paper.body:
        match = re.match(rf"^(?:[-+•]\s*|\d+(?:\.\d+)*[.)]\s*|[a-zđ]\)\s*)?([{LOWER}])(?=[{LOWER}]* )", line.text)
        if match and not goes_on and role in (Role.BODY, Role.ITEM, Role.POINT, Role.CLAUSE_TITLE):
            start = line.start + match.start(1)
            fix = Edit(line.para, start, start + 1, match[1].upper())
            yield Departure(_("Viết hoa"), line, quoted(line.text[:40]), _("chữ đầu dòng viết hoa"), (fix,))
        goes_on = line.text.rstrip()[-1:].isalnum() or line.text.rstrip().endswith(",")
