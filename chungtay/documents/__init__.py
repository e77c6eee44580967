"""Documents: official paper. Knows numbering, layout, form and files, and nothing of schools or children.

Words: Document (văn bản) as data: head, title, text, signature, recipients, annexes (layout). Mark (dấu con số): an id on a run that every
output keeps. Sheet: what stands on the paper in order, by Nghị định 30/2020 (decree30). Press: the sheet as Word, PDF and screen. Number
series (dãy số): per unit or body, year and type. Issued document (văn bản phát hành) never changes: it is replaced or recalled. Incoming
document (văn bản đến).

Lifecycle: draft → under review → signed → issued → replaced | recalled, each of the last two by a deciding paper.

Promises: Word, PDF and screen say the same words in the same order; a number is given once, without gaps, in the transaction that issues;
what was issued is kept with its hash, text, marks and their values; a trigger refuses any change.
"""
