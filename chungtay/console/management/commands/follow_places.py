"""`manage.py follow_places`: run every day, so that needs go with the schools and sites whose merger was put on record for this day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from chungtay.core import clock
from chungtay.core.numbers import grouped
from chungtay.needs.actions.succession import follow_successions


class Command(BaseCommand):
    help = "Chuyển nhu cầu chưa xong của trường, điểm trường đã sáp nhập sang nơi kế thừa; chạy mỗi ngày, chạy lại không làm hỏng gì."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("vi"):
            self.stdout.write(f"{grouped(follow_successions(on=clock.today()))} nhu cầu đã chuyển.")
