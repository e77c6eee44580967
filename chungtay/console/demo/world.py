"""The whole demo world, in one transaction: a half of it never stays."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from chungtay.accounts.models import Role, User
from chungtay.accounts.queries import roles_of, unit_names
from chungtay.console.demo import agencies, children, contributions, gifts, needs, papers, people, schools
from chungtay.console.demo.lands import Lands
from chungtay.console.demo.programme import start_the_programme
from chungtay.console.demo.rounds import ask_schools, put_by_old_notices
from chungtay.places.actions.national import load_national_units
from chungtay.places.models import OrgUnit

Progress = Callable[[str], None]
_LAST_FOUNDED = "vhxh-thanh-an"


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """What to try the product with: the login name, and each role held today with its unit."""

    username: str
    roles: tuple[tuple[str, str], ...]


@transaction.atomic
def build_demo(*, progress: Progress = lambda _text: None) -> None:
    load_national_units(progress=progress)
    lands = Lands()
    progress("Lập các cơ quan trước 01/7/2025…")
    agencies.found_old_agencies(lands)
    progress("Lập các trường và điểm trường của huyện Điện Biên và huyện Ngọc Hồi…")
    schools.found_schools(lands)
    progress("Sắp xếp lại từ 01/7/2025: cơ quan mới, trường về xã mới…")
    agencies.found_new_agencies(lands)
    agencies.move_lasting_agencies(lands)
    schools.move_schools(lands)
    progress("Mời người dùng mẫu…")
    people.invite_people()
    agencies.close_old_agencies(lands)
    progress("Soạn vài văn bản mẫu…")
    papers.write_papers()
    progress("Chương trình “Điều ước cho em” năm 2021: văn bản, đầu mối, nhu cầu của các trường…")
    programme = start_the_programme()
    needs.record_needs_of_2021(programme)
    progress("Nhu cầu của các trường hôm nay…")
    needs.record_needs_of_today(programme)
    contributions.record_contributions(programme)
    papers.begin_report_of_this_year(programme)
    progress("Các trường trả lời đợt năm 2026; “Tháng hành động vì trẻ em” ở huyện Ngọc Hồi năm 2021 và ở các xã hôm nay…")
    ask_schools(programme)
    children.act_for_children(lands)
    progress("Nhà tài trợ, tiền và hiện vật về xã Thanh An…")
    gifts.record_gifts(programme)
    put_by_old_notices()


def is_built() -> bool:
    return OrgUnit.objects.filter(code=_LAST_FOUNDED).exists()


def is_in_use() -> bool:
    """Whether somebody works here already: then a demo has no place here."""
    return User.objects.exists()


def shown_accounts(*, on: date) -> list[ShownAccount]:
    """The accounts of the demo world in the order in which they are listed there, as far as they still exist."""
    found = {user.username: user for user in User.objects.filter(username__in=[account.username for account in people.ACCOUNTS])}
    users = [found[account.username] for account in people.ACCOUNTS if account.username in found]
    roles = roles_of(users, on=on)
    names = unit_names([role for held in roles.values() for role in held], on=on)
    return [ShownAccount(user.username, tuple((_label(role), names[role.unit_id]) for role in roles[user.pk])) for user in users]


def _label(role: Role) -> str:
    levels = ", ".join(role.level_labels)
    return f"{role.get_kind_display()} ({levels})" if levels else str(role.get_kind_display())
