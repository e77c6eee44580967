"""The smallest template that is a paper."""

from typing import Any, Final

import pytest

from chungtay.documents.layout import Document
from chungtay.documents.template import TemplateBroken, render
from chungtay.documents.template.data import Figures

FRONT: Final = """+++
kind = "BC"
issuer = "Phòng Giáo dục và Đào tạo"
notation = "BC-PGDĐT"
subject = "Về việc thử"
[signature]
authority = ["TRƯỞNG PHÒNG"]
name = "A"
+++
"""
BODY_LINE: Final = FRONT.count("\n") + 1


def paper(body: str, figures: Figures | None = None, **names: Any) -> Document:
    return render(FRONT + body, names, figures=figures)


def refusal(body: str, figures: Figures | None = None, **names: Any) -> TemplateBroken:
    with pytest.raises(TemplateBroken) as caught:
        paper(body, figures, **names)
    return caught.value
