"""What must be true of notifications, whoever wrote into their tables."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from chungtay.core import clock
from chungtay.core.invariants import Broken, Invariant, found_by

_LONGEST_JOB: Final = timedelta(hours=12)


def sent_says_when() -> Iterator[Broken]:
    sql = (
        "SELECT id, status FROM notifications_message WHERE (status = 'sent' AND sent_at IS NULL) "
        "OR (status = 'sending' AND taken_at IS NULL) OR (status = 'queued' AND sent_at IS NOT NULL) ORDER BY id"
    )
    return found_by(sql, lambda pk, status: Broken(f"Tin {pk}", f"là “{status}” mà giờ gửi không khớp"))


def jobs_end() -> Iterator[Broken]:
    sql = "SELECT job, slot FROM notifications_calendarrun WHERE ended_at IS NULL AND began_at < %s ORDER BY id"
    return found_by(sql, lambda job, slot: Broken(f"{job} {slot}", "đã bắt đầu mà không kết thúc"), [clock.now() - _LONGEST_JOB])


INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant(
        "notifications.sent_says_when",
        "Tin đã gửi có giờ gửi; tin đang chờ thì chưa có.",
        sent_says_when,
        "Đừng gửi lại tin ấy. Xem nhật ký của bộ phận làm việc nền vào giờ đó.",
    ),
    Invariant(
        "notifications.jobs_end",
        "Việc theo lịch đã bắt đầu thì kết thúc.",
        jobs_end,
        "Bộ phận làm việc nền bị dừng giữa chừng. Khởi động lại nó; việc ấy chạy lại ở mốc sau. Đã xử lý thì xóa dòng ấy.",
    ),
)
