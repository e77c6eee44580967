"""Sixty in the queue: one act, each need with its own entry; what cannot be done is said need by need."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.needs.actions import publish_needs, return_needs, verify_needs
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from tests.make.needs import ON, make_need
from tests.make.people import make_user
from tests.make.places import Province

S = NeedStatus
NEXT = ON + timedelta(days=1)


def test_sixty_at_once_in_a_bounded_number_of_queries_each(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    needs = [make_need(province.here.school, status=S.SUBMITTED) for _ in range(64)]

    def queries(some: list[Need]) -> int:
        with CaptureQueriesContext(connection) as captured:
            done, refused = verify_needs(some, by=officer, on=NEXT)
        assert (len(done), refused) == (len(some), [])
        return len(captured)

    few, many = queries(needs[:4]), queries(needs[4:])
    assert (many - few) / 56 <= 7  # savepoint, the need, its states, the audit
    assert AuditEntry.objects.filter(act="need.verified", actor=officer).count() == 64


def test_what_cannot_be_done_is_said_and_the_rest_is_done(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    own, fine = make_need(province.here.school, status=S.SUBMITTED, by=officer), make_need(province.here.school, status=S.SUBMITTED)
    draft, elsewhere = make_need(province.here.school, status=S.DRAFT), make_need(province.there.school, status=S.SUBMITTED)
    done, refused = verify_needs([elsewhere, draft, own, fine], by=officer, on=NEXT)
    assert [need.pk for need in done] == [fine.pk]
    sentences = {need.pk: sentence for need, sentence in refused}
    assert "không tự xác minh" in sentences[own.pk]
    assert "“Đang ghi”" in sentences[draft.pk]
    assert "ngoài phạm vi" in sentences[elsewhere.pk]


def test_returning_and_publishing_many(province: Province) -> None:
    needs = [make_need(province.here.school, status=S.VERIFIED) for _ in range(3)]
    with pytest.raises(RuleBroken) as refusal:
        return_needs(needs, by=None, on=NEXT, reason=" ")
    assert refusal.value.field == "reason"
    done, refused = publish_needs(needs[:2], by=None, on=NEXT)
    assert ([need.status for need in done], refused) == ([S.PUBLISHED] * 2, [])
    done, refused = return_needs(needs, by=None, on=NEXT, reason="Ghi rõ hơn")
    assert (done, len(refused)) == ([needs[2]], 2)
    assert needs[2].remarks.get().reason == "Ghi rõ hơn"


def test_a_day_too_early_is_said_for_each(province: Province) -> None:
    need = make_need(province.here.school, status=S.SUBMITTED)
    done, [(row, sentence)] = verify_needs([need], by=None, on=ON - timedelta(days=1))
    assert (done, row) == ([], need)
    assert "02/3/2026" in sentence
