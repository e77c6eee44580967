"""`manage.py load_units`: the State's list of administrative units, both eras."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from chungtay.places.actions.national import load_national_units


class Command(BaseCommand):
    help = "Nạp danh mục đơn vị hành chính trước và sau 01/7/2025; chạy lại không làm hỏng gì."

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        result = load_national_units(progress=self.stdout.write)
        seconds = time.monotonic() - start
        self.stdout.write(
            f"Xong: {result.units} đơn vị mới, {result.successions} liên kết, {result.changes} thay đổi ({seconds:.1f} giây)."
        )
