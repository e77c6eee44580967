"""The two districts of the demo world in the State's list, and what became of their communes on 2025-07-01."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from chungtay.core.vietnamese import fold
from chungtay.places.actions.decisions import register_decision
from chungtay.places.actions.national import REARRANGED_ON
from chungtay.places.enums import RECORDS_FROM, UnitType
from chungtay.places.models import Decision, OrgUnit, Succession
from chungtay.places.queries import children

BEGAN_ON: Final = RECORDS_FROM
CHANGED_ON: Final = REARRANGED_ON
LAST_DAY_BEFORE: Final = REARRANGED_ON - timedelta(days=1)
# The code of a district → the agency that managed its schools.
DISTRICTS: Final = {"100": "pgd-dien-bien", "611": "pgd-ngoc-hoi"}


@dataclass(frozen=True, slots=True)
class Heir:
    """What a unit is from 2025-07-01 on, and by which document (None: it remained what it was)."""

    unit: OrgUnit
    decision: Decision | None


class Lands:
    """Looked up once: the two eras' communes with their names, and the heirs."""

    def __init__(self) -> None:
        self._heirs: dict[int, Heir] = {}

    @cached_property
    def old_communes(self) -> list[OrgUnit]:
        found = [children(unit(code), on=LAST_DAY_BEFORE).filter(type=UnitType.COMMUNE).order_by("code") for code in DISTRICTS]
        return [commune for communes in found for commune in communes]

    @cached_property
    def new_communes(self) -> list[OrgUnit]:
        ids = {self.heir(commune).unit.pk for commune in self.old_communes}
        return list(OrgUnit.objects.on(CHANGED_ON).filter(pk__in=ids).order_by("code"))

    @cached_property
    def two_levels(self) -> Decision:
        """By which the communes' People's Committees manage the schools that the district's office managed."""
        return register_decision(
            number="142/2025/NĐ-CP",
            issued_on=date(2025, 6, 12),
            issuer="Chính phủ",
            subject="Quy định về phân định thẩm quyền của chính quyền địa phương 02 cấp trong lĩnh vực quản lý nhà nước "
            "của Bộ Giáo dục và Đào tạo",
        )

    def heir(self, old: OrgUnit) -> Heir:
        if old.pk not in self._heirs:
            rows = Succession.objects.filter(predecessor=old, is_main=True, happened_on=CHANGED_ON).select_related("successor", "decision")
            self._heirs[old.pk] = next((Heir(row.successor, row.decision) for row in rows), Heir(old, None))
        return self._heirs[old.pk]


def unit(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code)


def slug(name: str) -> str:
    """'Thanh An' → 'thanh-an'."""
    return fold(name).replace(" ", "-")
