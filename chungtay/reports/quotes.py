"""Sentences of the units' texts within a report: where the template puts which text, and how a sentence taken over stands there now.

A source mark is no sign in the text: a quote keeps the words as they were taken, and the section's sentences are looked at. So the mark
survives whatever people write around it, is never printed, and an edited sentence is still known by its words (submissions/likeness).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from chungtay.core.vietnamese import fold
from chungtay.reports.enums import Standing
from chungtay.reports.models import Quote, Report
from chungtay.submissions.likeness import Likes, Said, groups, sentences

_BEGINS: Final = re.compile(r"§ ([a-z][a-z0-9_]*)")
_OPINIONS: Final = re.compile(r"\by_kien\.([a-z][a-z0-9_]*)")
_TOKEN: Final = re.compile(r"\{([^{}#]*)#\d+\}")


def texts_of_sections(template: str) -> dict[str, tuple[str, ...]]:
    """By section of the template the texts of the round's form that it prints."""
    found: dict[str, dict[str, None]] = {}
    key = ""
    for line in template.splitlines():
        if match := _BEGINS.fullmatch(line.strip()):
            key = match[1]
        for code in _OPINIONS.findall(line) if key else ():
            found.setdefault(key, {})[code] = None
    return {key: tuple(codes) for key, codes in found.items()}


def standing(taken: str, section: str) -> Standing:
    """Whether the section's text still has the sentence, in these words or in like ones."""
    said = _sentences(section)
    if fold(taken) in {fold(sentence) for sentence in said}:
        return Standing.SAME
    is_like = any(len(groups([Said(0, taken), Said(1, sentence)])) == 1 for sentence in said)
    return Standing.EDITED if is_like else Standing.GONE


def _sentences(section: str) -> list[str]:
    """Those of a section as a person typed it."""
    return sentences(_TOKEN.sub(r"\1", section).replace("\\", ""))


def quote_of(like: Likes, *, report: Report, number: int, section: str, code: str) -> Quote:
    """Not yet written."""
    sources = [{"submission": one.submission, "text": one.text} for one in like.members]
    return Quote(report=report, number=number, section=section, code=code, text=like.text, sources=sources)


def drawn(sections: Sequence[Mapping[str, Any]], likes: Mapping[str, Sequence[Likes]], template: str) -> Iterator[tuple[str, str, Likes]]:
    """Section, text of the form and sentence of all that the template itself has printed."""
    codes = texts_of_sections(template)
    for section in sections:
        said = {fold(sentence) for sentence in _sentences(section["text"])}
        for code in codes.get(section["key"], ()):
            yield from ((section["key"], code, like) for like in likes.get(code, ()) if fold(like.text) in said)
