"""What a programme's paper may say of a round's answers besides their totals: who said no and why, and what the units wrote."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from chungtay.core.vietnamese import fold
from chungtay.indicators.enums import AddsUp
from chungtay.reports.paper_names import Occasion, Opinion, Reply
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.likeness import Likes, Said, groups, sentences
from chungtay.submissions.models import Answer, Narrative, Submission
from chungtay.submissions.queries import lying_in, unit_names

MOST_OPINIONS: Final = 6  # of one text that a template is given; the page of the report offers them all
# A sentence of these words alone says that there is nothing to say.
_NOTHING: Final = frozenset(fold("không có gì kiến nghị đề xuất tồn tại hạn chế khó khăn vướng mắc nguyên nhân ý nào thêm").split())


def counted(occasion: Occasion) -> QuerySet[Submission]:
    """The accepted submissions of the territory, and its own as soon as it is sent."""
    own = Q(status=SubmissionStatus.SUBMITTED, unit=occasion.territory)
    rows = Submission.objects.filter(round=occasion.round, **lying_in(occasion.territory, occasion.round))
    return rows.filter(Q(status=SubmissionStatus.ACCEPTED) | own)


# ── Yes or no ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def replies_of(occasion: Occasion) -> dict[str, Reply]:
    """By indicator of yes or no, also those that nobody answered."""
    asked = [one.code for one in occasion.round.pack.asked_indicators if one.adds_up == AddsUp.YES_NO]
    said: defaultdict[str, list[Answer]] = defaultdict(list)
    rows = Answer.objects.filter(submission__in=counted(occasion), indicator__in=asked, by="", value__isnull=False)
    for row in rows.select_related("submission").order_by("submission"):
        said[row.indicator].append(row)
    return {code: _reply(said[code], occasion) for code in asked}


def _reply(said: list[Answer], occasion: Occasion) -> Reply:
    own = [row for row in said if row.submission.unit_id == occasion.territory.pk] or (said if len(said) == 1 else [])
    yes = sum(1 for row in said if row.value)
    if not own:
        return Reply(da_tra_loi=False, co=False, ly_do="", n=yes, tong=len(said))
    reason = own[0].reason.strip().rstrip(".")
    return Reply(da_tra_loi=True, co=bool(own[0].value), ly_do=reason, n=yes, tong=len(said))


# ── What was written ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def likes_of(occasion: Occasion) -> dict[str, list[Likes]]:
    """By text of the form, what the units wrote, likes together; that there is nothing to say is left out."""
    said: defaultdict[str, list[Said]] = defaultdict(list)
    rows = Narrative.objects.filter(submission__in=counted(occasion)).exclude(text="").order_by("submission", "pk")
    for code, submission, text in rows.values_list("code", "submission", "text"):
        said[code] += [Said(submission, sentence) for sentence in sentences(text) if not says_nothing(sentence)]
    return {ask.code: groups(said[ask.code]) for ask in occasion.round.pack.texts}


def says_nothing(sentence: str) -> bool:
    """'Không.', 'Không có kiến nghị gì'."""
    words = fold(sentence).split()
    return words[:1] == ["khong"] and _NOTHING.issuperset(words)


def opinions_of(likes: dict[str, list[Likes]], *, on: date) -> dict[str, tuple[Opinion, ...]]:
    """The first of them as a template is given them."""
    shown = {code: found[:MOST_OPINIONS] for code, found in likes.items()}
    names = names_of_submissions({one.submission for found in shown.values() for like in found for one in like.members}, on=on)
    return {code: tuple(_opinion(like, names) for like in found) for code, found in shown.items()}


def _opinion(like: Likes, names: dict[int, str]) -> Opinion:
    units = tuple(dict.fromkeys(names[one.submission] for one in like.members))
    return Opinion(as_sentence(like.text), like.units, units)


def as_sentence(text: str) -> str:
    """With a capital and a full stop, as it stands in a paper."""
    text = text.strip().rstrip(" ;,")
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?', '…')) else '.'}"


def names_of_submissions(submissions: Collection[int], *, on: date) -> dict[int, str]:
    """By submission what its unit was called that day."""
    units = dict(Submission.objects.filter(pk__in=submissions).values_list("pk", "unit"))
    names = unit_names(set(units.values()), on=on)
    return {pk: names[unit] for pk, unit in units.items()}
