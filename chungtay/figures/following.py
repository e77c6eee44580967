"""Where what a unit received is counted that day: at the unit itself, or at whoever followed it.

Its main successor follows a unit that ended; one without successor the unit in which it last lay; and so on until one that lives.
"""

import json
from typing import Final

from django.db import connection

from chungtay.figures.counting import Given, fetch, held, in_territory, twice
from chungtay.figures.questions_asked import Setting

_LINE: Final = ("province_id", "district_id", "commune_id", "school_id", "site_id")
_FOLLOWED: Final = (
    "SELECT u.id AS ended_id, COALESCE(w.successor_id, q.parent_id) AS heir_id FROM places_orgunit u "
    "LEFT JOIN places_succession w ON w.predecessor_id = u.id AND w.is_main "
    "LEFT JOIN places_placement q ON q.unit_id = u.id AND q.kind = 'territory' AND q.valid_to = u.valid_to WHERE u.valid_to <= %s"
)
# UNION, not UNION ALL: a chain of heirs ends, but a statement that could run for ever must not depend on it.
_ENDED: Final = (
    f"WITH RECURSIVE followed AS ({_FOLLOWED}), now_at (ended_id, unit_id) AS ("  # noqa: S608 — our own columns
    "SELECT ended_id, heir_id FROM followed UNION "
    "SELECT t.ended_id, f.heir_id FROM now_at t JOIN followed f ON f.ended_id = t.unit_id) "
    "SELECT t.ended_id, t.unit_id FROM now_at t JOIN places_lineage l ON l.unit_id = t.unit_id WHERE {where}"
)


def lines_there(setting: Setting) -> tuple[str, Given]:
    """WITH … there: the lines of the units of the territory that day, once for each unit itself and once for each that it follows, which
    is `of_id`. Who ended is asked for first and given as values, because nobody can foretell how much a recursion finds, and the database
    would choose its way through millions of gifts by that.
    """
    condition, given = in_territory(setting)
    where, among = f"{held('l')} AND {condition}", (*twice(setting.day), *given)
    line = ", ".join(f"l.{column}" for column in _LINE)
    text = (
        f"WITH there AS MATERIALIZED (SELECT l.unit_id AS of_id, l.unit_id, {line} FROM places_lineage l WHERE {where} UNION ALL "  # noqa: S608 — our own columns
        f"SELECT f.ended_id, l.unit_id, {line} FROM ({_pairs()}) f JOIN places_lineage l ON l.unit_id = f.unit_id WHERE {where}) "
    )
    if "ended" not in setting.looked_up:
        found = fetch(_ENDED.format(where=where), (setting.day.isoformat(), *among))
        setting.looked_up["ended"] = json.dumps([list(pair) for pair in found])
    return text, (*among, setting.looked_up["ended"], *among)


def _pairs() -> str:
    """Rows of two ids each from one value."""
    if connection.vendor == "postgresql":
        return "SELECT (p ->> 0)::bigint AS ended_id, (p ->> 1)::bigint AS unit_id FROM json_array_elements(%s::json) p"
    return "SELECT p.value ->> 0 AS ended_id, p.value ->> 1 AS unit_id FROM json_each(%s) p"
