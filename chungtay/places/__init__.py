"""Places: the units of the State, of schools and their sites, through time.

Words: OrgUnit (đơn vị) lives from a day to a day. Designation (tên gọi): what it is called, from–to. Placement (trực thuộc): whose child it
is, from–to, in the TERRITORY tree; and, for schools, by whom it is managed (MANAGEMENT). Succession (sáp nhập, chia tách): which unit
became which, when. Decision: the document by which it happened. Lineage: derived, the ancestors of every unit for every span of days.

Promises: a unit is never re-parented or renamed in place; a day has one answer, today and in ten years; no unit has two parents on one
day, none is its own ancestor, none outlives its parent (kept by the database). Lineage equals the recursive answer.

Changes come through actions only: found_unit, rename_unit, transfer_unit, merge_units, split_unit, close_unit, each with its Decision.
"""
