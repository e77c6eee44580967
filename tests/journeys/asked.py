"""A round of “Tháng hành động vì trẻ em” in huyện Ngọc Hồi in 2022: seven of its eight communes have sent, one of them late."""

from datetime import date
from typing import Any, Final

from chungtay.accounts.enums import RoleKind
from chungtay.console.demo.children import SLUG
from chungtay.console.demo.lands import unit
from chungtay.console.demo.steps import at
from chungtay.core import clock
from chungtay.indicators.reading import Reading
from chungtay.programmes.actions import open_round
from chungtay.programmes.models import Programme, Round
from chungtay.submissions.actions import Given, GivenText, ask_round, save_answers, send_submission
from tests.make.people import make_role

LEADER: Final = "lanhdao-ngoc-hoi"
NAME: Final = "Tháng hành động vì trẻ em năm 2022"
# When, how many children, how many of them in special circumstances, what was short; the communes are to send by 05/7.
_SENT: Final = {
    "23377": ("2022-07-01T08:30", 5310, 88, "Số liệu của vài tổ dân phố về muộn."),
    "23380": ("2022-07-04T15:10", 1955, 63, "Người phụ trách trẻ em làm nhiều việc nên theo dõi chưa đều."),
    "23386": ("2022-07-05T10:20", 1510, 45, "Người phụ trách trẻ em của xã làm nhiều việc nên theo dõi chưa đều."),
    "23389": ("2022-07-04T09:00", 2375, 73, "Các thôn gửi số chậm."),
    "23392": ("2022-07-05T16:40", 1930, 60, "Các thôn gửi số còn chậm."),
    "23395": ("2022-07-02T14:00", 2715, 71, "Người phụ trách trẻ em làm nhiều việc."),
    "23398": ("2022-07-06T07:50", 2030, 56, ""),
}


def ask_in_2022() -> Round:
    """It is the morning of 06/7/2022; xã Đăk Dục has sent nothing yet."""
    programme = Programme.objects.get(slug=SLUG)
    with clock.standing_at(at("2022-05-16T09:00")):
        month: dict[str, Any] = {"starts_on": date(2022, 6, 1), "ends_on": date(2022, 6, 30), "due_on": date(2022, 7, 10)}
        asked = open_round(programme, by=None, code="2022", name=NAME, **month)
        ask_round(asked, by=None, top=unit("611"), on=asked.starts_on)
    for code, (sent_at, children, special, limits) in _SENT.items():
        submission = asked.submissions.get(unit__code=code)
        given = {
            "launch_event": Reading(1),
            "children_total": Reading(children),
            "special_children": Reading(special),
            "bicycles": Reading(5),
            "local_budget_vnd": Reading(1_000_000),
        }
        with clock.standing_at(at(sent_at)):
            save_answers(
                submission,
                by=None,
                given={field: Given(now=reading, was=None) for field, reading in given.items()},
                texts={"limits": GivenText(now=limits, was="")},
            )
            send_submission(submission, by=None, on_record={})
    make_role(RoleKind.LEADER, unit("bdh-ngoc-hoi"), username=LEADER, on=date(2021, 1, 4))
    return asked
