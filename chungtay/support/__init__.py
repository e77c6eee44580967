"""Support: what came to help. Knows needs and programmes; is asked by reports.

Words: Contribution (tiếp nhận): money or goods that really came to a unit, from a giver named in words, on a day. Kind (loại nguồn lực): a
line of the programme's pack ("chăn ấm", "học bổng"). Pledge (cam kết): what a donor promised; it holds its part of a need until it comes,
ends or expires; offered → agreed (each change asks the other side) → fulfilled, or declined, cancelled, expired. Allocation (phân bổ): a
part of a contribution goes to a need, an activity, a unit. Line booking (ghi sổ): what a line of a bank statement turned out to be. Wish
(dành cho): what the donor wants it for.

Lifecycle: pledged → came (bank, cash, goods, on the spot) → allocated, part by part → handed over → confirmed; what is idle goes back or
waits.

Promises: a contribution on record is never changed or removed, only taken back by a second row that names it and the reason; an estimated
value keeps its mark. Never more goes out than came, nor elsewhere than the donor wished without the donor's word; the ledger says the same
(invariants.py).
"""
