"""What donors promise and give in xã Thanh An in the autumn of 2026: one gift all the way to the children, others on their way."""

import csv
import io
from datetime import date
from typing import Any, Final

from chungtay.accounts.models import User
from chungtay.banking.actions.accounts import open_account
from chungtay.console.demo.lands import unit
from chungtay.console.demo.steps import at, user
from chungtay.core import clock
from chungtay.donors.actions import record_donor
from chungtay.donors.enums import ConsentHow, DonorKind, PublicAs
from chungtay.donors.models import Donor
from chungtay.ledger.actions import seal
from chungtay.needs.models import Need
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.actions import agree_pledge, offer_pledge
from chungtay.support.actions.allocating import allocate
from chungtay.support.actions.delivering import confirm_delivery, hand_over
from chungtay.support.actions.matching import Gift, book_gift, book_interest
from chungtay.support.actions.receiving import receive_goods
from chungtay.support.actions.statements import take_statement
from chungtay.support.handing import Handed
from chungtay.support.minutes import Minutes, Received
from chungtay.support.models import Contribution, Pledge
from chungtay.support.promised import LineForm

_OFFICER: Final = "canbo-thanh-an"
_VIETCOMBANK: Final = "970436"
_PURPOSE: Final = "ung ho"


def record_gifts(programme: Programme) -> None:
    """A company pays for warm clothes, somebody promises a half of a toilet, an association brings blankets."""
    clothes, toilet = _need("mn-thanh-an-hin-phon", "warm_clothes"), _need("mn-thanh-an-nam-lay", "toilet_new")
    pledge = _pledge(programme, clothes, _company(), None, "2026-11-02T09:10")
    _pledge(programme, toilet, _person(), 30_000_000, "2026-11-18T20:30")
    home = pledge.unit
    with clock.standing_at(at("2026-11-03T08:00")):
        open_account(
            home,
            by=None,
            bank_bin=_VIETCOMBANK,
            number="0911000020260",
            holder="UBND XA THANH AN",
            opened_on=date(2026, 11, 3),
            on=date(2026, 11, 3),
            note="Tiếp nhận tài trợ giáo dục",
        )
    _money_comes(home, pledge)
    _clothes_go(pledge)
    _goods_come(programme, home)
    with clock.standing_at(at("2026-11-20T00:05")):  # as the worker does each night
        seal(clock.now())


def _need(place: str, item: str) -> Need:
    """The need of today's list at that school or site."""
    found = unit(place)
    at_place = {"site": found} if found.type == UnitType.SITE else {"school": found, "site": None}
    return Need.objects.get(item=item, recorded_on__year=2026, **at_place)


def _company() -> Donor:
    named: dict[str, Any] = {"public_as": PublicAs.NAME, "consent_how": ConsentHow.ONLINE}
    return _donor("2026-11-02T09:00", kind=DonorKind.COMPANY, name="Công ty Cổ phần Nắng Sớm (mẫu)", **named)


def _person() -> Donor:
    named: dict[str, Any] = {"public_as": PublicAs.ALIAS, "alias": "Bạn của bản xa", "consent_how": ConsentHow.ONLINE}
    return _donor("2026-11-18T20:20", kind=DonorKind.PERSON, name="Nhà hảo tâm (mẫu)", **named)


def _association() -> Donor:
    named: dict[str, Any] = {"public_as": PublicAs.NAME, "consent_how": ConsentHow.PAPER}
    return _donor("2026-11-12T09:50", by=user(_OFFICER), kind=DonorKind.ORGANISATION, name="Hội đồng hương Thanh An (mẫu)", **named)


def _donor(told: str, *, kind: str, name: str, by: User | None = None, **more: Any) -> Donor:
    instant = at(told)
    with clock.standing_at(instant):
        return record_donor(by=by, at=unit("vhxh-thanh-an"), on=clock.day_of(instant), kind=kind, name=name, **more)


def _pledge(programme: Programme, need: Need, donor: Donor, amount_vnd: int | None, told: str) -> Pledge:
    instant = at(told)
    day = clock.day_of(instant)
    with clock.standing_at(instant):
        pledge = offer_pledge(donor, by=None, programme=programme, lines=[LineForm(amount_vnd=amount_vnd, need_id=need.pk)], on=day)
        return agree_pledge(pledge, by=None, on=day)


def _money_comes(home: OrgUnit, pledge: Pledge) -> None:
    """The bank's file of the first half of November: the promised money, a gift nobody has explained yet, interest."""
    amount = sum(line.amount_vnd or 0 for line in pledge.lines.all())
    lines = [
        ("05/11/2026", "FT26309001", amount, f"MBVCB.7788.{_PURPOSE} {pledge.payment_code}.CT tu 00112233 CTCP NANG SOM"),
        ("09/11/2026", "FT26313044", 2_000_000, "UNG HO CAC CHAU VUNG CAO"),
        ("15/11/2026", "FT26319900", 1_850, "TRA LAI TIEN GUI"),
    ]
    with clock.standing_at(at("2026-11-16T08:30")):
        account = home.bank_accounts.get()
        file, day = _statement(lines, account.number), date(2026, 11, 16)
        statement = take_statement(account, by=None, upload=file, name="sao-ke-11-2026.csv", on=day).statement
        money, _unknown, interest = statement.lines.order_by("row")
        book_gift(money, by=None, on=day, gift=Gift(pledge))
        book_interest(interest, by=None, on=day, programme=pledge.programme)


def _clothes_go(pledge: Pledge) -> None:
    """To the children of Hin Phon; whoever is there confirms it."""
    with clock.standing_at(at("2026-11-17T09:00")):
        gift = Contribution.objects.get(pledge_line__pledge=pledge)
        line = gift.pledge_line
        assert line is not None
        assert line.need is not None
        clothes = allocate(
            gift,
            by=None,
            on=date(2026, 11, 17),
            amount=gift.amount,
            need=line.need,
            need_quantity=line.need_quantity,
            need_vnd=line.need_vnd,
            pledge_line=line,
        )
    with clock.standing_at(at("2026-11-18T10:00")):
        delivery = hand_over(
            clothes.unit,
            by=user(_OFFICER),
            on=date(2026, 11, 18),
            lines=[Handed(clothes, clothes.amount, met_quantity=line.need.quantity)],
            giver_name="Công chức Văn hóa – Xã hội xã Thanh An",
            receiver_name="Cô giáo phụ trách điểm trường Hin Phon",
            place="Điểm trường Hin Phon",
        )
    with clock.standing_at(at("2026-11-19T07:40")):
        confirm_delivery(delivery, by=user("diemtruong-hin-phon"), on=date(2026, 11, 19))


def _statement(lines: list[tuple[str, str, int, str]], number: str) -> bytes:
    """As a bank writes it."""
    file, balance = io.StringIO(), 1_000_000
    rows = csv.writer(file)
    rows.writerow(["Số tài khoản", number])
    rows.writerow(["Từ ngày", "01/11/2026", "Đến ngày", "15/11/2026"])
    rows.writerow(["Số dư đầu kỳ", f"{balance:,}"])
    rows.writerow(["Ngày giao dịch", "Số bút toán", "Phát sinh nợ", "Phát sinh có", "Số dư", "Nội dung"])
    for day, reference, amount, words in lines:
        balance += amount
        rows.writerow([day, reference, "", f"{amount:,}", f"{balance:,}", words])
    rows.writerow(["Số dư cuối kỳ", f"{balance:,}"])
    return file.getvalue().encode("utf-8-sig")


def _goods_come(programme: Programme, home: OrgUnit) -> None:
    with clock.standing_at(at("2026-11-12T10:00")):
        minutes = Minutes(
            date(2026, 11, 12),
            donor=_association(),
            place="Trụ sở UBND xã Thanh An",
            giver_name="Đại diện Hội đồng hương",
            receiver_name="Công chức Văn hóa – Xã hội xã",
        )
        reception = receive_goods(
            home,
            by=None,
            on=date(2026, 11, 12),
            programme=programme,
            minutes=minutes,
            lines=[Received("blankets", 60, value_vnd=15_000_000)],
            store=home,
        )
        blankets = reception.contributions.get()
    with clock.standing_at(at("2026-11-16T14:00")):
        row = allocate(blankets, by=None, on=date(2026, 11, 16), amount=40, unit=unit("th-sam-mun"))
    with clock.standing_at(at("2026-11-19T09:30")):
        hand_over(
            row.unit,
            by=user(_OFFICER),
            on=date(2026, 11, 19),
            lines=[Handed(row, 40, store=home)],
            giver_name="Công chức Văn hóa – Xã hội xã Thanh An",
            receiver_name="Văn thư Trường Tiểu học Sam Mứn",
            place="Trường Tiểu học Sam Mứn",
        )
