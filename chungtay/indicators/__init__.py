"""Indicators: the yardstick. No tables; knows no subject, neither who answers nor what is counted.

Words: Indicator (chỉ tiêu): a number asked for or derived; a pack says which (programmes/pack.py). Reading (giá trị): one answer: number,
N of a ratio, how sure, and the word that goes with it. AddsUp: what becomes of many readings. By (phân tổ): the breakdowns ("trong đó").
Cell (ô): an indicator whole, or one of its breakdowns. Formula: a derived indicator over other ones, checked before it is used.
Check: what a reading must be (hard: it stops) or should be (soft: it asks for a word).
"""
