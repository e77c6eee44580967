"""Needs: what a school or one of its sites lacks. Knows programmes and places; knows nothing of donors or reports.

Words: Need (nhu cầu): category, what exactly, how many, estimated cost, how many children, since when, why urgent, how one gets there,
photos. Place: the site, or the school itself. NeedState: how a need stood from a day to a day; every count of any day asks these rows.
Remark (ý kiến trả lại): the reason at the field. Double (nghi trùng): same place, same category, both standing.

Lifecycle: draft → submitted → verified | returned → published → partly met → met → confirmed → closed; withdrawn with a reason. A published
need is asked about after 6 months and leaves the board after 7 without an answer.

Promises: counts, never names of children; purposes that Thông tư 16/2018/TT-BGDĐT forbids are refused with the article; nobody verifies
what they recorded; a need of old xã Sam Mứn is found in Thanh An, because it belongs to the school and the school's place has its days.
"""
