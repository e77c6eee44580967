"""`manage.py load_packs`: programmes as data, put on record and to work."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from chungtay.core.errors import RuleBroken
from chungtay.figures.questions_listed import QUESTIONS
from chungtay.programmes.actions.packs import adopt_version, load_pack, start_programme
from chungtay.programmes.models import PackVersion
from chungtay.programmes.packfiles import shipped_packs
from chungtay.programmes.queries import programme
from chungtay.reports.papers import check_paper

REFUSED = 2


class Command(BaseCommand):
    help = "Nạp các gói chương trình (mặc định: các gói kèm theo) và bắt đầu chương trình mới; chạy lại không làm hỏng gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path, metavar="THƯ_MỤC", help="thư mục của gói; docs/goi-chuong-trinh.md")
        parser.add_argument("--adopt", action="store_true", help="chương trình đang chạy dùng luôn phiên bản vừa nạp nếu mới hơn")

    @transaction.atomic
    def handle(self, *args: Any, folders: list[Path], adopt: bool, **options: Any) -> None:
        with translation.override("vi"):
            for folder in folders or shipped_packs():
                try:
                    version = load_pack(folder, by=None, figures=QUESTIONS)
                    check_paper(version.pack)
                    said = self._put_to_work(version, adopt=adopt)
                except RuleBroken as refusal:
                    raise CommandError(f"{folder.name}: {refusal.sentence}", returncode=REFUSED) from None
                self.stdout.write(said)

    def _put_to_work(self, version: PackVersion, *, adopt: bool) -> str:
        """Start the programme, or adopt the version; the sentence that says what happened."""
        pack, running = version.pack, programme(version.slug)
        name = f"“{pack.name}” ({pack.slug})"
        if running is None:
            start_programme(version, by=None, on=date.fromisoformat(pack.started_on))
            return f"{name}: bắt đầu với phiên bản {version.version}."
        using = running.version.version
        if using == version.version:
            return f"{name}: đang dùng phiên bản {using}, không có gì mới."
        if version.version > using and adopt:
            adopt_version(running, by=None, version=version)
            return f"{name}: chuyển từ phiên bản {using} sang phiên bản {version.version}."
        return f"{name}: đã nạp phiên bản {version.version}, chương trình vẫn dùng phiên bản {using} (thêm --adopt để chuyển)."
