"""What many units wrote, sentence by sentence, likes together: by their words alone, the same every time, each with where it stands."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from chungtay.core.vietnamese import fold
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.submissions.enums import SENT
from chungtay.submissions.models import Narrative
from chungtay.submissions.queries import narrowed

FEWEST_CONTAINED: Final = 3  # a single "không" lies in many sentences and means none of them
_MARK: Final = re.compile(r"^\s*(?:[-–—+*•▪●○➢►✓]+|\(?\d{1,2}[.)]|\(?[a-zđ][.)])\s+", re.IGNORECASE)
_END: Final = re.compile(r"(?<=[.!?…;])\s+(?=[^\W\d_a-z]|\d)")
_SHORT: Final = re.compile(r"(?:^|[\s(])(?:TP|Tp|TX|Tx|TT|Tt|Q|P|H|X|T|ThS|TS|GS|PGS|BS|KS|ĐT|tr|vd|VD)\.$")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and the id of the submission in which it stands."""

    submission: int
    text: str


@dataclass(frozen=True, slots=True)
class Likes:
    """Sentences that say the same; `text` is the one that most units wrote, else the longest."""

    text: str
    members: tuple[Said, ...]

    @property
    def units(self) -> int:
        return len({one.submission for one in self.members})


def rolled_up(asked: Round, *, collector: OrgUnit | None = None, territory: OrgUnit | None = None) -> dict[str, list[Likes]]:
    """By text of the form, what the units wrote that have sent: those that answer to `collector`, or that lie in `territory`."""
    rows = Narrative.objects.filter(submission__round=asked, submission__status__in=SENT).exclude(text="")
    rows = narrowed(rows, asked, collector, territory, prefix="submission__")
    found: dict[str, list[Said]] = {ask.code: [] for ask in asked.pack.texts}
    for code, submission, text in rows.order_by("submission", "pk").values_list("code", "submission", "text"):
        found.setdefault(code, []).extend(Said(submission, sentence) for sentence in sentences(text))
    return {code: groups(said) for code, said in found.items()}


def sentences(text: str) -> list[str]:
    """The sentences of a text and the lines of a list, without their dashes and numbers."""
    return [sentence for line in text.splitlines() for sentence in _of_line(_MARK.sub("", line).strip())]


def _of_line(line: str) -> Iterator[str]:
    begun = ""
    for part in _END.split(line):
        begun = f"{begun} {part}".strip()
        if not _SHORT.search(begun):
            if fold(begun):
                yield begun
            begun = ""
    if fold(begun):
        yield begun


def groups(said: Iterable[Said]) -> list[Likes]:
    """Alike are two sentences that share half of all their words, or of which one holds all words of the other.

    What most units wrote comes first, then what was said first.
    """
    said = list(said)
    by_words: dict[frozenset[str], list[int]] = defaultdict(list)
    for place, one in enumerate(said):
        by_words[frozenset(fold(one.text).split())].append(place)
    found = [sorted(place for words in group for place in by_words[words]) for group in _grouped(by_words)]
    made = [(places[0], _likes([said[place] for place in places])) for places in found]
    return [likes for _first, likes in sorted(made, key=lambda pair: (-pair[1].units, pair[0]))]


def _grouped(by_words: Collection[frozenset[str]]) -> list[list[frozenset[str]]]:
    """Each set of words goes to the nearest longer one that leads a group, or leads one itself.

    Leaders are looked up by their words, the rarest first: to be alike, a longer one must share two thirds of the words, and so one of the
    rarest third and one more.
    """
    often = Counter(word for words in by_words for word in words)
    found: list[list[frozenset[str]]] = []
    leading: dict[str, list[int]] = defaultdict(list)
    for words in sorted(by_words, key=lambda words: (-len(words), sorted(words))):
        rare = sorted(words, key=lambda word: (often[word], word))
        candidates = {place for word in rare[: len(rare) // 3 + 1] for place in leading[word]}
        near = max(((_nearness(words, found[place][0]), -place) for place in candidates), default=(0.0, 0))
        if near[0] > 0:
            found[-near[1]].append(words)
            continue
        for word in words:
            leading[word].append(len(found))
        found.append([words])
    return found


def _nearness(words: frozenset[str], leader: frozenset[str]) -> float:
    """The share of common words; 0 where they are not alike."""
    both = len(words & leader)
    share = both / (len(words) + len(leader) - both)
    return share if share >= 0.5 or FEWEST_CONTAINED <= len(words) == both else 0.0


def _likes(members: Sequence[Said]) -> Likes:
    units: dict[str, set[int]] = defaultdict(set)
    for one in members:
        units[fold(one.text)].add(one.submission)
    best = min(members, key=lambda one: (-len(units[fold(one.text)]), -len(one.text), one.text))
    return Likes(best.text, tuple(members))
