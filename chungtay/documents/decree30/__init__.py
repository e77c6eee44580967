"""Nghị định 30/2020/NĐ-CP as data: the form (sizes, styles, positions) and the sheet (what stands on paper, in order)."""
