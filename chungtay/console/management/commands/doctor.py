"""`manage.py doctor`: asks whether all that must be true of the tables is true, and says what to do where it is not."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from chungtay.console.checkup import SECONDS, Finding, checked, known_invariants
from chungtay.core.invariants import Invariant


class Command(BaseCommand):
    help = (
        "Kiểm tra những điều phải luôn đúng của dữ liệu: số dư, sổ cái, nhu cầu, báo cáo, cây đơn vị. Chỉ đọc, không sửa gì. "
        "Thoát với mã 1 khi có điều sai hoặc không kiểm xong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="*", metavar="CODE", help="chỉ những điều này, ví dụ ledger hay ledger.balances")
        parser.add_argument("--json", action="store_true", help="kết quả là JSON, cho chương trình khác đọc")
        parser.add_argument("--seconds", type=float, default=SECONDS, help="nhiều nhất bao nhiêu giây cho mỗi điều (mặc định %(default)s)")

    def handle(self, *args: Any, codes: list[str], seconds: float, **options: Any) -> None:
        with translation.override("vi"):
            invariants = _chosen(codes)
            if options["json"]:
                findings = checked(invariants, seconds=seconds)
                self.stdout.write(json.dumps([_as_data(one) for one in findings], ensure_ascii=False, indent=1))
            else:
                findings = checked(invariants, seconds=seconds, after=self._say)
                self._sum_up(findings)
        if not all(one.is_well for one in findings):
            sys.exit(1)

    def _say(self, finding: Finding) -> None:
        one = finding.invariant
        self.stdout.write(f"{'✓' if finding.is_well else '✗'} {one.code}: {one.sentence}")
        for place in finding.broken:
            self.stdout.write(f"    {place.what}{': ' if place.detail else ''}{place.detail}")
        if finding.is_more:
            self.stdout.write("    … và còn nữa")
        if finding.is_unfinished:
            self.stdout.write("    Chưa kiểm xong trong thời gian cho phép; thử lại với --seconds lớn hơn.")
        elif finding.broken and one.mend:
            self.stdout.write(f"  → {one.mend}")

    def _sum_up(self, findings: list[Finding]) -> None:
        broken = [one.invariant.code for one in findings if not one.is_well]
        if broken:
            self.stdout.write(f"\n{len(broken)} trong {len(findings)} điều không đúng: {', '.join(broken)}.")
        else:
            self.stdout.write(f"\nCả {len(findings)} điều đều đúng.")


def _chosen(codes: list[str]) -> list[Invariant]:
    known = known_invariants()
    chosen = [one for one in known if not codes or one.code in codes or one.code.split(".")[0] in codes]
    if not chosen:
        raise CommandError(f"Không có điều nào như vậy. Có: {', '.join(one.code for one in known)}.")
    return chosen


def _as_data(finding: Finding) -> dict[str, Any]:
    one = finding.invariant
    return {
        "code": one.code,
        "sentence": str(one.sentence),
        "is_well": finding.is_well,
        "is_unfinished": finding.is_unfinished,
        "broken": [{"what": place.what, "detail": place.detail} for place in finding.broken],
        "is_more": finding.is_more,
        "mend": str(one.mend) if finding.broken else "",
    }
