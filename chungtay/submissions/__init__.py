"""Submissions: what units answer in a round, and what becomes of their answers. Above activities, support and needs; below reports.

Words: Submission (báo cáo nộp): one unit's answer to one round, there from the day the round is asked: DUE. Answer (số liệu): a reading of
one cell (an indicator or one of its breakdowns). Narrative (lời văn): limits, causes, lessons, proposals. Remark (ý kiến trả lại): a reason
at a field. Restatement (đính chính): late data after acceptance: what changed, from what, by whom, why. Tally (bảng cộng): derived, the
answers of a submission as columns, so that a country is added up in one statement. Reporting rate (tỷ lệ nộp), on-time rate (tỷ lệ đúng
hạn): as DHIS2 defines them, over the units that must answer.

Lifecycle: due → draft → submitted → returned → submitted → accepted; excused with a reason. Who answers to whom is frozen when the round is
asked, so that 2021 keeps its districts; for a unit that ends meanwhile its successor answers. Late is allowed and shown as late. What is
sent is locked until it is returned, what is accepted is changed by restating only.

Promises: nothing typed is lost, two people never overwrite each other unseen; nobody accepts what they sent; the totals at every level are
those of the accepted answers at any moment (a collecting unit's own answer counts for itself once sent), equal to a full recomputation.
"""
