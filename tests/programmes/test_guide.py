"""The guide for those who write packs names everything that they may write; its example: test_third_programme."""

from dataclasses import fields
from typing import Final

from chungtay.figures.questions_listed import QUESTIONS
from chungtay.indicators.enums import AddsUp, By
from chungtay.programmes.enums import TIER_CODES
from chungtay.programmes.pack import ASK_KINDS, ActivityType, FormSection, Indicator, Output, TextAsk, Tier
from tests.architecture.source import ROOT

GUIDE: Final = (ROOT / "docs" / "goi-chuong-trinh.md").read_text(encoding="utf-8")


def test_every_figure_and_every_kind_of_question_is_named() -> None:
    assert [name for name in (*QUESTIONS, *ASK_KINDS) if name not in GUIDE] == []


def test_every_word_of_a_round_is_named() -> None:
    words = [*AddsUp.values, *By.values, *TIER_CODES]
    assert [word for word in words if f"`{word}`" not in GUIDE] == []
    keys = {field.name for kind in (ActivityType, FormSection, Indicator, Output, TextAsk, Tier) for field in fields(kind)}
    assert [key for key in sorted(keys) if key not in GUIDE] == []
