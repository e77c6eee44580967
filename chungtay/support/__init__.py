"""Support: what came to help. Knows needs and programmes; is asked by reports.

Words: Contribution (tiếp nhận): money or goods that really came to a unit, from a giver named in words, on a day. Kind (loại nguồn lực): a
line of the programme's pack ("chăn ấm", "học bổng"). Pledge (cam kết): what a donor promised; it holds its part of a need until it comes,
ends or expires; offered → agreed (each change asks the other side) → fulfilled, or declined, cancelled, expired.

Promises: a contribution on record is never changed or removed, only taken back by a second row that names it and the reason; an estimated
value keeps its mark.
"""
