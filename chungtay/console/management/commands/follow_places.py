"""`manage.py follow_places`: run every day: needs and answers go with schools and sites whose merger was dated ahead."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from chungtay.core import clock
from chungtay.core.numbers import grouped
from chungtay.needs.actions.succession import follow_successions
from chungtay.programmes.actions import follow_mergers


class Command(BaseCommand):
    help = "Chuyển nhu cầu, câu trả lời của trường, điểm trường đã sáp nhập sang nơi kế thừa; chạy mỗi ngày, chạy lại không sao."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("vi"):
            needs, answers = follow_successions(on=clock.today()), follow_mergers(on=clock.today())
            self.stdout.write(f"{grouped(needs)} nhu cầu, {grouped(answers)} câu trả lời trong đợt đã chuyển.")
