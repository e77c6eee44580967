"""Tables of places. Every range is half-open in days; `valid_to` = FOREVER means "until today"."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from chungtay.core.constraints import NoOverlap, Refusal
from chungtay.core.periods import FOREVER, Period, valid_on
from chungtay.core.search import WordIndex
from chungtay.places.enums import RECORDS_FROM, PlacementKind, UnitType, level_labels


def _real_range(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__gt=F("valid_from")), name=name, violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu.")
    )


def _within_life(name: str, *columns: str) -> Refusal:
    """The row's range lies within the life of every unit that it names."""
    units = ", ".join(f"NEW.{column}" for column in columns)
    return Refusal(
        name=name,
        events=("INSERT", "UPDATE"),
        condition=f"EXISTS (SELECT 1 FROM places_orgunit u WHERE u.id IN ({units}) "  # noqa: S608 — our own columns
        "AND (NEW.valid_from < u.valid_from OR NEW.valid_to > u.valid_to))",
        violation_error_message=_("Khoảng thời gian này vượt ra ngoài thời gian tồn tại của đơn vị."),
    )


class Decision(models.Model):
    """The document by which places changed: a resolution, a decree, a decision."""

    number = models.CharField(_("số, ký hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày ban hành"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    subject = models.CharField(_("trích yếu"), max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "issued_on", "issuer"],
                name="places_decision_once",
                violation_error_message=_("Văn bản này đã được ghi rồi."),
            )
        ]

    def __str__(self) -> str:
        return self.number


class OrgUnitQuerySet(models.QuerySet["OrgUnit"]):
    def on(self, day: date) -> Self:
        """The units alive that day, each with the `name`, `title`, `official_code`, `levels` and `sort_key` that it bore."""
        return self.filter(valid_on(day)).called_on(day)

    def called_on(self, day: date) -> Self:
        """As `on`, also for units not alive that day: they keep empty names."""
        return self.annotate(
            called=FilteredRelation("designations", condition=valid_on(day, "designations__")),
            title=F("called__title"),
            name=F("called__name"),
            official_code=F("called__official_code"),
            levels=F("called__levels"),
            sort_key=F("called__sort_key"),
        )

    def by_name(self) -> Self:
        """In Vietnamese order of the names; needs on() or called_on()."""
        return self.order_by(F("sort_key"), "pk")

    def below(self, unit: "OrgUnit", *, on: date) -> Self:
        """The unit itself and all that lies under it that day."""
        if unit.type == UnitType.COUNTRY:
            return self.filter(valid_on(on))
        column = LINEAGE_COLUMNS[UnitType(unit.type)]
        return self.filter(pk__in=Lineage.objects.filter(valid_on(on), **{column: unit.pk}).values("unit"))

    def children_of(self, unit: "OrgUnit", *, on: date) -> Self:
        """Those whose parent in the territory tree is `unit` that day."""
        return self.filter(pk__in=Placement.objects.filter(valid_on(on), parent=unit, kind=PlacementKind.TERRITORY).values("unit"))


class OrgUnit(models.Model):
    """A unit for as long as it lives: its type never changes, its names and parents do, each with their days."""

    code = models.SlugField(_("mã đơn vị"), max_length=60, unique=True, error_messages={"unique": _("Mã đơn vị này đã có.")})
    type = models.PositiveSmallIntegerField(_("loại"), choices=UnitType.choices)
    valid_from = models.DateField(_("thành lập"))
    valid_to = models.DateField(_("kết thúc"), default=FOREVER)

    if TYPE_CHECKING:  # annotated by on()
        title: str
        name: str
        official_code: str
        levels: int
        sort_key: str

    objects = OrgUnitQuerySet.as_manager()

    class Meta:
        constraints = [
            _real_range("places_unit_range"),
            models.CheckConstraint(
                condition=Q(type__in=UnitType.values), name="places_unit_type", violation_error_message=_("Loại đơn vị không có.")
            ),
            Refusal(
                name="places_unit_fixed",
                events=("UPDATE",),
                condition="NEW.type <> OLD.type OR NEW.code <> OLD.code",
                violation_error_message=_("Loại và mã của đơn vị không bao giờ thay đổi."),
            ),
            Refusal(
                name="places_unit_life",
                events=("UPDATE",),
                condition="EXISTS (SELECT 1 FROM places_placement p WHERE (p.unit_id = NEW.id OR p.parent_id = NEW.id) "
                "AND (p.valid_from < NEW.valid_from OR p.valid_to > NEW.valid_to)) "
                "OR EXISTS (SELECT 1 FROM places_designation d WHERE d.unit_id = NEW.id "
                "AND (d.valid_from < NEW.valid_from OR d.valid_to > NEW.valid_to))",
                violation_error_message=_("Đơn vị còn đơn vị trực thuộc, nơi trực thuộc hoặc tên gọi ngoài thời gian tồn tại mới."),
            ),
            Refusal(
                name="places_unit_kept",
                events=("DELETE",),
                violation_error_message=_("Đơn vị không bị xóa, chỉ được kết thúc bằng một văn bản."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def life(self) -> Period:
        return Period(self.valid_from, self.valid_to)

    @property
    def is_older_than_records(self) -> bool:
        """It stood already when the records begin; when it was founded is not known."""
        return self.valid_from == RECORDS_FROM

    @property
    def full_name(self) -> str:
        """'Xã Thanh An'; needs a unit fetched with on()."""
        return f"{self.title} {self.name}".strip()

    @property
    def level_labels(self) -> list[str]:
        return level_labels(self.levels)


class Designation(models.Model):
    """What a unit is called, and for a school which levels it teaches, from a day to a day."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="designations", db_index=False)
    title = models.CharField(_("danh xưng"), max_length=40, blank=True)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên gọi tắt"), max_length=80, blank=True)
    official_code = models.CharField(_("mã do Nhà nước cấp"), max_length=35, blank=True)
    levels = models.PositiveSmallIntegerField(_("cấp học"), default=0)
    name_fold = models.CharField(max_length=200, editable=False)
    search_text = models.CharField(max_length=400, editable=False)
    sort_key = models.CharField(max_length=1000, editable=False)
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            _real_range("places_designation_range"),
            models.CheckConstraint(
                condition=Q(levels__gte=0, levels__lte=15), name="places_levels", violation_error_message=_("Cấp học không có.")
            ),
            NoOverlap(
                name="places_one_designation",
                fields=("unit",),
                violation_error_message=_("Một đơn vị không thể có hai tên gọi trong cùng một ngày."),
            ),
            _within_life("places_designation_life", "unit_id"),
            WordIndex(name="places_designation_search", column="search_text"),
        ]
        indexes = [models.Index(fields=["unit", "valid_from"], name="places_designation_unit")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.title} {self.name}".strip()

    @property
    def level_labels(self) -> list[str]:
        return level_labels(self.levels)


class Placement(models.Model):
    """Whose child a unit is, or by whom it is managed, from a day to a day."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="placements", db_index=False)
    parent = models.ForeignKey(OrgUnit, models.PROTECT, related_name="child_placements", db_index=False)
    kind = models.CharField(max_length=10, choices=PlacementKind.choices, default=PlacementKind.TERRITORY)
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            _real_range("places_placement_range"),
            NoOverlap(
                name="places_one_parent",
                fields=("unit", "kind"),
                violation_error_message=_("Một đơn vị không thể có hai nơi trực thuộc trong cùng một ngày."),
            ),
            # Ranks grow strictly from parent to child, so no chain of placements can come back to where it began.
            Refusal(
                name="places_parent_ranks_higher",
                events=("INSERT", "UPDATE"),
                condition="(SELECT type FROM places_orgunit WHERE id = NEW.parent_id) >= "
                "(SELECT type FROM places_orgunit WHERE id = NEW.unit_id)",
                violation_error_message=_("Đơn vị cấp trên phải ở cấp cao hơn đơn vị trực thuộc."),
            ),
            _within_life("places_placement_life", "unit_id", "parent_id"),
        ]
        indexes = [
            models.Index(fields=["unit", "kind", "valid_from"], name="places_placement_unit"),
            models.Index(fields=["parent", "kind", "valid_from"], name="places_placement_parent"),
        ]


class Succession(models.Model):
    """One unit became another, whole or in part, on a day. A unit split among several has one main successor: where its office went."""

    predecessor = models.ForeignKey(OrgUnit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(OrgUnit, models.PROTECT, related_name="origins")
    happened_on = models.DateField()
    is_whole = models.BooleanField()
    is_main = models.BooleanField()
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="places_succession_once",
                violation_error_message=_("Việc kế thừa này đã được ghi rồi."),
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(is_main=True),
                name="places_succession_one_main",
                violation_error_message=_("Một đơn vị chỉ có một đơn vị kế thừa chính."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="places_succession_other",
                violation_error_message=_("Một đơn vị không thể kế thừa chính nó."),
            ),
        ]


class Lineage(models.Model):
    """Derived: for each span of days in which they stay the same, a unit's ancestors by type; its own column holds the unit itself.

    One indexed equality answers "all below X on day D"; a transfer rewrites only the rows of what moved (docs/adr/).
    """

    unit = models.ForeignKey(OrgUnit, models.CASCADE, related_name="lineage", db_index=False)
    valid_from = models.DateField()
    valid_to = models.DateField()
    ministry = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    province = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    district = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    commune = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    agency = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    school = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    site = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "valid_from"], name="places_lineage_span")]


LINEAGE_COLUMNS: dict[UnitType, str] = {
    UnitType.MINISTRY: "ministry",
    UnitType.PROVINCE: "province",
    UnitType.DISTRICT: "district",
    UnitType.COMMUNE: "commune",
    UnitType.AGENCY: "agency",
    UnitType.SCHOOL: "school",
    UnitType.SITE: "site",
}
