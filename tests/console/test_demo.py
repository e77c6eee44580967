"""`manage.py demo` and `manage.py load_units`: the same each time, all or nothing, harmless where people work."""

from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from chungtay.accounts.models import User
from chungtay.activities.models import Activity
from chungtay.console.demo import schools, world
from chungtay.console.demo.lands import Lands
from chungtay.console.demo.people import ACCOUNTS, PASSWORD
from chungtay.needs.models import NeedState
from chungtay.places.actions.national import load_national_units
from chungtay.places.models import Decision, Designation, OrgUnit, Placement, Succession
from chungtay.programmes.models import Participation
from chungtay.submissions.models import Answer, Submission
from chungtay.support.models import Contribution
from tests.make.kept import standing_on
from tests.make.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("national_units")]


def demo(**options: bool) -> str:
    said = StringIO()
    call_command("demo", stdout=said, stderr=said, **options)
    return said.getvalue()


def snapshot() -> list[object]:
    """All that the demo world says, without ids and passwords."""
    placed = Placement.objects.values_list("unit__code", "parent__code", "kind", "valid_from", "valid_to", "decision__number")
    named = Designation.objects.values_list("unit__code", "title", "name", "short_name", "levels", "valid_from", "valid_to")
    held = User.objects.values_list("username", "full_name", "roles__kind", "roles__unit__code", "roles__valid_from", "roles__valid_to")
    stood = NeedState.objects.values_list("need__what", "school__code", "site__code", "status", "met_quantity", "valid_from", "valid_to")
    answered = Participation.objects.values_list("round__code", "unit__code", "joined_on", "is_nil")
    received = Contribution.objects.values_list("unit__code", "kind", "quantity", "value_vnd", "received_on")
    done = Activity.objects.values_list("title", "unit__code", "ended_on", "people", "outputs__output", "outputs__value")
    sent = Submission.objects.values_list("round__code", "unit__code", "answers_to__code", "status", "last_sent_at", "accepted_at")
    said = Answer.objects.values_list("submission__unit__code", "indicator", "by", "value", "of", "estimate", "on_record", "written_at")
    return [sorted(rows, key=str) for rows in (placed, named, held, stood, answered, received, done, sent, said)]


@pytest.fixture(scope="module")
def made_before(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[object]:
    """What another process has made from nothing."""
    with django_db_blocker.unblock(), standing_on("demo"):
        return snapshot()


@pytest.mark.sqlite_only(reason="the commands are the same; on PostgreSQL the world that they made is read by the tests of its parts")
def test_it_makes_the_same_world_each_time_and_says_how_to_sign_in(made_before: list[object]) -> None:
    said = demo()
    assert snapshot() == made_before
    assert "Lập các trường và điểm trường" in said
    assert PASSWORD in said
    assert [line.split()[0] for line in said.splitlines()[-len(ACCOUNTS) :]] == [account.username for account in ACCOUNTS]
    again = demo(if_empty=True)
    assert "Lập các trường" not in again
    assert "Đầu mối cấp học (Mầm non), Sở Giáo dục và Đào tạo tỉnh Điện Biên" in again


def test_half_a_demo_never_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot()

    def fail(_lands: Lands) -> None:
        assert snapshot() != before
        raise ConnectionError

    monkeypatch.setattr(schools, "found_schools", fail)
    with pytest.raises(ConnectionError):
        world.build_demo()
    assert snapshot() == before
    assert not world.is_built()


@pytest.mark.parametrize("if_empty", [True, False])
def test_no_demo_where_people_work(if_empty: bool) -> None:
    make_person("nguoi-that", "Người thật")
    units = OrgUnit.objects.count()
    assert ("đã có người dùng" in demo(if_empty=if_empty)) is not if_empty
    assert OrgUnit.objects.count() == units


def test_loading_the_national_units_again_adds_nothing() -> None:
    tables = (OrgUnit, Designation, Placement, Succession, Decision)
    before = [table._default_manager.count() for table in tables]
    result = load_national_units()
    assert (result.units, result.successions, result.changes) == (0, 0, 0)
    assert [table._default_manager.count() for table in tables] == before


def test_the_national_load_says_how_far_it_is() -> None:
    said = StringIO()
    call_command("load_units", stdout=said)
    assert said.getvalue().splitlines()[-1].startswith("Xong: 0 đơn vị mới")
