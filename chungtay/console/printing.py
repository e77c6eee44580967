"""What commands that print paper share: a document in each form, and where it goes."""

import sys
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from chungtay.core.errors import RuleBroken
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.layout import Document
from chungtay.documents.press.docx import print_docx
from chungtay.documents.press.html import print_html
from chungtay.documents.press.pdf import print_pdf

FORMATS: Final = ("docx", "pdf", "html", "text")
STDOUT: Final = "-"
_ASIDE: Final = "aside { max-width: 210mm; margin: 1.5rem auto; padding: 0 1rem; box-sizing: border-box; font: 1rem/1.5 sans-serif; }\n"


def printed(document: Document, form: str) -> bytes:
    """The document in one of FORMATS."""
    if form == "text":
        return ("\n".join(words(compose(document))) + "\n").encode()
    if form == "html":
        return _page(document).encode()
    return print_docx(document) if form == "docx" else print_pdf(document)


def _page(document: Document) -> str:
    """A page that needs no other file; a figure leads to what it means, below the paper."""
    style = Path(str(finders.find("web/paper.css"))).read_text(encoding="utf-8")
    return format_html(
        '<!doctype html>\n<html lang="vi">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        "<title>{}</title>\n<style>\n{}{}</style>\n<body>\n<main>\n{}\n</main>\n"
        "<aside>\n<h2>Con số lấy từ đâu</h2>\n<dl>\n{}</dl>\n</aside>\n",
        document.subject,
        mark_safe(style),  # noqa: S308 — a file of ours
        _ASIDE,
        print_html(document, link=lambda mark: f"#{mark}" if mark in document.marks else None),
        format_html_join("", '<dt id="{}">{}</dt><dd>{}</dd>\n', ((mark, mark, meaning) for mark, meaning in document.marks.items())),
    )


def form_of(asked: str | None, output: str, forms: tuple[str, ...] = FORMATS) -> str:
    """The form asked for, else that of the file's ending. RuleBroken where it is none of `forms`."""
    form = asked or {".txt": "text"}.get(Path(output).suffix, Path(output).suffix.removeprefix("."))
    if form not in forms:
        raise RuleBroken(f"Xin nói in ra loại nào: --format {' | '.join(forms)}.")
    return form


def put_out(content: bytes, output: str) -> None:
    """Into the file, or onto the screen."""
    if output == STDOUT:
        sys.stdout.buffer.write(content)
        return
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        raise RuleBroken(f"Không ghi được tệp “{output}”.") from error
