"""`manage.py demo`: the demo world, to try everything with."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from chungtay.console.demo.people import NEWCOMER, PASSWORD
from chungtay.console.demo.world import build_demo, is_built, is_in_use, shown_accounts
from chungtay.core import clock


class Command(BaseCommand):
    help = "Nạp dữ liệu mẫu (huyện Điện Biên, huyện Ngọc Hồi, hai thời kỳ) vào cơ sở dữ liệu trống và liệt kê tài khoản dùng thử."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="không làm gì nếu đã có người dùng")

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        with translation.override("vi"):
            if not is_built():
                if is_in_use():
                    self._say_in_use(if_empty=if_empty)
                    return
                self._build()
            self._list_accounts()

    def _say_in_use(self, *, if_empty: bool) -> None:
        if not if_empty:
            self.stderr.write("Cơ sở dữ liệu này đã có người dùng. Dữ liệu mẫu chỉ nạp vào cơ sở dữ liệu trống.")

    def _build(self) -> None:
        start = time.monotonic()
        build_demo(progress=lambda text: self.stdout.write(f"  {text}"))
        self.stdout.write(f"  Xong dữ liệu mẫu ({time.monotonic() - start:.1f} giây).")

    def _list_accounts(self) -> None:
        accounts = shown_accounts(on=clock.today())
        if not accounts:
            return
        width = max(len(account.username) for account in accounts)
        self.stdout.write(f"\nTài khoản dùng thử, mật khẩu chung: {PASSWORD}")
        for account in accounts:
            roles = "; ".join(f"{kind}, {where}" for kind, where in account.roles)
            note = " (đăng nhập lần đầu: đổi mật khẩu)" if account.username == NEWCOMER else ""
            self.stdout.write(f"  {account.username:<{width}}  {roles}{note}")
