"""`manage.py check-paper`: what departs from Nghị định 30/2020/NĐ-CP in somebody's Word file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from chungtay.checker import checking
from chungtay.checker.report import Report, Severity, as_data
from chungtay.core.errors import RuleBroken

FOUND = 1
REFUSED = 2


class Command(BaseCommand):
    help = "Kiểm tra thể thức một tệp .docx theo Nghị định 30/2020/NĐ-CP. Mã thoát: 0 không có lỗi, 1 có lỗi, 2 không kiểm tra được."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP.docx")
        parser.add_argument("--corrected", type=Path, metavar="TỆP", help="ghi bản đã sửa những lỗi sửa được an toàn")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="text: cho người đọc; json: cho máy")

    def handle(self, *args: Any, file: Path, corrected: Path | None, **options: Any) -> None:
        with translation.override("vi"):
            try:
                content = file.read_bytes()
                report = checking.check(content)
                self._say(report, is_json=options["format"] == "json")
                if corrected is not None:
                    self._write(content, report, corrected)
            except RuleBroken as refusal:
                raise CommandError(refusal.sentence, returncode=REFUSED) from None
            except OSError as fault:
                raise CommandError(f"Không mở được tệp: {fault.strerror} ({fault.filename}).", returncode=REFUSED) from None
        if not report.is_clean:
            raise SystemExit(FOUND)

    def _say(self, report: Report, *, is_json: bool) -> None:
        if is_json:
            self.stdout.write(json.dumps(as_data(report), ensure_ascii=False, indent=1))
            return
        for severity in Severity:
            found = report.of(severity)
            if found:
                self.stdout.write(f"{severity.label} ({len(found)})")
            for each in found:
                times = f" (và {each.times - 1} chỗ nữa)" if each.times > 1 else ""
                self.stdout.write(f"  {each.where}{times}")
                self.stdout.write(f"    {each.title}: {each.found} → {each.wanted}")
                self.stdout.write(f"    {each.article} · {each.rule}{' · sửa được' if each.is_fixable else ''}")
        count = len(report.findings)
        self.stdout.write(f"{count} điều cần xem." if count else f"Không thấy điều gì trái thể thức ({report.rules} quy tắc đã xem).")

    def _write(self, content: bytes, report: Report, target: Path) -> None:
        target.write_bytes(checking.corrected(content, report))
        self.stderr.write(f"Đã ghi bản sửa: {target}")
