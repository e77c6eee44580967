"""How a pledge looks: tones, what each line is for, what is to be done next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.core.dates import format_day
from chungtay.core.numbers import grouped
from chungtay.support.enums import LIVE_PLEDGES, PledgeStatus
from chungtay.support.models import Pledge, PledgeLine
from chungtay.support.promised import amount_words, promised_amount, said_words

_S = PledgeStatus
TONES: Final[dict[PledgeStatus, str]] = {
    _S.OFFERED: "wait",
    _S.PROPOSED: "wait",
    _S.AGREED: "ok",
    _S.FULFILLED: "ok",
    _S.DECLINED: "stop",
    _S.CANCELLED: "stop",
    _S.EXPIRED: "stop",
}


@dataclass(frozen=True, slots=True)
class LineShown:
    amount: str
    what_for: str
    url: str
    kind: str
    came: str


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    url: str


def line_shown(line: PledgeLine, pledge: Pledge, names: Mapping[int, str]) -> LineShown:
    pack = pledge.programme.pack
    kind = pack.by_resource.get(line.kind)
    url = reverse("needs:need", args=[line.need_id]) if line.need_id else ""
    came = ""
    if line.came:
        whole = promised_amount(line)
        came = _("đã nhận đủ") if line.came >= whole else _("đã nhận %(came)s") % {"came": grouped(line.came)}
    return LineShown(amount_words(line), what_for(line, pledge, names), url, kind.name if kind else line.kind, came)


def what_for(line: PledgeLine, pledge: Pledge, names: Mapping[int, str]) -> str:
    """'NC-12: Bữa trưa, Trường Mầm non Thanh An'; 'Bữa ăn trưa bán trú, Xã Thanh An'; the school; the programme."""
    if line.need is not None:
        return f"{line.need.code}: {line.need.what}, {names.get(line.need.school_id, '')}"
    unit = names.get(line.unit_id or 0, "")
    if line.category:
        category = pledge.programme.pack.by_category.get(line.category)
        return f"{category.name if category else line.category}, {unit}"
    return unit or _("Việc cần nhất của chương trình")


def shown_of_change(lines: Iterable[Mapping[str, Any]]) -> str:
    """'2.000.000 đồng; 5 chiếc' of what a change wrote down."""
    return "; ".join(map(said_words, lines))


def next_words(pledge: Pledge) -> str:
    """What is awaited now, from whom."""
    day = {"day": format_day(pledge.expires_on)}
    return {
        _S.OFFERED: _("Trao đổi với nhà tài trợ rồi thống nhất trước ngày %(day)s; quá ngày ấy chỗ đã giữ được mở lại.") % day,
        _S.PROPOSED: _("Chờ nhà tài trợ trả lời trên trang riêng của họ, hoặc qua điện thoại, trước ngày %(day)s.") % day,
        _S.AGREED: _("Chờ nhận, đến trước ngày %(day)s.") % day,
        _S.FULFILLED: _("Đã nhận đủ theo cam kết."),
        _S.DECLINED: pledge.end_reason,
        _S.CANCELLED: pledge.end_reason,
        _S.EXPIRED: _("Không ai trả lời hoặc không nhận được gì trước hạn; chỗ đã giữ được mở lại."),
    }[PledgeStatus(pledge.status)]


def steps_of(pledge: Pledge, *, may_receive: bool = False) -> tuple[Step | None, list[Step]]:
    """The one next step, and what else may be done; goods that are agreed upon are received by whoever may."""
    status = PledgeStatus(pledge.status)
    if status not in LIVE_PLEDGES:
        return None, []

    def step(label: str, name: str) -> Step:
        return Step(label, reverse(f"support:pledge_{name}", args=[pledge.pk]))

    first = {
        _S.OFFERED: step(_("Thống nhất"), "agree"),
        _S.PROPOSED: step(_("Nhà tài trợ đồng ý qua điện thoại"), "agree"),
        _S.AGREED: Step(_("Ghi biên bản tiếp nhận"), f"{reverse('support:receive')}?cam-ket={pledge.payment_code}")
        if may_receive
        else None,
    }.get(status)
    others = [step(_("Đổi cam kết"), "amend"), step(_("Giao người theo dõi"), "assign")]
    if status in (_S.OFFERED, _S.PROPOSED):
        others.append(step(_("Không tiếp nhận"), "decline"))
    return first, [*others, step(_("Hủy phần chưa nhận"), "cancel")]
