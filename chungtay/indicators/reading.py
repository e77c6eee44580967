"""One answer to an indicator, and where it stands."""

from dataclasses import dataclass

from chungtay.core.estimates import Estimate


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """An indicator, whole (`by` empty) or one of its breakdowns (a code of enums.By)."""

    indicator: str
    by: str = ""

    @property
    def name(self) -> str:
        """Its name as a form's field and as a remark's: 'screened_children', 'screened_children.girls'."""
        return f"{self.indicator}.{self.by}" if self.by else self.indicator

    @classmethod
    def named(cls, name: str) -> "Cell":
        indicator, _dot, by = name.partition(".")
        return cls(indicator, by)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number of 0 or more (money in đồng; yes is 1, no is 0), `of` the N of a ratio n/N, how sure, and the word that goes with it.

    `reason` says why not (of a "no"), or why it differs from what the records say, or from the last round.
    """

    value: int
    of: int | None = None
    estimate: str = Estimate.EXACT
    reason: str = ""
