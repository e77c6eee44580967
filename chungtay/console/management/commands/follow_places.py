"""`manage.py follow_places`: needs and answers go with schools and sites whose merger was dated ahead; the worker does so every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from chungtay.console.schedule import follow_places
from chungtay.core import clock


class Command(BaseCommand):
    help = "Chuyển nhu cầu, câu trả lời của trường, điểm trường đã sáp nhập sang nơi kế thừa; chạy lại không sao."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("vi"):
            self.stdout.write(follow_places(clock.now()))
