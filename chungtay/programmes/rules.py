"""Decisions by looking: who may run what, what a number, a day, a telephone must be like. Nothing is written here."""

import re
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.core.dates import EARLIEST, format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.core.words import clean_text
from chungtay.places.enums import LEVEL_LABELS, SchoolLevel, UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.rules import check_alive
from chungtay.programmes.enums import FOCAL_UNITS
from chungtay.programmes.models import Directive, Participation, Programme, Round
from chungtay.programmes.pack import Pack

LONGEST_ROUND: Final = timedelta(days=731)
LATEST: Final = date(2100, 12, 31)
_ROUND_CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
_PHONE: Final = re.compile(r"\+?[\d .()-]+")

# ── Who ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def may_run_everywhere(user: User, *, on: date) -> bool:
    """Whether the person runs programmes for a whole province or more: rounds and versions hold for everybody who takes part."""
    wide = (UnitType.COUNTRY, UnitType.MINISTRY, UnitType.PROVINCE)
    return units_for(user, Can.RUN_PROGRAMMES, on=on).filter(type__in=wide).exists()


def check_may_run(by: User | None, *, on: date) -> None:
    """Raises RuleBroken unless the person runs programmes for a whole province or more; None is the system itself."""
    if by is not None and not may_run_everywhere(by, on=on):
        raise RuleBroken(_("Việc này chung cho mọi đơn vị tham gia chương trình, do người phụ trách cấp tỉnh trở lên làm."))


def check_may(by: User | None, can: Can, unit: OrgUnit, *, on: date, field: str = "unit") -> None:
    """Raises RuleBroken unless the person has the power at this unit; None is the system itself."""
    if by is not None and not units_for(by, can, on=on).filter(pk=unit.pk).exists():
        raise RuleBroken(_("Bạn không làm việc này cho đơn vị này được."), field=field)


# ── Words and days ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def check_past(day: date, *, field: str) -> None:
    """What is on record has happened: a day from 1900 to today."""
    if day > clock.today():
        raise RuleBroken(_("Ngày này ở tương lai; hôm nay là %(day)s.") % {"day": format_day(clock.today())}, field=field)
    if day < EARLIEST:
        raise RuleBroken(_("Năm %(year)s nằm ngoài khoảng 1900 đến 2100.") % {"year": day.year}, field=field)


def check_running(programme: Programme, *, on: date, field: str | None = None) -> None:
    if on < programme.started_on:
        raise RuleBroken(_("Chương trình bắt đầu từ ngày %(day)s.") % {"day": format_day(programme.started_on)}, field=field)
    if on >= programme.ended_on:
        raise RuleBroken(_("Chương trình đã kết thúc từ ngày %(day)s.") % {"day": format_day(programme.ended_on)}, field=field)


# ── Packs and rounds ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def check_follows(now: Pack, then: Pack) -> None:
    """A newer version of the same programme, in which every code that may be in use still means something."""
    if then.slug != now.slug:
        raise RuleBroken(_("Đây là phiên bản của một chương trình khác."), field="version")
    if then.version <= now.version:
        raise RuleBroken(_("Chương trình đang dùng phiên bản %(now)d; hãy chọn phiên bản mới hơn.") % {"now": now.version}, field="version")
    if now.levels & ~then.levels:
        raise RuleBroken(_("Phiên bản mới bỏ một cấp học đang tham gia."), field="version")
    kinds = (
        (now.by_category.keys() - then.by_category.keys(), _("loại nhu cầu")),
        (now.by_group.keys() - then.by_group.keys(), _("nhóm")),
        (now.by_resource.keys() - then.by_resource.keys(), _("loại nguồn lực")),
        (now.by_activity.keys() - then.by_activity.keys(), _("loại hoạt động")),
        (now.by_output.keys() - then.by_output.keys(), _("kết quả hoạt động")),
        (now.by_indicator.keys() - then.by_indicator.keys(), _("chỉ tiêu")),
        (now.by_text.keys() - then.by_text.keys(), _("mục lời văn")),
    )
    for gone, kind in kinds:
        if gone:
            sentence = _("Phiên bản mới bỏ %(kind)s “%(code)s” có thể đang được dùng; hãy giữ lại mã ấy.")
            raise RuleBroken(sentence % {"kind": kind, "code": min(gone)}, field="version")


def check_round(row: Round) -> None:
    """Code, name, period and due day of a round; it overlaps no other of its programme, so that every day answers to one."""
    if not _ROUND_CODE.fullmatch(row.code):
        raise RuleBroken(_("Mã đợt chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, tối đa 30 ký tự, ví dụ 2026."), field="code")
    if row.ends_on < row.starts_on:
        raise RuleBroken(_("Ngày kết thúc không thể trước ngày bắt đầu."), field="ends_on")
    if row.due_on < row.ends_on:
        raise RuleBroken(_("Hạn báo cáo không thể trước ngày kết thúc đợt."), field="due_on")
    if row.ends_on - row.starts_on > LONGEST_ROUND:
        raise RuleBroken(_("Một đợt dài tối đa hai năm; hãy xem lại năm."), field="ends_on")
    if row.due_on > min(row.ends_on + LONGEST_ROUND, LATEST):
        raise RuleBroken(_("Hạn báo cáo xa quá; hãy xem lại năm."), field="due_on")
    check_running(row.programme, on=row.starts_on, field="starts_on")
    check_running(row.programme, on=row.ends_on, field="ends_on")
    others = Round.objects.filter(programme=row.programme).exclude(pk=row.pk)
    if others.filter(code=row.code).exists():
        raise RuleBroken(_("Chương trình đã có đợt mang mã này."), field="code")
    met = others.filter(starts_on__lte=row.ends_on, ends_on__gte=row.starts_on).order_by("starts_on").first()
    if met is not None:
        parts = {"name": met.name, "from": format_day(met.starts_on), "to": format_day(met.ends_on)}
        raise RuleBroken(_("Kỳ này trùng ngày với “%(name)s” (%(from)s đến %(to)s).") % parts, field="starts_on")


def check_answers(asked: Round, unit: OrgUnit, *, on: date) -> None:
    """Only a school that lives that day and teaches a level of the programme answers a round, and not before it began."""
    if unit.type != UnitType.SCHOOL:
        raise RuleBroken(_("Chỉ trường học mới tham gia đợt."), field="unit")
    check_alive(unit, on=on, field="unit")
    levels = unit.designations.filter(valid_from__lte=on, valid_to__gt=on).values_list("levels", flat=True).first() or 0
    if not levels & asked.pack.levels:
        raise RuleBroken(_("Chương trình không dành cho cấp học của trường này."), field="unit")
    if on < asked.starts_on:
        raise RuleBroken(_("Đợt này bắt đầu từ ngày %(day)s.") % {"day": format_day(asked.starts_on)}, field="on")


def is_joined(row: Round) -> bool:
    return Participation.objects.filter(round=row).exists()


# ── Directives and plans ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def check_chain(row: Directive) -> None:
    """A document carries on an older one of the same programme, and the chain never comes back to it."""
    above = row.follows
    if above is None:
        return
    if above.programme_id != row.programme_id:
        raise RuleBroken(_("Văn bản được triển khai thuộc chương trình khác."), field="follows")
    if above.issued_on > row.issued_on:
        sentence = _("Văn bản được triển khai ban hành ngày %(day)s, sau văn bản này.") % {"day": format_day(above.issued_on)}
        raise RuleBroken(sentence, field="follows")
    seen = 0
    while above is not None and seen < 100:
        if above.pk == row.pk:
            raise RuleBroken(_("Một văn bản không thể triển khai chính nó."), field="follows")
        above, seen = above.follows, seen + 1


def check_not_recorded(row: Directive) -> None:
    """The same number of the same day is the same document, however its letters are typed."""
    beside = Directive.objects.filter(programme=row.programme_id, issued_on=row.issued_on).exclude(pk=row.pk)
    if any(_squeezed(other.number) == _squeezed(row.number) for other in beside.only("number")):
        raise RuleBroken(_("Văn bản số %(number)s ngày %(day)s đã được ghi vào chương trình rồi.") % said(row), field="number")


def said(row: Directive) -> dict[str, str]:
    return {"number": row.number, "day": format_day(row.issued_on)}


def _squeezed(number: str) -> str:
    return "".join(number.casefold().split())


def check_after(directive: Directive, issued_on: date) -> None:
    """A plan answers a document that exists already."""
    if issued_on < directive.issued_on:
        sentence = _("Kế hoạch không thể có trước văn bản mà nó thực hiện (%(number)s, ngày %(day)s).") % said(directive)
        raise RuleBroken(sentence, field="issued_on")


# ── Focal points ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def check_level(pack: Pack, level: int) -> None:
    """Exactly one level, of those that the programme is for."""
    if level not in SchoolLevel.__members__.values() or not level & pack.levels:
        names = ", ".join(str(label) for known, label in LEVEL_LABELS.items() if known & pack.levels)
        raise RuleBroken(_("Chọn một cấp học của chương trình: %(names)s.") % {"names": names}, field="level")


def check_focal_unit(unit: OrgUnit, *, on: date) -> None:
    if UnitType(unit.type) not in FOCAL_UNITS:
        raise RuleBroken(_("Đầu mối thuộc một cơ quan hoặc một địa bàn, không thuộc trường."), field="unit")
    check_alive(unit, on=on, field="unit")


def clean_phone(typed: str) -> str:
    """As it was typed, but for white space: 10 or 11 digits, or +84 and 9 or 10 more; empty is none."""
    phone = clean_text(typed, field="phone", most=20, is_needed=False)
    digits = "".join(char for char in phone if char.isdecimal())
    abroad = phone.startswith("+")
    local = f"0{digits[2:]}" if abroad and digits.startswith("84") else digits
    fits = _PHONE.fullmatch(phone) and digits.isascii() and local.startswith("0") and len(local) in (10, 11)
    if phone and not fits:
        raise RuleBroken(_("Số điện thoại có 10 hoặc 11 chữ số, mở đầu bằng 0, ví dụ 0912 345 678."), field="phone")
    return phone


def until(others: list[date]) -> date:
    """Where an appointment ends: at the next one on record, else nowhere."""
    return min(others, default=FOREVER)
