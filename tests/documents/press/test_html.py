"""The paper on screen: figures lead to their source, the structure is said, no text is taken for code, looks come from classes."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils.safestring import SafeString

from chungtay.documents.decree30.form import STYLES, Role
from chungtay.documents.layout import Align, Cell, Column, Contact, Heading, Level, Paragraph, Run, Table
from chungtay.documents.press.html import WIDTHS, print_html
from tests.make.layouts import make_document, make_letter, make_report, make_resolution, said

CSS = (Path(__file__).parents[3] / "chungtay/web/static/web/paper.css").read_text()
MARKED = make_document(blocks=(Paragraph((Run("Có "), Run("6 trường", mark="schools"), Run("."))),))


def test_a_figure_leads_to_its_source() -> None:
    asked: list[str] = []

    def link(mark: str) -> str:
        asked.append(mark)
        return f"/so-lieu/?dau={mark}&ky=1"

    html = print_html(MARKED, link=link)
    assert 'Có <a class="figure" href="/so-lieu/?dau=schools&amp;ky=1" data-mark="schools">6 trường</a>./.' in html
    assert asked == ["schools"]
    assert isinstance(html, SafeString)


def test_a_figure_without_a_source_keeps_its_mark() -> None:
    assert 'Có <span class="figure" data-mark="schools">6 trường</span>./.' in print_html(MARKED)
    assert 'Có <span class="figure" data-mark="schools">6 trường</span>./.' in print_html(MARKED, link=lambda _mark: "")


def test_every_occurrence_of_a_mark_is_there() -> None:
    marks = re.findall(r'data-mark="([^"]+)"', print_html(make_report()))
    assert Counter(marks) == {"power.schools": 4, "power.sites": 3, "money": 1}


def test_headings_follow_each_other_below_the_title() -> None:
    assert re.findall(r"<h(\d) class=\"paper-([a-z-]+)\"", print_html(make_report())) == [
        ("2", "subject"),
        ("3", "roman"),
        ("3", "roman"),
        ("4", "clause-title"),
        ("4", "clause-title"),
        ("3", "roman"),
        ("2", "annex-title"),
        ("2", "annex-title"),
    ]
    levels = re.findall(r"<h(\d)", print_html(make_resolution()))
    assert levels == ["2", "3", "3", "4", "5", "5"]
    everything = [Heading(level, said("x")) for level in Level]
    assert max(re.findall(r"<h(\d)", print_html(make_document(blocks=tuple(everything))))) == "6"


def test_tables_say_their_heads_spans_and_widths() -> None:
    table = re.findall(r"<table.*?</table>", print_html(make_report()))[0]
    assert '<caption class="paper-table-caption">Bảng 1. Nhu cầu theo nhóm</caption>' in table
    assert '<colgroup><col class="paper-w30"><col class="paper-w45"><col class="paper-w15"><col class="paper-w15"></colgroup>' in table
    assert '<th class="paper-center" scope="colgroup" colspan="2">Số lượng</th>' in table
    assert '<th class="paper-center" scope="col" rowspan="2">Nhóm</th>' in table
    assert '<td class="paper-left" rowspan="2">Điện, nước</td>' in table
    assert '<td class="paper-center paper-bold" colspan="2">Cộng</td>' in table
    assert '<td class="paper-right">22</td>' in table


def test_lines_of_a_list_are_a_list() -> None:
    html = print_html(make_report())
    assert '<ul class="paper-list"><li class="paper-item">- Tiền mặt: 200.000.000 đồng;</li><li class="paper-item">- Hiện vật' in html
    assert '<li class="paper-recipient">- Như trên;</li><li class="paper-recipient">- Thường trực' in html


def test_footnotes_are_links_there_and_back() -> None:
    html = print_html(make_report())
    assert '<sup class="paper-reference"><a id="paper-mark-1" href="#paper-note-1">1</a></sup>' in html
    note = 'Gồm cả hiện vật quy đổi theo giá <em>tháng 3</em>. <a href="#paper-mark-1"'
    assert f'<li id="paper-note-1" class="paper-footnote">{note}' in html
    assert html.endswith("</ol></section></article>")
    assert "paper-notes" not in print_html(make_letter())


def test_the_words_of_the_screen_itself_are_in_the_language_of_the_reader() -> None:
    with override_settings(LANGUAGE_CODE="vi"):
        assert '<section class="paper-notes" aria-label="Cước chú">' in print_html(make_report())


def test_one_article_in_vietnamese() -> None:
    html = print_html(make_letter())
    assert html.startswith('<article class="paper" lang="vi"><header class="paper-head">')
    assert (html.count("<article"), html.count("<h1")) == (1, 0)


@pytest.mark.parametrize(
    "code", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "{{ x }}{% y %}", "' onmouseover='x"]
)
def test_text_is_never_code(code: str) -> None:
    """In whatever element it stands, in marks and links too."""
    table = Table((Column(),), ((Cell(said(code)),),), ((Cell(said(code)),),), caption=said(code))
    paragraph = Paragraph((Run(code, mark=code, footnote=said(code)),))
    document = make_document(subject=code, issuer=code, blocks=(paragraph, table), contact=Contact(code))
    html = print_html(document, link=lambda mark: f"/{mark}")
    assert not re.search(r"<(script|img)|&lt;b&gt;[^;]", html.replace("&amp;lt;b&amp;gt;", ""), re.IGNORECASE)
    tags = re.findall(r"<[^<>]*>", html)
    names = {name for tag in tags for name in re.findall(r"\s([a-z-]+)=\"", tag)}
    assert names <= {"class", "lang", "href", "id", "data-mark", "aria-label", "tabindex", "scope"}
    assert not any(re.search(r"\son[a-z]+\s*=(?![^\"]*\"(?:\s|>))", re.sub(r'"[^"]*"', '""', tag)) for tag in tags)


def test_no_style_in_the_text() -> None:
    assert "style=" not in print_html(make_report())


def test_every_class_has_its_look() -> None:
    """What is written here and what paper.css knows are one list."""
    wide = tuple(Column(share) for share in (0.2, 1, 5, 20))
    aligned = tuple(Cell(said("x"), align=align) for align in Align)
    document = make_document(blocks=(Table(wide, (), (aligned,)), *(Heading(level, said("x")) for level in Level)))
    printed = "".join(print_html(one) for one in (document, make_report(), make_letter(), make_resolution()))
    used = {name for classes in re.findall(r'class="([^"]+)"', printed) for name in classes.split()}
    known = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\.\d|/\*.*?\*/", "", CSS, flags=re.DOTALL)))
    plain = {"paper-left", "paper-list", "paper-right"}  # as everything else
    assert used - known <= plain
    assert {f"paper-w{width}" for width in WIDTHS} <= known


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.PAGE_NUMBER, Role.TABLE_CELL, Role.TABLE_HEAD)])
def test_sizes_and_weights_are_those_of_the_form(role: Role) -> None:
    style = STYLES[role]
    name = f".paper-{role.name.lower().replace('_', '-')}"
    rules = [body for names, body in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS) if re.search(rf"{re.escape(name)}(?![\w-])", names)]
    sizes = [(int(a), int(b)) for body in rules for a, b in re.findall(r"font-size: calc\((\d+)em / (\d+)\)", body)]
    assert sizes == ([] if style.size == 14 else [(style.size, 12 if role == Role.TABLE_CAPTION else 14)])
    assert any("font-weight: bold" in body for body in rules) == style.bold
    assert any("font-style: italic" in body for body in rules) == style.italic
