"""Programmes: campaigns as data. Knows what is asked for, by whom and when; the answers live above (needs, support, reports).

Words: Pack (gói chương trình): a folder of data files under packs/: groups and categories of need, what each must tell, kinds of resource,
of activities and their outputs, indicators, what a round asks and of whom, calendar, papers; checked whole when it is loaded, kept as a
PackVersion that never changes. Programme (chương trình): a pack at work; it
keeps the version it began with until somebody adopts the next. Round (đợt): a period whose last day is the day as of which it counts.
Participation (tham gia): a school answers the round, also by saying that it lacks nothing. Directive (văn bản chỉ đạo): a link of the chain
of documents, with who must carry it on by a Plan (kế hoạch). Focal point (đầu mối): who answers donors for one school level.

Promises: a third programme needs no programmer; a running programme and every round keep their version; n/N of plans and of schools taking
part are counted from these rows.
"""
