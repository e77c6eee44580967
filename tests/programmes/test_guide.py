"""The guide for those who write packs: its small example is a pack that loads, its table names every file and key."""

import re
from pathlib import Path
from typing import Final

from chungtay.programmes.pack import ASK_KINDS
from chungtay.programmes.packfiles import read_pack
from chungtay.reports.paper_check import check_paper
from chungtay.reports.questions_listed import QUESTIONS
from tests.architecture.source import ROOT

GUIDE: Final = (ROOT / "docs" / "goi-chuong-trinh.md").read_text(encoding="utf-8")


def test_the_example_is_a_pack(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    for name, text in re.findall(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL):
        (tmp_path / name).write_text(text, encoding="utf-8")
    pack = read_pack(tmp_path, figures=QUESTIONS)
    check_paper(pack)
    assert (pack.slug, [category.code for category in pack.categories]) == ("thu-vien-xanh", ["books"])


def test_every_figure_and_every_kind_of_question_is_named() -> None:
    assert [name for name in (*QUESTIONS, *ASK_KINDS) if name not in GUIDE] == []
