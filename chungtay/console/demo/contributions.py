"""What came to help: the ten kinds that the report of 2021 names, and some of today's gifts. Givers are called by what they are."""

from datetime import date

from chungtay.console.demo.lands import unit
from chungtay.console.demo.programme import rows_of
from chungtay.programmes.models import Programme
from chungtay.support.actions import record_contribution


def record_contributions(programme: Programme) -> None:
    for row in rows_of("contributions.csv"):
        received_on = date.fromisoformat(row["received_on"])
        record_contribution(
            unit(row["unit"]),
            by=None,
            programme=programme,
            kind=row["kind"],
            quantity=int(row["quantity"]) if row["quantity"] else None,
            measure=row["measure"],
            value_vnd=int(row["value_vnd"]),
            value_estimate=row["estimate"],
            giver=row["giver"],
            note=row["note"],
            received_on=received_on,
            on=received_on,
        )
