"""Tables of needs."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import Role, User
from chungtay.accounts.scope import acting_roles, answered_for, reach_of
from chungtay.core.constraints import NoOverlap, Refusal
from chungtay.core.estimates import Estimate
from chungtay.core.periods import FOREVER, valid_on
from chungtay.core.search import WordIndex
from chungtay.files.models import Photo
from chungtay.needs.enums import ON_BOARD, GridAccess, NeedStatus, NeedUrgency, RoadAccess, SignalAccess
from chungtay.places.enums import UnitType
from chungtay.places.models import Designation, OrgUnit, OrgUnitQuerySet
from chungtay.programmes.models import Programme

MOST_MONEY = 100_000_000_000  # đồng: no single need of a school costs more
MOST_CHILDREN = 10_000  # of one school
MOST_NAMED = 3_000  # schools in one condition


def _within(user: User, can: Can, *, on: date) -> Q:
    """The condition on needs: their school or site lies in the person's reach; for a focal point's role also only schools of its levels."""
    by_levels: dict[int, list[Role]] = {}
    for role in acting_roles(user, on):
        if can in role.powers:
            by_levels.setdefault(role.levels, []).append(role)
    within = Q(pk__in=[])
    for levels, roles in by_levels.items():
        within |= _reached(roles, levels, on)
    return within


def _reached(roles: Sequence[Role], levels: int, on: date) -> Q:
    """By the school, because a site lies where its school does; by the site where somebody answers for nothing else."""
    if any(reach_of(role, on=on).type == UnitType.COUNTRY for role in roles):
        return teaching(levels, on=on) if levels else Q(pk__isnull=False)
    units = answered_for(roles, on=on)
    schools = units.filter(type=UnitType.SCHOOL)
    reached = at_schools(schools.filter(taught(levels, on=on, school=OuterRef("pk"))) if levels else schools)
    if any(role.unit.type == UnitType.SITE for role in roles):
        reached |= Q(site__in=units.order_by().values("pk"))
    return reached


def at_schools(schools: OrgUnitQuerySet) -> Q:
    """Needs of these schools.

    Up to a province's number they are named one by one: then the database knows how few they are, and reads a commune's needs by school, a
    province's newest from the newest on.
    """
    ids = list(schools.order_by().values_list("pk", flat=True)[: MOST_NAMED + 1])
    return Q(school__in=ids if len(ids) <= MOST_NAMED else schools.order_by().values("pk"))


def taught(levels: int, *, on: date, school: OuterRef) -> Q:
    """Whether the school teaches one of the levels that day, or did on its last."""
    overlapping = [mask for mask in range(1, 16) if mask & levels]
    last = Q(unit__valid_to__lte=on, valid_to=F("unit__valid_to"))
    return Q(Exists(Designation.objects.filter(valid_on(on) | last, unit=school, levels__in=overlapping)))


def teaching(levels: int, *, on: date) -> Q:
    """Needs of schools that teach one of the levels that day, or did on their last."""
    return taught(levels, on=on, school=OuterRef("school"))


class NeedQuerySet(models.QuerySet["Need"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        """Those at which the person may use the power: schools in reach (also those that ended there), for a focal point of its levels."""
        return self.filter(_within(user, can, on=on))


class Need(models.Model):
    """What a place lacks. `site` None: the school's main campus. `category` and `item` are codes of the programme's pack.

    `quantity` counts in `measure`. Somebody has taken on `promised_quantity` of it, and `promised_vnd` of its cost where only a part of a
    unit is paid; that is not here yet. `cost_vnd` is the estimated cost of all of it in đồng; `beneficiaries` is how many children profit;
    `details` holds what the category asks for besides, by key; `recorded_by` is who wrote what it says now, `met_by` who noted what is met;
    `standing_on` the last day on which its school said, or its officer vouched, that it stands; `published_on` None: not on the board.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="needs")
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="needs", db_index=False)
    site = models.ForeignKey(OrgUnit, models.PROTECT, null=True, blank=True, related_name="site_needs")
    category = models.CharField(_("nhóm nhu cầu"), max_length=40)
    item = models.CharField(_("danh mục"), max_length=40, blank=True)
    what = models.CharField(_("cần gì"), max_length=200)
    quantity = models.PositiveIntegerField(_("số lượng"))
    measure = models.CharField(_("đơn vị tính"), max_length=40)
    met_quantity = models.PositiveIntegerField(_("đã đáp ứng"), default=0)
    promised_quantity = models.PositiveIntegerField(_("đã có người nhận"), default=0)
    promised_vnd = models.BigIntegerField(_("đã có người nhận (đồng)"), default=0)
    cost_vnd = models.BigIntegerField(_("chi phí ước tính (đồng)"), null=True, blank=True)
    beneficiaries = models.PositiveIntegerField(_("số trẻ được hưởng"))
    beneficiaries_estimate = models.CharField(max_length=10, choices=Estimate.choices, default=Estimate.EXACT)
    since_on = models.DateField(_("thiếu từ khi nào"), null=True, blank=True)
    urgency = models.CharField(_("mức độ"), max_length=10, choices=NeedUrgency.choices, default=NeedUrgency.NORMAL)
    urgency_reason = models.CharField(_("lý do cấp bách"), max_length=300, blank=True)
    story = models.TextField(_("nói thêm"), max_length=2000, blank=True)
    road = models.CharField(_("đường vào"), max_length=10, choices=RoadAccess.choices, blank=True)
    grid = models.CharField(_("điện"), max_length=10, choices=GridAccess.choices, blank=True)
    signal = models.CharField(_("sóng điện thoại"), max_length=10, choices=SignalAccess.choices, blank=True)
    distance_km = models.DecimalField(_("cách trung tâm xã (km)"), max_digits=5, decimal_places=1, null=True, blank=True)
    details = models.JSONField(default=dict)
    status = models.CharField(_("tình trạng"), max_length=12, choices=NeedStatus.choices, default=NeedStatus.DRAFT)
    recorded_on = models.DateField(_("ngày ghi"))
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_on = models.DateField(null=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    met_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True)
    standing_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=500, blank=True)
    search_text = models.CharField(max_length=600, editable=False)

    objects = NeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=NeedStatus.values),
                name="needs_status_known",
                violation_error_message=_("Tình trạng của nhu cầu không có."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=1_000_000),
                name="needs_quantity",
                violation_error_message=_("Số lượng là một số nguyên từ 1 đến 1.000.000."),
            ),
            models.CheckConstraint(
                condition=Q(met_quantity__lte=F("quantity")),
                name="needs_met_at_most_all",
                violation_error_message=_("Phần đã đáp ứng không thể nhiều hơn nhu cầu."),
            ),
            # Two donors never pay for the same bowl of rice: whoever comes second breaks this, however many come at once.
            models.CheckConstraint(
                condition=Q(promised_quantity__lte=F("quantity") - F("met_quantity")),
                name="needs_promised_once",
                violation_error_message=_("Phần này đã có người nhận hoặc đã được đáp ứng."),
            ),
            models.CheckConstraint(
                condition=Q(promised_vnd=0)
                | Q(
                    promised_vnd__gt=0,
                    cost_vnd__isnull=False,
                    promised_vnd__lte=F("cost_vnd") - (F("met_quantity") + F("promised_quantity")) * F("cost_vnd") / F("quantity"),
                ),
                name="needs_cost_promised_once",
                violation_error_message=_("Phần chi phí này đã có người nhận hoặc đã được đáp ứng."),
            ),
            models.CheckConstraint(
                condition=~Q(status=NeedStatus.WITHDRAWN) | Q(promised_quantity=0, promised_vnd=0),
                name="needs_withdrawn_without_promise",
                violation_error_message=_("Nhu cầu này đang có người nhận tài trợ. Hãy hủy cam kết, phân bổ trước rồi mới rút."),
            ),
            models.CheckConstraint(
                condition=Q(cost_vnd__isnull=True) | Q(cost_vnd__gte=1_000, cost_vnd__lte=MOST_MONEY),
                name="needs_cost",
                violation_error_message=_("Chi phí ước tính từ 1.000 đồng đến 100 tỷ đồng."),
            ),
            models.CheckConstraint(
                condition=Q(beneficiaries__gte=1, beneficiaries__lte=MOST_CHILDREN),
                name="needs_beneficiaries",
                violation_error_message=_("Số trẻ được hưởng từ 1 đến 10.000."),
            ),
            models.CheckConstraint(
                condition=Q(urgency=NeedUrgency.NORMAL) | ~Q(urgency_reason=""),
                name="needs_urgency_has_reason",
                violation_error_message=_("Xin ghi lý do cấp bách."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(status=NeedStatus.PARTLY_MET, met_quantity__gte=1, met_quantity__lt=F("quantity"))
                    | Q(status__in=[NeedStatus.MET, NeedStatus.CONFIRMED, NeedStatus.CLOSED], met_quantity=F("quantity"))
                    | Q(status=NeedStatus.WITHDRAWN, met_quantity__lt=F("quantity"))
                    | Q(
                        status__in=[
                            NeedStatus.DRAFT,
                            NeedStatus.SUBMITTED,
                            NeedStatus.RETURNED,
                            NeedStatus.VERIFIED,
                            NeedStatus.PUBLISHED,
                        ],
                        met_quantity=0,
                    )
                ),
                name="needs_status_says_what_is_met",
                violation_error_message=_("Tình trạng không khớp với số lượng đã đáp ứng."),
            ),
            models.CheckConstraint(
                condition=~Q(status=NeedStatus.WITHDRAWN) | ~Q(end_reason=""),
                name="needs_withdrawn_with_reason",
                violation_error_message=_("Xin ghi lý do rút."),
            ),
            Refusal(
                name="needs_begin_as_drafts",
                events=("INSERT",),
                condition="NEW.status <> 'draft'",
                violation_error_message=_("Nhu cầu nào cũng bắt đầu từ bản đang ghi."),
            ),
            Refusal(
                name="needs_kept",
                events=("DELETE",),
                condition="OLD.status <> 'draft'",
                violation_error_message=_("Nhu cầu đã gửi không bị xóa, chỉ được rút kèm lý do."),
            ),
            WordIndex(name="needs_words", column="search_text"),
        ]
        indexes = [
            models.Index(fields=["school", "status"], name="needs_of_school"),
            models.Index(fields=["status", "-id"], name="needs_newest"),
            models.Index(fields=["programme", "status", "standing_on"], name="needs_ageing"),
            models.Index(fields=["-published_on", "-id"], condition=Q(status__in=ON_BOARD, published_on__isnull=False), name="needs_board"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def code(self) -> str:
        """How people name it on the phone: NC-42."""
        return f"NC-{self.pk}"

    @property
    def place_id(self) -> int:
        """The id of the site, or of the school."""
        return self.site_id or self.school_id

    @property
    def open_quantity(self) -> int:
        """What is neither met nor taken on by anybody; a unit of which a part is paid is no longer open."""
        return max(0, self.quantity - self.met_quantity - self.promised_quantity - self._begun)

    @property
    def open_vnd(self) -> int | None:
        """What nobody has taken on of its cost, in đồng; None where the cost is not known."""
        if self.cost_vnd is None:
            return None
        return self.cost_vnd - (self.met_quantity + self.promised_quantity) * self.cost_vnd // self.quantity - self.promised_vnd

    @property
    def _begun(self) -> int:
        """How many units the money taken on reaches into."""
        return -(-self.promised_vnd * self.quantity // self.cost_vnd) if self.promised_vnd and self.cost_vnd else 0


_ADDED_UP = ("beneficiaries", "beneficiaries_estimate", "cost_vnd")


class NeedState(models.Model):
    """How a submitted need stood, from a day to a day; at the end of each day one row. Written by the actions beside the need itself.

    What is counted is copied here, so that any day, today too, is counted from this one table (docs/adr/); `standing_on` while published.
    """

    need = models.ForeignKey(Need, models.PROTECT, related_name="states", db_index=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    category = models.CharField(max_length=40)
    status = models.CharField(max_length=12, choices=NeedStatus.choices)
    quantity = models.PositiveIntegerField()
    met_quantity = models.PositiveIntegerField()
    cost_vnd = models.BigIntegerField(null=True)
    beneficiaries = models.PositiveIntegerField()
    beneficiaries_estimate = models.CharField(max_length=10, choices=Estimate.choices)
    standing_on = models.DateField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")),
                name="needs_state_range",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
            NoOverlap(
                name="needs_one_state",
                fields=("need",),
                violation_error_message=_("Một nhu cầu chỉ có một tình trạng trong một ngày."),
            ),
        ]
        indexes = [
            models.Index(fields=["need", "valid_from"], name="needs_state_of_need"),
            # All that a figure of today reads, in the order in which it is grouped: the table itself is not opened (bench/figures.py).
            # As columns and not as INCLUDE, which SQLite does not know; with valid_to, which it looks up otherwise, condition or not.
            models.Index(
                fields=["school", "site", "category", "status", "programme", "standing_on", *_ADDED_UP, "valid_to"],
                condition=Q(valid_to=FOREVER),
                name="needs_state_now",
            ),
            models.Index(fields=["school", "valid_from", "valid_to"], name="needs_state_then"),
        ]


class NeedRemark(models.Model):
    """Why a need was sent back: a reason at a field (`field` as in the form; empty: the whole), until it is submitted again."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="remarks")
    field = models.CharField(max_length=40, blank=True)
    reason = models.CharField(_("lý do"), max_length=500)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    is_settled = models.BooleanField(default=False)


class NeedPhoto(models.Model):
    """A photo that shows a need."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+")
    caption = models.CharField(_("chú thích"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "photo"], name="needs_photo_once", violation_error_message=_("Ảnh này đã có rồi.")),
        ]
