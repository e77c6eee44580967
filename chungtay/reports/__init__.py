"""Reports: answers to those who ask. The highest room: knows needs, support and programmes, issues papers through documents.

Words: Report (báo cáo): a programme's paper of one unit for one round: sections with words and figures, drawn from the pack's template.
Mark (dấu con số): a figure's short name on paper. Kept figure (con số đã giữ): value and records as they stood when the paper was written.
Quote (ý đưa vào báo cáo): a sentence that units wrote, taken over with its sources. Appendix (phụ lục): the table by unit and indicator.

Promises: the words may be edited, the figures never; an issued report keeps its figures and the lists of records behind them, and shows how
these have moved since; a sentence taken over keeps its sources.
"""
