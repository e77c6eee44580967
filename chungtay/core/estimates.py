"""An estimate keeps its word: "hơn 300" is 300 with the mark *at least*, in the data, in the sums and on paper."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class Estimate(models.TextChoices):
    """How sure a number is."""

    EXACT = "exact", _("đúng số này")
    AT_LEAST = "at_least", _("hơn (ít nhất)")
    ABOUT = "about", _("khoảng")


def of_sum(parts: Iterable[str]) -> Estimate:
    """How sure a sum is: about as soon as one part is about, at least as soon as one part is at least, else exact."""
    found = set(parts)
    if Estimate.ABOUT in found:
        return Estimate.ABOUT
    return Estimate.AT_LEAST if Estimate.AT_LEAST in found else Estimate.EXACT
