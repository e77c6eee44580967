"""Reports: answers to those who ask. The highest room: knows needs, support and programmes, issues papers through documents.

Words: Figure (con số): a question with a name, filters and a day; its value with its kind and estimate mark; the records behind it.
Every place that shows a number of the domain asks here. Mark (dấu con số): the figure's short name on paper. Report (báo cáo): a
programme's paper of one unit for one round: sections with words and figures, drawn from the pack's template. Kept figure (con số đã giữ):
value and records as they stood when the paper was written. On record (hồ sơ ghi nhận): what the records say for each cell of a unit's form.
Quote (ý đưa vào báo cáo): a sentence that units wrote, taken over with its sources. Appendix (phụ lục): the table by unit and indicator.

Promises: the words may be edited, the figures never; the parts of a breakdown add up to the whole or the page says why not; an issued
report keeps its figures and the lists of records behind them; figures of any past day are counted as of that day, in that day's tree; those
of what units said in a round say how it stands now, in the tree that was frozen for it.
"""
