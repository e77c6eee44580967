"""`manage.py print-paper`, and the samples that it prints."""

import io
import json
import sys
from pathlib import Path
from typing import Final

import pytest
from django.core.management import call_command

from chungtay.checker.inspecting import inspect
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.layout import Document
from chungtay.documents.template import render
from chungtay.documents.template.given import read_given
from tests.documents.press.printed import Printed
from tests.documents.press.reading import Word
from tests.documents.press.test_same_words import Screen, evened
from tests.documents.template.make import BODY_LINE, FRONT

SAMPLES: Final = Path(__file__).resolve().parents[2] / "docs" / "samples"
NAMES: Final = sorted(path.name.removesuffix(".mau.md") for path in SAMPLES.glob("*.mau.md"))


def printed(tmp_path: Path, name: str, form: str) -> bytes:
    output = tmp_path / f"in.{form}"
    call_command(
        "print-paper", str(SAMPLES / f"{name}.mau.md"), "--data", str(SAMPLES / f"{name}.json"), "--format", form, "--output", str(output)
    )
    return output.read_bytes()


def document(name: str) -> Document:
    names, figures = read_given((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return render((SAMPLES / f"{name}.mau.md").read_text(encoding="utf-8"), names, figures=figures)


def test_there_are_samples() -> None:
    assert NAMES == ["bao-cao-nhu-cau", "bao-cao-thang-hanh-dong", "cong-van-doi-chieu"]


@pytest.mark.parametrize("name", NAMES)
def test_samples_say_the_same_words_in_every_format(tmp_path: Path, name: str) -> None:
    said = evened(words(compose(document(name))))
    assert evened(printed(tmp_path, name, "text").decode().splitlines()) == said
    assert evened(Word(printed(tmp_path, name, "docx")).words()) == said
    assert Printed(printed(tmp_path, name, "pdf")).words() == said
    page = printed(tmp_path, name, "html").decode()
    article = page[page.index("<article") : page.index("</article>") + len("</article>")]
    assert evened(Screen(article).lines) == said


@pytest.mark.parametrize("name", NAMES)
def test_samples_depart_from_the_decree_in_nothing(tmp_path: Path, name: str) -> None:
    assert [finding.rule for finding in inspect(printed(tmp_path, name, "docx")).findings] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_samples_are_those_of_today(tmp_path: Path, name: str) -> None:
    for form in ("html", "pdf"):
        assert printed(tmp_path, name, form) == (SAMPLES / f"{name}.{form}").read_bytes(), f"make samples ({form})"
    pages = len(Printed((SAMPLES / f"{name}.pdf").read_bytes()).pages)
    pictures = sorted(SAMPLES.glob(f"{name}-*.png"))
    assert len(pictures) == pages
    assert all(picture.stat().st_size < 200_000 for picture in pictures)


def test_every_figure_leads_to_what_it_means(tmp_path: Path) -> None:
    page = printed(tmp_path, "bao-cao-nhu-cau", "html").decode()
    for mark, meaning in document("bao-cao-nhu-cau").marks.items():
        assert f'href="#{mark}"' in page
        assert f'<dt id="{mark}">{mark}</dt><dd>{meaning}</dd>' in page


# ── What is wrong is said in one sentence ────────────────────────────────────────────────────────────────────────────────────────────


def refused(*arguments: str) -> str:
    said = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("print-paper", *arguments, stderr=said)
    assert end.value.code == 2
    assert said.getvalue().count("\n") == 1
    return said.getvalue().strip()


def test_a_fault_of_the_template_with_its_line(tmp_path: Path) -> None:
    template = tmp_path / "mau.md"
    template.write_text(f"{FRONT}Có {{{{ so.truong }}}} trường")
    assert refused(str(template), "--format", "text") == f"Dòng {BODY_LINE}: không có con số “truong”."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("{", "Dòng 1 của tệp dữ liệu"),
        ("[]", "hai nhóm"),
        ('{"a": {}}', "hai nhóm"),
        ('{"names": []}', "hai nhóm"),
        ('{"figures": {"a": 6}}', "con số “a”"),
        ('{"figures": {"a": {}}}', "con số “a”"),
        ('{"figures": {"a": {"b": {"value": true}}}}', "con số “a.b”"),
        ('{"figures": {"a": {"value": 6, "nghia": "x"}}}', "con số “a”"),
        ('{"figures": {"a": {"value": 6, "mark": 6}}}', "con số “a”"),
        ('{"names": {"ngay": "2021-02-31"}}', "không có ngày 2021-02-31"),
        (json.dumps({"figures": {"a" * 65: {"value": 1}}}), "dài quá 64"),
        ("[" * 100_000, "lồng nhau quá sâu"),
        ('{"names": {"ten": "\\ue000"}}', "ký tự lạ"),
    ],
)
def test_faults_of_the_data(tmp_path: Path, data: str, says: str) -> None:
    (tmp_path / "mau.md").write_text(f"{FRONT}Hết")
    (tmp_path / "so.json").write_text(data)
    assert says in refused(str(tmp_path / "mau.md"), "--data", str(tmp_path / "so.json"), "--format", "text")


def test_faults_of_the_files(tmp_path: Path) -> None:
    template = tmp_path / "mau.md"
    template.write_text(f"{FRONT}Hết")
    assert "Không đọc được tệp" in refused(str(tmp_path / "khong-co.md"), "--format", "text")
    assert "--format docx | pdf | html | text" in refused(str(template))
    assert "Không ghi được tệp" in refused(str(template), "--output", str(tmp_path / "khong-co" / "a.txt"))
    template.write_bytes("Điện Biên".encode("utf-16"))
    assert "không phải chữ Unicode" in refused(str(template), "--format", "text")


def test_onto_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mau.md").write_text(f"{FRONT}Hết", encoding="utf-8-sig")
    screen = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", screen)
    call_command("print-paper", str(tmp_path / "mau.md"), "--format", "text", "--output", "-")
    assert "Hết./." in screen.buffer.getvalue().decode()
