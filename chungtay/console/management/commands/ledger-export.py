"""`manage.py ledger-export`: the sealed ledger as a file that anybody can check with ops/verify_ledger.py."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from chungtay.console.printing import STDOUT
from chungtay.core import clock
from chungtay.core.numbers import grouped
from chungtay.ledger.actions import seal
from chungtay.ledger.export import lines, write_packed
from chungtay.ledger.models import Head
from chungtay.ledger.tree import latest_head


class Command(BaseCommand):
    help = "Xuất sổ cái đã niêm phong ra một tệp mà ai cũng tự kiểm tra được (docs/so-cai-mo.md); tên tệp .gz thì nén."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", metavar="FILE", required=True, help="tệp xuất ra, .jsonl hoặc .jsonl.gz; - là ra màn hình")
        parser.add_argument("--seal", action="store_true", help="niêm phong ngay những bút toán chưa niêm phong, rồi mới xuất")

    def handle(self, *args: Any, output: str, seal: bool, **options: Any) -> None:
        with translation.override("vi"):
            head = _head(is_sealing=seal)
            if output == STDOUT:
                sys.stdout.buffer.writelines(lines(head))
                return
            try:
                _write(Path(output), head)
            except OSError as error:
                raise CommandError(f"Không ghi được “{output}”: {error.strerror}.") from error
            self.stdout.write(f"Đã xuất {grouped(head.size)} bút toán vào “{output}”. Gốc ngày {head.day}: {head.root}")


def _head(*, is_sealing: bool) -> Head:
    head = seal(clock.now()) if is_sealing else latest_head()
    if head is None:
        raise CommandError("Sổ cái chưa niêm phong bút toán nào; thêm --seal để niêm phong ngay.")
    return head


def _write(path: Path, head: Head) -> None:
    """Whole or not at all: the name appears when the last line is written."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            if path.suffix == ".gz":
                write_packed(file, head)
            else:
                file.writelines(lines(head))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
