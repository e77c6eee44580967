"""`manage.py print-paper`: a template and its data as paper, without the rest of the product."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from chungtay.console.printing import FORMATS, STDOUT, form_of, printed, put_out
from chungtay.core.errors import RuleBroken
from chungtay.documents.layout import Document
from chungtay.documents.template import render
from chungtay.documents.template.given import read_given


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
                form = form_of(options["format"], options["output"])
                document = _document(options["template"], options["data"])
                put_out(printed(document, form), options["output"])
        except RuleBroken as refusal:
            self.stderr.write(refusal.sentence)
            sys.exit(2)


def _document(template: str, data: str | None) -> Document:
    names, figures = read_given(_read(data)) if data else ({}, {})
    return render(_read(template), names, figures=figures)


def _read(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken(f"Tệp “{name}” không phải chữ Unicode (UTF-8).") from error
    except OSError as error:
        raise RuleBroken(f"Không đọc được tệp “{name}”.") from error
