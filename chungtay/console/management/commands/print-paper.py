"""`manage.py print-paper`: a template and its data as paper, without the rest of the product."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from chungtay.core.errors import RuleBroken
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.layout import Document
from chungtay.documents.press.docx import print_docx
from chungtay.documents.press.html import print_html
from chungtay.documents.press.pdf import print_pdf
from chungtay.documents.template import render
from chungtay.documents.template.given import read_given

FORMATS: Final = ("docx", "pdf", "html", "text")
STDOUT: Final = "-"
_ASIDE: Final = "aside { max-width: 210mm; margin: 1.5rem auto; padding: 0 1rem; box-sizing: border-box; font: 1rem/1.5 sans-serif; }\n"


class Command(BaseCommand):
    help = "In một mẫu văn bản kèm dữ liệu thành Word, PDF, trang web hoặc chữ. Sai ở đâu thì nói dòng ấy và thoát với mã 2."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("template", metavar="TEMPLATE", help="tệp mẫu")
        parser.add_argument("--data", metavar="FILE.json", help='tệp dữ liệu: {"names": {…}, "figures": {…}}')
        parser.add_argument("--format", choices=FORMATS, help="mặc định: theo đuôi của tệp in ra")
        parser.add_argument("--output", metavar="FILE", default=STDOUT, help="tệp in ra; - là ra màn hình")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with translation.override("vi"):
                form = options["format"] or _form_of(options["output"])
                document = _document(options["template"], options["data"])
                _write(printed(document, form), options["output"])
        except RuleBroken as refusal:
            self.stderr.write(refusal.sentence)
            sys.exit(2)


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


def _document(template: str, data: str | None) -> Document:
    names, figures = read_given(_read(data)) if data else ({}, {})
    return render(_read(template), names, figures=figures)


def _form_of(output: str) -> str:
    form = {".txt": "text"}.get(Path(output).suffix, Path(output).suffix.removeprefix("."))
    if form not in FORMATS:
        raise RuleBroken(f"Xin nói in ra loại nào: --format {' | '.join(FORMATS)}.")
    return form


def _read(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken(f"Tệp “{name}” không phải chữ Unicode (UTF-8).") from error
    except OSError as error:
        raise RuleBroken(f"Không đọc được tệp “{name}”.") from error


def _write(content: bytes, output: str) -> None:
    if output == STDOUT:
        sys.stdout.buffer.write(content)
        return
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        raise RuleBroken(f"Không ghi được tệp “{output}”.") from error
