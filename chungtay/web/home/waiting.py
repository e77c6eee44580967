"""What waits for a person: each room that has something to do adds its lines here, the most urgent first."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chungtay.accounts.enums import Can
from chungtay.accounts.models import Role, User
from chungtay.accounts.queries import people_stranded
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.periods import FOREVER, valid_on
from chungtay.documents.queries import awaited
from chungtay.needs.queries import waiting_counts
from chungtay.places.enums import UnitType
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Submission
from chungtay.submissions.queries import late_units, own_units, to_accept, to_answer
from chungtay.support.enums import ComplaintStatus
from chungtay.support.models import Complaint
from chungtay.support.overdue import LIMITS, sums
from chungtay.support.queries.delivering import to_confirm

_SOON: Final = timedelta(days=30)
_MOST_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of "what waits for me"; `tone` "late" for what is overdue."""

    title: str
    url: str
    text: str = ""
    icon: str = "bell"
    count: int = 0
    tone: str = ""


def waiting_for(user: User, *, on: date) -> list[Waiting]:
    """What the person can do something about in the role they act in."""
    return [
        *_rounds(user, on),
        *_papers(user, on),
        *_needs(user, on),
        *_support(user, on),
        *_own_role_ends(user, on),
        *_stranded(user, on),
        *_nobody_in_charge(user, on),
    ]


def _rounds(user: User, on: date) -> list[Waiting]:
    """What one's own unit must send, and what of others waits to be read or is overdue."""
    role = getattr(user, "acting_role", None)
    if role is None or not {Can.ANSWER_ROUNDS, Can.COLLECT_ROUNDS} & role.powers:
        return []
    lines = [_own_answer(one, on) for one in to_answer(user, on=on).filter(unit__in=own_units(user, on=on))[:_MOST_ROUNDS]]
    url, overdue = reverse("submissions:list"), late_units(user, on=on).count()
    if overdue:
        lines.append(Waiting(_("Đơn vị quá hạn báo cáo"), url, icon="inbox", count=overdue, tone="late"))
    if to_read := to_accept(user, on=on).order_by().count():
        lines.append(Waiting(_("Báo cáo chờ bạn nhận"), url, icon="inbox", count=to_read))
    return lines


def _own_answer(one: Submission, on: date) -> Waiting:
    """The round, and how many days are left."""
    url, day = reverse("submissions:answer", args=[one.pk]), clock.day_of(one.due_at)
    if one.status == SubmissionStatus.RETURNED:
        return Waiting(_("Báo cáo bị trả lại: %(round)s") % {"round": one.round.name}, url, icon="edit", tone="late")
    left = (day - on).days
    late, soon = _("Quá hạn %(n)d ngày, hạn là %(day)s."), _("Còn %(n)d ngày, hạn là %(day)s.")
    text = (late if left < 0 else soon) % {"n": abs(left), "day": format_day(day)}
    return Waiting(_("Báo cáo: %(round)s") % {"round": one.round.name}, url, text, "inbox", tone="late" if left < 0 else "")


def _papers(user: User, on: date) -> list[Waiting]:
    """Papers to settle, to sign, to check, to number, to mend."""
    waits, drafts = awaited(user, on=on), reverse("documents:drafts")
    lines = (
        (waits.overdue, _("Văn bản đến quá hạn"), f"{reverse('documents:incoming')}?tinh_trang=qua-han", "mail", "late"),
        (waits.to_settle - waits.overdue, _("Văn bản đến giao cho bạn"), f"{reverse('documents:incoming')}?tinh_trang=mo", "mail", ""),
        (waits.to_sign, _("Văn bản chờ bạn ký"), f"{drafts}?tinh_trang=under_review", "document", ""),
        (waits.to_review, _("Văn bản chờ kiểm tra thể thức"), f"{drafts}?tinh_trang=under_review", "document", ""),
        (waits.to_issue, _("Văn bản đã ký chờ cấp số"), f"{drafts}?tinh_trang=signed", "document", ""),
        (waits.returned, _("Dự thảo bị trả lại để sửa"), f"{drafts}?tinh_trang=draft", "edit", ""),
    )
    return [Waiting(title, url, icon=icon, count=count, tone=tone) for count, title, url, icon, tone in lines if count > 0]


def _needs(user: User, on: date) -> list[Waiting]:
    """Needs to mend, to vouch for, to put on the board, to say again that they stand, to confirm, to close, to send."""
    waits, listed = waiting_counts(user, on=on), reverse("needs:list")
    role = getattr(user, "acting_role", None)
    mine = "" if role is not None and role.unit.type >= UnitType.SCHOOL else "&ai_ghi=toi"  # a school's needs are all its clerk's
    lines = (
        (waits.returned, _("Nhu cầu bị trả lại để sửa"), f"{listed}?tinh_trang=returned{mine}", "edit", "late"),
        (waits.to_reconfirm, _("Nhu cầu cần xác nhận lại"), f"{listed}?viec=con-can{mine}", "history", "late"),
        (waits.to_verify, _("Nhu cầu chờ bạn xác minh"), reverse("needs:queue"), "check", ""),
        (waits.to_confirm, _("Đã đáp ứng đủ, chờ trường xác nhận"), f"{listed}?viec=da-nhan{mine}", "check", ""),
        (waits.to_publish, _("Đã xác minh, chờ đưa lên bảng kêu gọi"), f"{listed}?tinh_trang=verified", "globe", ""),
        (waits.to_close, _("Trường đã xác nhận, chờ kết thúc"), f"{listed}?tinh_trang=confirmed", "check", ""),
        (waits.drafts, _("Nhu cầu đang ghi, chưa gửi"), f"{listed}?tinh_trang=draft", "edit", ""),
    )
    return [Waiting(title, url, icon=icon, count=count, tone=tone) for count, title, url, icon, tone in lines if count > 0]


def _support(user: User, on: date) -> list[Waiting]:
    """Deliveries to confirm, complaints to answer, what took too long: at the commune at once, above it what is twice as late."""
    role = getattr(user, "acting_role", None)
    if role is None or not {Can.RECORD_SUPPORT, Can.ALLOCATE} & role.powers:
        return []
    lines = []
    if role.unit.type >= UnitType.SCHOOL:
        n = to_confirm(user, on=on).order_by().count()
        lines.append((n, _("Bàn giao chờ trường xác nhận"), reverse("support:deliveries"), "check", ""))
    elif Can.ALLOCATE in role.powers:
        n = Complaint.objects.for_user(user, Can.ALLOCATE, on=on).filter(status=ComplaintStatus.OPEN).order_by().count()
        lines.append((n, _("Phản ánh chờ trả lời"), reverse("support:complaints"), "bell", ""))
    late = sums(user, on=on)
    lines += [
        (late[stage], str(limit.said), f"{reverse('support:overdue')}?viec={stage}", "gift", "late")
        for stage, limit in LIMITS.items()
        if limit.can in role.powers
    ]
    return [Waiting(title, url, icon=icon, count=count, tone=tone) for count, title, url, icon, tone in lines if count > 0]


def _own_role_ends(user: User, on: date) -> list[Waiting]:
    """One's own role, or the unit at which it is held, ends within a month."""
    role = getattr(user, "acting_role", None)
    end = min(role.valid_to, role.unit.valid_to) if role is not None else FOREVER
    if end == FOREVER or end > on + _SOON:
        return []
    last = format_day(end - timedelta(days=1))
    return [Waiting(_("Vai trò của bạn sắp kết thúc"), reverse("me:account"), _("Ngày cuối cùng là %(day)s.") % {"day": last}, "calendar")]


def _stranded(user: User, on: date) -> list[Waiting]:
    """People whose unit has ended (a merger, a closing) still hold their role there and can do nothing with it."""
    role = getattr(user, "acting_role", None)
    if role is None or Can.INVITE_PEOPLE not in role.powers:
        return []
    count = people_stranded(user, Can.INVITE_PEOPLE, on=on).count()
    if not count:
        return []
    title = ngettext("%(n)s người giữ vai trò ở đơn vị đã kết thúc", "%(n)s người giữ vai trò ở đơn vị đã kết thúc", count) % {"n": count}
    url = f"{reverse('people:list')}?tinh_trang=don-vi-da-ket-thuc"
    return [Waiting(title, url, _("Chuyển họ sang đơn vị mới để họ làm việc tiếp."), "people", count, "late")]


def _nobody_in_charge(user: User, on: date) -> list[Waiting]:
    """Schools of one's own commune, or communes' offices of one's own province, where nobody holds a role yet."""
    role = getattr(user, "acting_role", None)
    if role is None or Can.INVITE_PEOPLE not in role.powers:
        return []
    schools = units_for(user, Can.INVITE_PEOPLE, on=on).filter(type=UnitType.SCHOOL)
    empty = schools.exclude(pk__in=Role.objects.filter(valid_on(on)).values("unit"))
    count = empty.count()
    if not count:
        return []
    title = ngettext("%(n)s trường chưa có người phụ trách", "%(n)s trường chưa có người phụ trách", count) % {"n": count}
    return [Waiting(title, reverse("places:vacant"), _("Mời văn thư để trường tự ghi nhu cầu."), "school", count)]
