"""What must be true of submissions, whoever wrote into their tables."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from chungtay.core.invariants import Broken, Invariant, check_time, found_by
from chungtay.programmes.models import Round
from chungtay.submissions.enums import SENT
from chungtay.submissions.models import Answer, Submission, Tally
from chungtay.submissions.tallying import tallied

_AT_ONCE: Final = 500
_COMPARED: Final = tuple(field.attname for field in Tally._meta.concrete_fields if field.name != "id")
_SENT: Final = ", ".join(f"'{status.value}'" for status in SENT)


def sent_is_tallied() -> Iterator[Broken]:
    sql = (
        "SELECT s.id, s.status, t.status FROM submissions_submission s LEFT JOIN submissions_tally t ON t.submission_id = s.id "
        f"WHERE (t.id IS NULL AND s.status IN ({_SENT})) OR t.status <> s.status ORDER BY s.id"
    )
    return found_by(sql, lambda pk, status, counted: Broken(_named(pk), f"là “{status}”, trong bảng cộng là “{counted or 'không có'}”"))


def _named(pk: int) -> str:
    return f"Báo cáo nộp {pk}"


def tallies_hold() -> Iterator[Broken]:
    """The columns of what is sent, reckoned anew from its answers."""
    rounds = Round.objects.select_related("programme", "version").in_bulk()
    after = 0
    while found := list(Submission.objects.filter(status__in=SENT, pk__gt=after).order_by("pk")[:_AT_ONCE]):
        check_time()
        answers, kept = _by_submission(Answer, found), _by_submission(Tally, found)
        for one in found:
            one.round = rounds[one.round_id]
            made = tallied(one, {answer.cell: answer for answer in answers.get(one.pk, ())})
            if _values(made) != _values(kept.get(one.pk, ())):
                yield Broken(_named(one.pk), "bảng cộng không bằng các số liệu của nó")
        after = found[-1].pk


def _by_submission(model: Any, found: Sequence[Submission]) -> dict[int, list[Any]]:
    rows = model.objects.filter(submission__in=found).order_by("submission_id")
    return {pk: list(group) for pk, group in groupby(rows, lambda row: row.submission_id)}


def _values(rows: Sequence[Tally]) -> list[tuple[Any, ...]]:
    return sorted(
        (tuple(getattr(row, name) for name in _COMPARED) for row in rows), key=lambda values: values[: _COMPARED.index("round_id")]
    )


_MEND: Final = "Số tổng hợp của đợt ấy chưa đáng tin. Trả lại báo cáo ấy rồi gửi và nhận lại để cộng lại; tìm trong nhật ký ai đã sửa."

INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant("submissions.sent_is_tallied", "Báo cáo đã gửi có trong bảng cộng, đúng tình trạng của nó.", sent_is_tallied, _MEND),
    Invariant("submissions.tallies_hold", "Bảng cộng bằng các số liệu mà đơn vị đã gửi.", tallies_hold, _MEND),
)
