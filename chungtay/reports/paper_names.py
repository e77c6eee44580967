"""What a programme's paper may say besides its figures, under the names that templates use: who reports to whom, the chain of directives,
the focal points, the kinds of resource. The names are Vietnamese because those who write a pack read them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from chungtay.accounts.scope import reach
from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean
from chungtay.documents.enums import DocumentKind
from chungtay.documents.queries import profile_on
from chungtay.documents.rules import notation_of, signature_of
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.offices import agencies_of, committee_of, committee_words
from chungtay.places.queries import ancestors, children
from chungtay.programmes.models import Directive, Duty, FocalPoint, Plan, Round

REPORTING: Final = frozenset({UnitType.MINISTRY, UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE, UnitType.AGENCY})
_COMMITTEE: Final = ("Ủy ban nhân dân", "UBND")
_HEADS: Final = (("Phòng", "phong", "TRƯỞNG PHÒNG"), ("Sở", "so", "GIÁM ĐỐC"), ("Bộ", "bo", "BỘ TRƯỞNG"), ("Ban", "ban", "TRƯỞNG BAN"))
_TITLES: Final = ("tỉnh", "huyện", "thị xã", "thành phố", "quận", "xã", "phường", "thị trấn", "đặc khu")  # as papers enumerate them
_TAKEN_OVER: Final = re.compile(r"(?P<first>.+?) \(từ năm (?P<year>\d{4}): (?P<then>.+)\)")
_ABOUT: Final = ("về việc ", "v/v ")


@dataclass(frozen=True, slots=True)
class Head:
    """co_quan: the head of the paper; where the office has set none, from its name."""

    ten: str
    chu_quan: str
    ky_hieu: str
    dia_danh: str


@dataclass(frozen=True, slots=True)
class Office:
    """don_vi: who reports; `thay_mat` (TM. …), `ky_thay` (KT. …), `chuc_vu` and `chuc_vu_khac` (elsewhere) are the lines above the
    signature, `lanh_dao` one under Nơi nhận; `loai` "ubnd", "so", "phong" …"""

    ten: str
    loai: str
    thay_mat: str
    chuc_vu: str
    lanh_dao: str
    ky_thay: str = ""
    chuc_vu_khac: str = ""


@dataclass(frozen=True, slots=True)
class Land:
    """dia_ban, tinh: 'huyện Điện Biên', of the sort 'huyện'; 'thuộc huyện Điện Biên', 'trên địa bàn huyện Điện Biên'; `duoi`: what lies
    directly below, 'xã, thị trấn', `duoi_la_xa` where these are communes."""

    ten: str
    goi: str
    thuoc: str
    tren: str
    duoi: str = ""
    duoi_la_xa: bool = False


@dataclass(frozen=True, slots=True)
class Campaign:
    """chuong_trinh."""

    ten: str
    to_chuc: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A directive or plan: `dan` 'Kế hoạch số 210/KH-UBND ngày 18/02/2021', `dan_gon` without the day, `cua_minh` issued by who reports."""

    dan: str
    dan_gon: str
    so: str
    ngay: date
    co_quan: str
    trich_yeu: str
    cua_minh: bool


@dataclass(frozen=True, slots=True)
class LevelContacts:
    """A line of dau_moi: the focal points of one school level."""

    cap: str
    ho_ten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupNeeds:
    """A line of nhom: a group that has needs, with the levels that have some; `co_diem_truong` where one of them has sites."""

    ma: str
    ten: str
    cum_tu: str
    cap: tuple[str, ...]
    co_diem_truong: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A line of tra_loi, for an indicator answered by yes or no: `co` and `ly_do` of the unit itself, else of the only one that answered;
    `n` said yes of `tong` that answered in the territory. `da_tra_loi`: `co` is known."""

    da_tra_loi: bool
    co: bool
    ly_do: str
    n: int
    tong: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """A line of y_kien: what `so_don_vi` units wrote, the units by name; `cau` is one sentence with its full stop."""

    cau: str
    so_don_vi: int
    don_vi: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperNames:
    """Every name that the template of a programme's paper may use; `theo` the newest of the own plans, else of the own directives;
    `giao_ke_hoach`: somebody else in the territory was told to issue a plan; `nam` the year of the round's last day; `ban` an advisory body
    that reports; `tra_loi` by indicator, `y_kien` by text of the round's form; `phu_luc`: a table by unit follows the paper."""

    co_quan: Head
    don_vi: Office
    dia_ban: Land
    tinh: Land | None
    ubnd: str
    kinh_gui: str
    chuong_trinh: Campaign
    dot: str
    nam: str
    tu_ngay: date
    den_ngay: date
    van_ban: tuple[Citation, ...]
    cap_tren: Citation | None
    ke_hoach: tuple[Citation, ...]
    theo: Citation | None
    giao_ke_hoach: bool
    dau_moi: tuple[LevelContacts, ...]
    nhom: tuple[GroupNeeds, ...]
    nguon_luc: tuple[str, ...]
    ban: str
    tra_loi: dict[str, Reply]
    y_kien: dict[str, tuple[Opinion, ...]]
    phu_luc: bool


@dataclass(frozen=True, slots=True)
class Occasion:
    """A report: of which round, by whom (`body`: an advisory body at the unit), as of which day. Units carry their names of that day."""

    round: Round
    unit: OrgUnit
    territory: OrgUnit
    above: tuple[OrgUnit, ...]  # the units in which the territory lies, the widest first
    as_of: date
    body: str = ""


def occasion_of(row: Round, *, unit: OrgUnit, on: date, body: str = "") -> Occasion:
    """The report of the round as it would be on `on`: counted as of the round's last day, or of today while the round still runs."""
    as_of = min(row.ends_on, on)
    if on < row.starts_on:
        raise RuleBroken(_("Đợt này chưa bắt đầu nên chưa lập báo cáo được."), field="round")
    named = OrgUnit.objects.on(as_of).filter(pk=unit.pk).first()
    if named is None:
        said = _("Ngày %(day)s, đơn vị này chưa có hoặc không còn nữa nên không lập báo cáo của đợt được.")
        raise RuleBroken(said % {"day": format_day(as_of)}, field="unit")
    if named.type not in REPORTING:
        raise RuleBroken(_("Báo cáo của chương trình do cơ quan quản lý lập, không phải trường."), field="unit")
    territory = OrgUnit.objects.on(as_of).get(pk=reach(named, on=as_of).pk)
    return Occasion(row, named, territory, tuple(ancestors(territory, on=as_of)), as_of, body)


def land_of(unit: OrgUnit) -> Land:
    """'huyện Điện Biên'; a name that is a number, and Thành phố Hồ Chí Minh, keep the capital (Nghị định 30/2020, phụ lục II)."""
    if unit.type in (UnitType.COUNTRY, UnitType.MINISTRY):
        return Land("cả nước", "nước", "trong cả nước", "trong cả nước")
    keeps = unit.name[:1].isdigit() or unit.full_name == "Thành phố Hồ Chí Minh"
    name = unit.full_name if keeps else f"{unit.title.lower()} {unit.name}".strip()
    return Land(name, unit.title.lower(), f"thuộc {name}", f"trên địa bàn {name}")


def land_reported(occasion: Occasion) -> Land:
    """The territory, with what its parts are called that day."""
    below = children(occasion.territory, on=occasion.as_of).filter(type__in=(UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE))
    units = list(below)
    titles = {unit.title.lower() for unit in units}
    are_communes = bool(units) and all(unit.type == UnitType.COMMUNE for unit in units)
    return replace(land_of(occasion.territory), duoi=", ".join(title for title in _TITLES if title in titles), duoi_la_xa=are_communes)


def province_of(occasion: Occasion) -> Land | None:
    """The province in which the territory lies, or which it is."""
    line = (*occasion.above, occasion.territory)
    return next((land_of(unit) for unit in line if unit.type == UnitType.PROVINCE), None)


def campaign_of(occasion: Occasion) -> Campaign:
    return Campaign(occasion.round.pack.name, organiser_of(occasion))


def organiser_of(occasion: Occasion) -> str:
    """Who organises the programme that day: 'Bộ A (từ năm 2025: Bộ B)' says that another took over."""
    organiser = occasion.round.pack.organiser
    if match := _TAKEN_OVER.fullmatch(organiser):
        return match["then"] if occasion.as_of.year >= int(match["year"]) else match["first"]
    return organiser


# ── Who reports to whom ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def office_of(occasion: Occasion) -> Office:
    """Who reports, and by which power its head signs, or whoever the office said usually does."""
    office, profile = _office_of(occasion), profile_on(occasion.unit, body=occasion.body, on=occasion.as_of)
    if profile is None or not profile.signature:
        return office
    signer = signature_of(profile.signature)
    powers = signer.authority[:-1]
    on_behalf = next((line for line in powers if line.startswith("TM.")), "")
    instead = next((line for line in powers if line != on_behalf), "")
    return replace(office, thay_mat=on_behalf, ky_thay=instead, chuc_vu=signer.authority[-1], chuc_vu_khac=", ".join(signer.offices))


def _office_of(occasion: Occasion) -> Office:
    unit = occasion.unit
    name = occasion.body or unit.name
    if occasion.body:
        is_team = name.startswith("Tổ ")
        return Office(name, "ban", "", "TỔ TRƯỞNG" if is_team else "TRƯỞNG BAN", f"Các thành viên {'Tổ' if is_team else 'Ban'}")
    if unit.type in (UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE):
        name = committee_words(unit.title, unit.name)[0]
    if name.startswith(_COMMITTEE):
        council = f"Thường trực Hội đồng nhân dân {land_of(occasion.territory).goi}"
        return Office(name, "ubnd", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", council)
    for start, kind, head in _HEADS:
        if name.startswith(f"{start} "):
            return Office(name, kind, "", head, f"Lãnh đạo {start}")
    return Office(name, "khac", "", "THỦ TRƯỞNG ĐƠN VỊ", "Lãnh đạo đơn vị")


def head_of(occasion: Occasion, office: Office) -> Head:
    """As the office set it for that day; else from its name, with room for the notation."""
    profile = profile_on(occasion.unit, body=occasion.body, on=occasion.as_of)
    if profile is not None:
        notation = notation_of(DocumentKind.BAO_CAO, profile.abbreviation, profile.drafting_office)
        return Head(profile.issuer, profile.parent_issuer, notation, profile.place)
    short = {"ubnd": "UBND", "so": "SGDĐT", "phong": "PGDĐT"}.get(office.loai, "")
    return Head(office.ten, "", notation_of(DocumentKind.BAO_CAO, short, "") if short else "BC", occasion.territory.name)


def committee_name(occasion: Occasion, office: Office) -> str:
    """'UBND huyện Điện Biên', above an office of that territory; empty where the committee itself reports, or for the whole country."""
    if office.loai in ("ubnd", "bo") or occasion.territory.type not in (UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE):
        return ""
    return committee_words(occasion.territory.title, occasion.territory.name)[1]


def addressee_of(occasion: Occasion) -> str:
    """Whom the report goes up to: the organiser's own line of offices (Phòng, Sở, Bộ), one step up; empty at the top."""
    organiser = organiser_of(occasion)
    if occasion.unit.type == UnitType.MINISTRY or occasion.territory.type == UnitType.COUNTRY:
        return ""
    parent = next((unit for unit in reversed(occasion.above) if unit.type in (UnitType.DISTRICT, UnitType.PROVINCE)), None)
    if occasion.territory.type == UnitType.PROVINCE or parent is None:
        return organiser
    subject = organiser.removeprefix("Bộ ")
    kind = "Sở" if parent.type == UnitType.PROVINCE else "Phòng"
    called: Q = Q(called__name__startswith=f"{kind} {subject}")
    office = agencies_of([parent], on=occasion.as_of).filter(called).by_name().first()
    if office is not None:
        return office.name
    return f"Sở {subject} {land_of(parent).ten}" if kind == "Sở" and subject != organiser else committee_words(parent.title, parent.name)[0]


# ── The chain of directives ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Chain:
    """`directives` from above, in order of their days; `own` of the territory itself; `above` the nearest directive, `by` what the own
    territory works by."""

    directives: tuple[Citation, ...]
    own: tuple[Citation, ...]
    above: Citation | None
    by: Citation | None


def chain_of(occasion: Occasion) -> Chain:
    """The directives of the territories in which the unit lies, and its own plan: nothing of its neighbours or of those below."""
    rows = Directive.objects.filter(programme=occasion.round.programme_id, issued_on__lte=occasion.as_of)
    higher, own = [], []
    line = {unit.pk for unit in occasion.above}
    for row in rows.select_related("issuing_unit", "unit").order_by("issued_on", "pk"):
        land = reach(row.issuing_unit or row.unit, on=row.issued_on)
        if land.pk == occasion.territory.pk:
            own.append(_cited(row, row.issuer, is_own=row.issuing_unit_id == occasion.unit.pk))
        elif land.pk in line or land.type in (UnitType.MINISTRY, UnitType.COUNTRY):
            higher.append(_cited(row, row.issuer))
    own += _plans(occasion, {citation.so for citation in own})
    own.sort(key=lambda citation: citation.ngay)
    plans = [citation for citation in own if citation.dan.startswith(str(DocumentKind.KE_HOACH.label))]
    return Chain(tuple(higher), tuple(own), higher[-1] if higher else None, next(reversed(plans or own), None))


def has_duties_below(occasion: Occasion, of: int) -> bool:
    """Whether somebody besides the reporting unit was told to issue a plan, `of` being all in its territory who were."""
    mine = Duty.objects.filter(directive__programme=occasion.round.programme_id, directive__issued_on__lte=occasion.as_of)
    return of > mine.filter(unit__in=_seats(occasion)).count()


def _plans(occasion: Occasion, known: set[str]) -> list[Citation]:
    """Plans on record by which the unit, its territory or its committee carries a directive on."""
    seats = _seats(occasion)
    rows = Plan.objects.filter(directive__programme=occasion.round.programme_id, unit__in=seats, issued_on__lte=occasion.as_of)
    found = []
    for row in rows.exclude(number__in=known).order_by("issued_on", "pk"):
        issuer = OrgUnit.objects.on(occasion.as_of).get(pk=row.unit_id)
        name = committee_words(issuer.title, issuer.name)[1] if issuer.type != UnitType.AGENCY else issuer.full_name
        found.append(_cited(row, name, is_own=row.unit_id == occasion.unit.pk))
    return found


def _seats(occasion: Occasion) -> set[int]:
    committee = committee_of(occasion.territory, on=occasion.as_of)
    return {occasion.unit.pk, occasion.territory.pk, *([committee.pk] if committee else [])}


def _cited(row: Directive | Plan, issuer: str, *, is_own: bool = False) -> Citation:
    kind = DocumentKind(row.kind) if isinstance(row, Directive) else DocumentKind.KE_HOACH
    short = f"{kind.label} số {row.number}"
    return Citation(f"{short} ngày {format_day(row.issued_on)}", short, row.number, row.issued_on, issuer, _about(row.subject), is_own)


def _about(subject: str) -> str:
    """'V/v Triển khai …' → 'về việc triển khai …', as it stands within a sentence."""
    text = clean(subject).rstrip(" .;")
    for start in _ABOUT:
        if text.lower().startswith(start):
            text = text[len(start) :]
    if not text:
        return ""
    return f"về việc {text if text[1:2].isupper() else text[:1].lower() + text[1:]}"


# ── Who answers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def contacts_of(occasion: Occasion) -> tuple[LevelContacts, ...]:
    """The focal points that the unit or an office of its own territory has named, by level, the youngest children first."""
    offices = agencies_of([occasion.territory], on=occasion.as_of).order_by().values("pk")
    here = Q(unit__in=[occasion.unit.pk, occasion.territory.pk]) | Q(unit__in=offices)
    rows = FocalPoint.objects.on(occasion.as_of).filter(here, programme=occasion.round.programme_id).order_by("level", "valid_from", "pk")
    return _by_level(list(rows))


def _by_level(rows: Sequence[FocalPoint]) -> tuple[LevelContacts, ...]:
    levels = dict.fromkeys(row.level for row in rows)
    return tuple(
        LevelContacts(str(SchoolLevel(level).name), tuple(dict.fromkeys(row.name for row in rows if row.level == level)))
        for level in levels
    )
