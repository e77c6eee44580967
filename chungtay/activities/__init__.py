"""Activities: what was done for children, put on record as it happens. Knows programmes and places; knows nothing of rounds or reports.

Words: Activity (hoạt động): a type of the programme's pack, a day or a range of days, a place, who with, whom for. Output (kết quả): what
it brought about and that is counted (3 phóng sự, 50 xe đạp, hơn 300 lượt khám). Money (kinh phí): by source: local budget, mobilised, goods
with their value. People (đối tượng): how many took part or profited, with totals only by level, sex, poverty, disability, ethnicity.

Lifecycle: recorded → withdrawn with a reason. Until then its unit may revise it; the audit keeps what stood there before.

Promises: counts, never names of children; an estimate keeps its word; what is withdrawn is counted nowhere and is never deleted; the parts
of the people never exceed the whole.
"""
