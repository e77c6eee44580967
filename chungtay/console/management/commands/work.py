"""`manage.py work`: the worker: sends what waits in the outbox, reads bank statements, runs the calendar's jobs, until asked to stop."""

import logging
import os
import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection
from django.utils import translation

from chungtay.banking.actions.uploads import work_off
from chungtay.banking.queries import is_anything_waiting
from chungtay.console.schedule import run_due
from chungtay.core import clock
from chungtay.notifications.actions import send_outbox
from chungtay.support.actions.statements import book_statement

_log = logging.getLogger(__name__)
PAUSE: Final = 30.0  # seconds between two rounds
_GLANCE: Final = 1.0  # seconds between two looks at who started us


class Command(BaseCommand):
    help = "Gửi thông báo đang chờ và làm các việc theo lịch, cho đến khi được yêu cầu dừng; chạy nhiều bản cùng lúc không sao."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="làm một lượt rồi dừng, cho cron")
        parser.add_argument("--while-child-of", type=int, default=0, metavar="PID", help="dừng khi chương trình đã gọi nó dừng")

    def handle(self, *args: Any, once: bool, while_child_of: int, **options: Any) -> None:
        self._stop = Event()
        self._parent = while_child_of
        with translation.override("vi"):
            if once:
                self._round()
                return
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: self._stop.set())
            while not self._stopped():
                self._round_whatever_happens()
                self._rest()

    def _round(self) -> None:
        """What is due now. Asked to stop, it ends after the message or the job in hand."""
        at = clock.now()
        for said in run_due(at=at, stopped=self._stopped):
            self.stdout.write(said)
        ended = send_outbox(at=at, stopped=self._stopped)
        if ended:
            self.stdout.write(", ".join(f"{status.label}: {count}" for status, count in ended.items()))
        if done := work_off(at=clock.now(), stopped=self._stopped, then=book_statement):
            self.stdout.write(f"Đã xử lý {done} tệp sao kê.")

    def _round_whatever_happens(self) -> None:
        """The database may be away for a while: the worker waits for it like everybody else."""
        close_old_connections()
        try:
            self._round()
        except DatabaseError:
            _log.exception("a round of the worker failed")
            connection.close()

    def _rest(self) -> None:
        """Until the next round is due, or somebody has sent a statement and sits before the page."""
        waited = 0.0
        while waited < PAUSE and not self._stopped() and not self._is_awaited():
            self._stop.wait(_GLANCE)
            waited += _GLANCE

    def _is_awaited(self) -> bool:
        try:
            return is_anything_waiting()
        except DatabaseError:  # the next round says it
            connection.close()
            return False

    def _stopped(self) -> bool:
        return self._stop.is_set() or bool(self._parent and os.getppid() != self._parent)
