"""Donors: who gives, and what they allow to be told. Knows places and people; knows nothing of gifts.

Words: Donor (nhà tài trợ): a person, company, organisation or group. Public name (tên công khai): the name, an alias, or none ("Nhà tài trợ
không nêu tên"), by the donor's choice. Consent (đồng ý): what the donor allowed, by what, on which day, until withdrawn. Likeness (trùng nhau):
two entries that may be one donor; proposed, never merged by the system itself.

Lifecycle: recorded → merged into another (kept, and pointed to it); a consent is given → withdrawn.

Promises: without a consent that stands nobody's name is public; what a donor gave is theirs after a merge too; contact details are seen only
by those who work with the donor; a merge says who decided it and why, and can be undone.
"""
