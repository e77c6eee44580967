"""Fifty at once, each over a connection of their own, half of them failing: no number twice, none lost. On both databases."""

from collections.abc import Callable
from typing import cast

import pytest
from django.db import transaction

from chungtay.core.errors import RuleBroken
from chungtay.documents.actions.issuing import issue_document
from chungtay.documents.enums import DocumentKind
from chungtay.documents.models import IncomingDocument, NumberSeries, OfficialDocument
from chungtay.documents.queries import missing_numbers
from tests.make.documents import DAY, Desk, make_office, make_signed
from tests.make.incoming import make_incoming
from tests.make.places import make_province
from tests.parallel import InParallel

AT_ONCE = 50


class PowerCutError(Exception):
    """Something fails after the number was taken."""


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return make_office(make_province().here.unit)


@pytest.fixture(autouse=True)
def _small_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    for press in ("print_docx", "print_pdf"):
        monkeypatch.setattr(f"chungtay.documents.actions.issuing.{press}", lambda document: b"%d" % document.number)


def _fails_after(job: Callable[[], object]) -> Callable[[], object]:
    def cut() -> object:
        with transaction.atomic():
            job()
            raise PowerCutError

    return cut


def _issue(paper: OfficialDocument, desk: Desk) -> Callable[[], int | None]:
    return lambda: issue_document(paper, by=desk.officer, on=DAY).number


def test_numbers_without_gaps_or_doubles(desk: Desk, in_parallel: InParallel) -> None:
    papers = [make_signed(desk) for _ in range(AT_ONCE)]
    jobs: list[Callable[[], object]] = [_issue(paper, desk) for paper in papers]
    mixed = [job if place % 2 else _fails_after(job) for place, job in enumerate(jobs)]
    first = in_parallel(mixed)
    assert [type(one) for one in first[::2]] == [PowerCutError] * (AT_ONCE // 2)
    assert sorted(first[1::2], key=str) == sorted(range(1, AT_ONCE // 2 + 1), key=str)
    second = in_parallel(jobs[::2])  # those that failed try again
    assert sorted(second, key=str) == sorted(range(AT_ONCE // 2 + 1, AT_ONCE + 1), key=str)
    ((symbols, missing, next_number),) = cast("list[tuple[object, object, object]]", in_parallel([_state]))
    assert symbols == [f"{number:02d}/BC-UBND" for number in range(1, AT_ONCE + 1)]
    assert (missing, next_number) == ([], AT_ONCE + 1)


def _state() -> tuple[list[str], list[object], int]:
    rows = OfficialDocument.objects.out().order_by("number").values_list("symbol", flat=True)
    return list(rows), list(missing_numbers()), NumberSeries.objects.get().next_number


def test_one_paper_issued_by_many_takes_one_number(desk: Desk, in_parallel: InParallel) -> None:
    paper = make_signed(desk)
    found = in_parallel([_issue(paper, desk) for _ in range(10)])
    assert [one for one in found if not isinstance(one, RuleBroken)] == [1]
    assert in_parallel([lambda: NumberSeries.objects.get().next_number]) == [2]


def test_series_of_other_kinds_do_not_mix(desk: Desk, in_parallel: InParallel) -> None:
    kinds = [DocumentKind.BAO_CAO, DocumentKind.KE_HOACH, DocumentKind.CONG_VAN]
    papers = [make_signed(desk, kind=kind) for kind in kinds for _ in range(4)]
    found = in_parallel([_issue(paper, desk) for paper in papers])
    assert [sorted(found[start : start + 4], key=str) for start in (0, 4, 8)] == [[1, 2, 3, 4]] * 3


def test_arrivals_without_gaps_or_doubles(desk: Desk, in_parallel: InParallel) -> None:
    def arrive() -> object:
        return make_incoming(desk).number

    found = in_parallel([arrive if place % 2 else _fails_after(arrive) for place in range(20)])
    assert sorted(found[1::2], key=str) == sorted(range(1, 11), key=str)


def test_one_paper_that_arrives_at_two_desks_is_registered_once(desk: Desk, in_parallel: InParallel) -> None:
    found = in_parallel([lambda: make_incoming(desk, symbol="210/KH-UBND").number for _ in range(6)])
    assert [one for one in found if not isinstance(one, RuleBroken)] == [1]
    assert in_parallel([IncomingDocument.objects.count]) == [1]
