"""Donors: who gives, and what they allow to be told. Knows places and people; knows nothing of gifts.

Words: Donor (nhà tài trợ): a person, company, organisation or group. Public name (tên công khai): the name, an alias, or none ("Nhà tài
trợ không nêu tên"), by the donor's choice. Consent (đồng ý): what the donor allowed, by what, on which day, until withdrawn. Likeness
(trùng nhau): two entries that may be one donor; proposed with its signs, never merged by the system itself.

Lifecycle: recorded → merged into another, which is kept (→ separate again); a consent is given → withdrawn.

Promises: without a consent that stands nobody's name is public, and a withdrawal holds at once; contacts are seen only by those who work
with the donor, and erased when the donor withdraws them; no identity number is kept. A merge moves nothing: what others keep under a merged
row stays there (queries.the_one, family). It says who decided it and why, and can be undone; two of whom somebody said that they are not
the same are not proposed again.
"""
