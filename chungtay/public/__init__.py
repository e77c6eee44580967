"""Public: the door for donors and anybody. No account, no scope: it shows only what a room has published (published.py), never a model.

Words: board (bảng kêu gọi): the needs that call for help now. Nobody is named here but focal points, who are there to be asked.
"""
