"""What those do who answer for a need: vouch, send back, put on the board, ask again, note what came, end."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.needs import notices, rules
from chungtay.needs.actions.states import change, check_to, held_need
from chungtay.needs.enums import ON_BOARD, NeedStatus
from chungtay.needs.models import Need, NeedRemark


@transaction.atomic
def verify_need(need: Need, *, by: User | None, on: date) -> Need:
    """The commune, or the focal point, vouches for it. Nobody vouches for what they wrote themselves."""
    need = vouch(held_need(need, by=by, can=[Can.VERIFY_NEEDS], on=on), by=by, on=on)
    notices.tell_verified([need], by=by, on=on)
    return need


@transaction.atomic
def return_need(need: Need, *, by: User | None, on: date, remarks: Mapping[str, str], reason: str = "") -> Need:
    """Back to its school, with the reason at each field, or one for the whole; also a verified one, as long as it is not on the board."""
    need = held_need(need, by=by, can=[Can.VERIFY_NEEDS], on=on)
    said = send_back(need, by=by, on=on, remarks=remarks, reason=reason)
    notices.tell_returned(need, by=by, on=on, remarks=said)
    return need


@transaction.atomic
def publish_need(need: Need, *, by: User | None, on: date) -> Need:
    """Donors see it from now on."""
    return put_on_board(held_need(need, by=by, can=[Can.PUBLISH_NEEDS], on=on), by=by, on=on)


@transaction.atomic
def take_down_need(need: Need, *, by: User | None, on: date, reason: str = "") -> Need:
    """Donors no longer see it; it is still vouched for, and what was met stays."""
    need = held_need(need, by=by, can=[Can.PUBLISH_NEEDS], on=on)
    reason = rules.words(reason, 500, "reason")
    if not rules.is_published(need):
        raise RuleBroken(_("Nhu cầu này không ở trên bảng kêu gọi."))
    changes: dict[str, Any] = {"published_on": None}
    if need.status == NeedStatus.PUBLISHED:
        changes["status"] = NeedStatus.VERIFIED
    return change(need, "need.taken_down", by=by, on=on, changes=changes, reason=reason)


@transaction.atomic
def reconfirm_need(need: Need, *, by: User | None, on: date) -> Need:
    """The school says that it still lacks this: donors see it for the next months."""
    need = held_need(need, by=by, can=[Can.RECORD_NEEDS], on=on)
    if not rules.may_reconfirm(need):
        raise RuleBroken(_("Chỉ xác nhận lại nhu cầu đã xác minh và chưa được đáp ứng đủ."))
    return change(need, "need.reconfirmed", by=by, on=on, changes={"standing_on": on}, was=need.standing_on)


@transaction.atomic
def note_met(need: Need, *, by: User | None, on: date, met_quantity: int, note: str = "") -> Need:
    """So much of it is met in all by now: nothing, a part, everything. Less than before takes back what was noted wrongly."""
    need = held_need(need, by=by, can=[Can.RECORD_SUPPORT], on=on)
    note = rules.words(note, 500, "note")
    if not 0 <= met_quantity <= need.quantity:
        sentence = _("Phần đã đáp ứng từ 0 đến %(quantity)d %(measure)s, tính cả những lần trước.")
        raise RuleBroken(sentence % {"quantity": need.quantity, "measure": need.measure}, field="met_quantity")
    if met_quantity == need.met_quantity:
        raise RuleBroken(_("Số này đã được ghi rồi."), field="met_quantity")
    to = by_quantity(need, met_quantity)
    check_to(need, to)
    changes = {"status": to, "met_quantity": met_quantity, "met_by": by}
    return change(need, "need.met", by=by, on=on, changes=changes, was=need.met_quantity, met_quantity=met_quantity, note=note)


@transaction.atomic
def confirm_met(need: Need, *, by: User | None, on: date) -> Need:
    """The school says that all of it arrived; not the one who noted it."""
    need = held_need(need, by=by, can=[Can.RECORD_NEEDS], on=on)
    check_to(need, NeedStatus.CONFIRMED)
    if by is not None and by.pk == need.met_by_id:
        raise RuleBroken(_("Người ghi đã đáp ứng không tự xác nhận đã nhận. Hãy nhờ người khác của trường hoặc cấp xã."))
    return change(need, "need.confirmed", by=by, on=on, changes={"status": NeedStatus.CONFIRMED})


@transaction.atomic
def close_need(need: Need, *, by: User | None, on: date) -> Need:
    """All is done and confirmed; it only remains in the records."""
    need = held_need(need, by=by, can=[Can.PUBLISH_NEEDS], on=on)
    check_to(need, NeedStatus.CLOSED)
    return change(need, "need.closed", by=by, on=on, changes={"status": NeedStatus.CLOSED})


@transaction.atomic
def withdraw_need(need: Need, *, by: User | None, on: date, reason: str) -> Need:
    """It no longer stands though it was not met in full: no longer lacked, recorded wrongly, a double. By its school or who publishes."""
    need = held_need(need, by=by, can=[Can.RECORD_NEEDS, Can.PUBLISH_NEEDS], on=on)
    reason = rules.clean_reason(reason)
    check_to(need, NeedStatus.WITHDRAWN)
    changes = {"status": NeedStatus.WITHDRAWN, "end_reason": reason, "published_on": None}
    return change(need, "need.withdrawn", by=by, on=on, changes=changes, reason=reason)


# ── Steps on a need that is held, shared with bulk ───────────────────────────────────────────────────────────────────────────────────


def vouch(need: Need, *, by: User | None, on: date) -> Need:
    check_to(need, NeedStatus.VERIFIED)
    if need.status != NeedStatus.SUBMITTED:
        raise RuleBroken(_("Nhu cầu này không chờ xác minh."))
    if by is not None and by.pk == need.recorded_by_id:
        raise RuleBroken(_("Người ghi không tự xác minh nhu cầu mình ghi."))
    return change(need, "need.verified", by=by, on=on, changes={"status": NeedStatus.VERIFIED, "verified_by": by, "standing_on": on})


def send_back(need: Need, *, by: User | None, on: date, remarks: Mapping[str, str], reason: str) -> dict[str, str]:
    """What is now to be mended, by field."""
    check_to(need, NeedStatus.RETURNED)
    said = rules.checked_remarks(remarks, reason, need.programme.pack, need)
    need.remarks.filter(is_settled=False).update(is_settled=True)
    NeedRemark.objects.bulk_create(NeedRemark(need=need, field=name, reason=text, made_by=by, made_on=on) for name, text in said.items())
    change(need, "need.returned", by=by, on=on, changes={"status": NeedStatus.RETURNED, "verified_by": None}, remarks=said)
    return said


def put_on_board(need: Need, *, by: User | None, on: date) -> Need:
    if rules.is_published(need):
        raise RuleBroken(_("Nhu cầu này đang ở trên bảng kêu gọi."))
    if need.status not in ON_BOARD:
        check_to(need, NeedStatus.PUBLISHED)
    oldest = rules.off_board_from(need.programme.pack, on)
    if need.standing_on is None or need.standing_on <= oldest:
        sentence = _("Lần cuối trường nói còn cần là ngày %(day)s, quá lâu để kêu gọi. Hãy đề nghị trường xác nhận vẫn còn cần.")
        raise RuleBroken(sentence % {"day": format_day(need.standing_on) if need.standing_on else "…"})
    changes: dict[str, Any] = {"published_on": on}
    if need.status == NeedStatus.VERIFIED:
        changes["status"] = NeedStatus.PUBLISHED
    return change(need, "need.published", by=by, on=on, changes=changes)


def by_quantity(need: Need, met_quantity: int) -> NeedStatus:
    if met_quantity == need.quantity:
        return NeedStatus.MET
    if met_quantity:
        return NeedStatus.PARTLY_MET
    return NeedStatus.PUBLISHED if need.published_on else NeedStatus.VERIFIED
