"""What a donor sees of its own pledge, by the trace code that only it has; and for what anybody may promise."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chungtay.banking import qr
from chungtay.banking.banks import BANKS
from chungtay.banking.models import BankAccount
from chungtay.banking.queries import account_for
from chungtay.core.numbers import grouped
from chungtay.donors.published import public_name
from chungtay.needs.queries import where
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.queries import ancestors, last_names
from chungtay.programmes.queries import programme as programme_of
from chungtay.support.codes import trace_code_of
from chungtay.support.enums import LIVE_PLEDGES, PledgeStatus, Side
from chungtay.support.models import Pledge, PledgeLine
from chungtay.support.promised import amount_words, promised_amount, said_words


@dataclass(frozen=True, slots=True)
class PublicLine:
    """`amount`: '10 suất'; `value` and `measure` for a form: đồng where `is_money`. `need` is an id of the board, or None."""

    id: int
    amount: str
    value: int
    measure: str
    is_money: bool
    what_for: str
    need: int | None
    came: str


@dataclass(frozen=True, slots=True)
class PublicPayment:
    """Where the money goes and with which words; `amount_vnd` is what has not come yet."""

    bank: str
    number: str
    holder: str
    amount_vnd: int
    words: str
    payload: str

    @property
    def svg(self) -> str:
        return qr.svg(self.payload)

    @property
    def png(self) -> bytes:
        return qr.png(self.payload)


@dataclass(frozen=True, slots=True)
class PublicPledge:
    """One's own pledge. `status` as PledgeStatus; `proposal`: the officer's reason for a change that waits for the donor's word."""

    code: str
    payment_code: str
    status: str
    status_name: str
    programme_name: str
    unit: str
    named: str
    plan: str
    planned_on: date | None
    expires_on: date
    end_reason: str
    proposal: str
    was: str
    lines: tuple[PublicLine, ...]
    payment: PublicPayment | None
    is_live: bool

    @property
    def has_come(self) -> bool:
        """Something of it came, so that there is something to follow."""
        return any(line.came for line in self.lines)


@dataclass(frozen=True, slots=True)
class PublicKind:
    """Something that may be given, as the programme's pack lists it."""

    code: str
    name: str
    measure: str
    is_money: bool


def kinds(programme: str) -> list[PublicKind]:
    found = programme_of(programme)
    return [PublicKind(one.code, one.name, one.measure, one.is_money) for one in found.pack.resource_kinds] if found else []


def pledge(typed: str, *, on: date) -> PublicPledge | None:
    """By its trace code, however it is typed; None for any other."""
    code = trace_code_of(typed)
    row = Pledge.objects.select_related("programme__version", "unit").filter(trace_code=code).first() if code else None
    return _told(row, on) if row is not None else None


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """A school, or the commune in which it lies: for which somebody may promise without naming a need."""

    code: str
    name: str


def place(school_code: str, *, on: date, is_commune: bool = False) -> PublicPlace | None:
    """The school itself, or its commune; None where there is none that day."""
    school = OrgUnit.objects.on(on).filter(code=school_code[:60], type=UnitType.SCHOOL).first()
    if school is None or not is_commune:
        return PublicPlace(school.code, school.full_name) if school is not None else None
    commune = next((unit for unit in ancestors(school, on=on) if unit.type == UnitType.COMMUNE), None)
    return PublicPlace(commune.code, commune.full_name) if commune is not None else None


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _told(row: Pledge, on: date) -> PublicPledge:
    lines = list(row.lines.filter(is_dropped=False).select_related("need__school", "need__programme", "unit").order_by("pk"))
    change = row.changes.order_by("-pk").first() if row.status == PledgeStatus.PROPOSED else None
    by_officer = change if change is not None and change.side == Side.OFFICER else None
    is_live = row.status in LIVE_PLEDGES
    return PublicPledge(
        code=row.trace_code,
        payment_code=row.payment_code,
        status=row.status,
        status_name=str(PledgeStatus(row.status).label),
        programme_name=row.programme.name,
        unit=last_names([row.unit.code]).get(row.unit.code, ""),
        named=public_name(row.donor_id, on),
        plan=row.plan,
        planned_on=row.planned_on,
        expires_on=row.expires_on,
        end_reason=row.end_reason,
        proposal=by_officer.reason if by_officer is not None else "",
        was="; ".join(said_words(line) for line in by_officer.was["lines"]) if by_officer is not None else "",
        lines=_lines(row, lines, on),
        payment=_payment(row, lines, on) if is_live else None,
        is_live=is_live,
    )


def _lines(row: Pledge, lines: list[PledgeLine], on: date) -> tuple[PublicLine, ...]:
    needs = [line.need for line in lines if line.need is not None]
    places = where(needs, on=on)
    names = last_names([line.unit.code for line in lines if line.unit is not None])
    return tuple(
        PublicLine(
            id=line.pk,
            amount=amount_words(line),
            value=promised_amount(line),
            measure=line.measure,
            is_money=line.is_money,
            what_for=f"{line.need.what}, {places[line.need.pk].place}" if line.need is not None else _wide(row, line, names),
            need=line.need_id,
            came=_came(line),
        )
        for line in lines
    )


def _wide(row: Pledge, line: PledgeLine, names: dict[str, str]) -> str:
    unit = names.get(line.unit.code, "") if line.unit is not None else ""
    category = row.programme.pack.by_category.get(line.category)
    return ", ".join(part for part in (category.name if category else "", unit) if part) or row.programme.name


def _came(line: PledgeLine) -> str:
    if not line.came:
        return ""
    if line.came >= promised_amount(line):
        return _("đã nhận đủ")
    return _("đã nhận %(came)s") % {"came": f"{grouped(line.came)} {_('đồng') if line.is_money else line.measure}"}


def _payment(row: Pledge, lines: list[PledgeLine], on: date) -> PublicPayment | None:
    """None for goods alone, and where the unit has no open account yet."""
    left = sum(max(0, promised_amount(line) - line.came) for line in lines if line.is_money)
    account = account_for(row.unit, on=on) if left else None
    if account is None or not 1 <= left <= qr.MOST_VND:
        return None
    words = qr.purpose_words(f"{row.payment_code} ung ho")
    text = qr.payload(account, amount_vnd=left, purpose=words)
    return PublicPayment(_bank(account), account.number, account.holder, left, words, text)


def _bank(account: BankAccount) -> str:
    bank = BANKS.get(account.bank_bin)
    return bank.short_name if bank is not None else account.bank_bin
