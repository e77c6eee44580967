"""Figures: every number of the domain that is shown anywhere is asked for here. Knows all rooms that hold something to count; no tables.

Words: Figure (con số): a question with a name, filters and a day; its value with its kind and estimate mark; the records behind it.
Question (câu hỏi): what may be asked, in words, and which filters it understands. Breakdown (chia theo): its parts. On record (hồ sơ ghi
nhận): what the records say for each cell of a unit's form in a round, before the unit has said anything.

    figure("needs.schools", Filters(programme="dieu-uoc-cho-em", unit="pgd-dien-bien", round="2021", as_of=date(2021, 3, 1), level="TH"))

Promises: every figure opens to its records; the parts of a breakdown add up to the whole or the page says why not; figures of any past day
are counted as of that day, in that day's tree; a round's figures in the tree that was frozen when it was asked.
"""
