"""What is said of a line with one key, and what for: the words of a button and the action behind it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.banking.models import StatementLine
from chungtay.core.errors import RuleBroken
from chungtay.donors.models import Donor
from chungtay.programmes.models import Programme
from chungtay.programmes.queries import running
from chungtay.support.actions import matching
from chungtay.support.enums import LineUse
from chungtay.support.models import Contribution, Delivery, Pledge, Refund
from chungtay.support.proposals import Guess, Proposal, Sure
from chungtay.support.queries.lines import fee_payers
from chungtay.web.support.shown import money


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `value` is what it sends, `key` the digit that presses it."""

    value: str
    label: str
    why: str
    key: int


def choices(found: Proposal, programmes: list[Programme]) -> list[Choice]:
    """One for each guess that needs nothing more to be said; interest and cash ask for a programme where there are several."""
    made: list[Choice] = []
    for guess in found.guesses:
        for value, label in _said(guess, programmes):
            made.append(Choice(value, label, "; ".join(guess.why), len(made) + 1))
    return made[:9]


def _said(guess: Guess, programmes: list[Programme]) -> list[tuple[str, str]]:
    if guess.pledge is not None:
        words = {"donor": guess.pledge.donor.name, "code": guess.pledge.payment_code}
        return [(f"{LineUse.GIFT}:{guess.pledge.pk}", _("Cam kết %(code)s của %(donor)s") % words)]
    if guess.refund is not None:
        given = guess.refund.contribution
        words = {"donor": given.giver or given.trace_code, "amount": money(guess.refund.amount_vnd)}
        return [(f"{LineUse.REFUND}:{guess.refund.pk}", _("Hoàn trả %(donor)s %(amount)s") % words)]
    if guess.delivery is not None:
        return [(f"{LineUse.PAYMENT}:{guess.delivery.pk}", _("Chi cho bàn giao %(code)s") % {"code": guess.delivery.code})]
    label = str(LineUse(guess.use).label)
    if guess.use == LineUse.FEE:
        return [(f"{guess.use}:0", label)]
    return [(f"{guess.use}:{one.pk}", label if len(programmes) == 1 else f"{label} ({one.name})") for one in programmes]


def do(line: StatementLine, choice: str, *, by: User, on: date) -> object:
    """What the button says; RuleBroken also where somebody made the choice up."""
    use, _colon, key = choice.partition(":")
    pk = int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0
    given: dict[str, Any] = {"by": by, "on": on}
    if use == LineUse.GIFT:
        return matching.book_gift(line, **given, gift=matching.Gift(_one(Pledge, pk)))
    if use == LineUse.REFUND:
        return matching.book_refund(line, **given, refund=_one(Refund, pk))
    if use == LineUse.PAYMENT:
        return matching.book_payment(line, **given, delivery=_one(Delivery, pk))
    if use == LineUse.FEE:
        return matching.book_fee(line, **given, contribution=payer(line))
    if use == LineUse.INTEREST:
        return matching.book_interest(line, **given, programme=_one(Programme, pk))
    if use in (LineUse.CASH_IN, LineUse.CASH_OUT):
        return matching.book_cash(line, **given, programme=_one(Programme, pk))
    raise RuleBroken(_("Xin chọn dòng này là gì."))


def payer(line: StatementLine) -> Contribution:
    found = fee_payers(line).first()
    if found is None:
        raise RuleBroken(_("Không còn khoản nào chưa phân bổ đủ để trừ phí này."), field="contribution")
    return found


def _one(model: Any, pk: int) -> Any:
    found = model.objects.filter(pk=pk).first()
    if found is None:
        raise RuleBroken(_("Xin chọn dòng này là gì."))
    return found


# ── Said in full ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def do_in_full(line: StatementLine, said: dict[str, Any], *, by: User, on: date) -> object:
    """The form of one line: what it is, and what that use needs besides."""
    use: LineUse = said["use"]
    given: dict[str, Any] = {"by": by, "on": on}
    if use == LineUse.GIFT:
        donor = said["donor"]
        words = {"giver": "" if isinstance(donor, Donor) else donor, "note": said["note"]}
        gift = matching.Gift(said["pledge"], said["programme"], donor if isinstance(donor, Donor) else None, **words)
        return matching.book_gift(line, **given, gift=gift)
    if use in (LineUse.OTHER_IN, LineUse.OTHER_OUT):
        return matching.book_other(line, **given, note=said["note"])
    if use == LineUse.FEE:
        return matching.book_fee(line, **given, contribution=said["contribution"] or payer(line))
    wanted = {LineUse.REFUND: "refund", LineUse.PAYMENT: "delivery"}.get(use, "programme")
    if said[wanted] is None:
        raise RuleBroken(_("Xin điền mục này."), field=wanted)
    return do(line, f"{use}:{said[wanted].pk}", by=by, on=on)


def sure_tone(sure: Sure) -> str:
    return {Sure.CERTAIN: "ok", Sure.LIKELY: "info", Sure.AMBIGUOUS: "wait"}.get(sure, "plain")


def programmes_now(on: date) -> list[Programme]:
    return list(running(on))
