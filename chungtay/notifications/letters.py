"""Letters through the mail server: one connection for a run of the outbox, and what the server's answers mean."""

import smtplib
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from chungtay.notifications.models import Message, Notice
from chungtay.notifications.outcomes import Fate, Outcome


class LetterBox:
    """Opens at the first letter; after any failure it closes, so that the next letter begins on a fresh line."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def send(self, message: Message) -> Outcome:
        """One try. Before the connection stands nothing is said of the letter; when it breaks later, nobody knows."""
        try:
            self._connection.open()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Fate.LATER, _kind(error))
        try:
            self._connection.send_messages([letter(message)])
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException, ValueError) as error:
            self.close()
            return _refused(error)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Fate.UNCERTAIN, _kind(error))
        return Outcome(Fate.SENT)

    def close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self._connection.close()


def _refused(error: Exception) -> Outcome:
    """The server said no, with a number: 4xx for now, 5xx for good. A letter that cannot even be written never leaves."""
    codes = [code for code, _ in error.recipients.values()] if isinstance(error, smtplib.SMTPRecipientsRefused) else []
    if isinstance(error, smtplib.SMTPResponseException):
        codes = [error.smtp_code]
    if not codes:
        return Outcome(Fate.REFUSED, _kind(error))
    code = max(codes)
    if not 400 <= code < 600:  # a garbled answer
        return Outcome(Fate.UNCERTAIN, f"SMTP {code}")
    return Outcome(Fate.REFUSED if code >= 500 else Fate.LATER, f"SMTP {code}")


def _kind(error: Exception) -> str:
    return f"SMTP: {type(error).__name__}"


def letter(message: Message) -> EmailMessage:
    """The notice as a letter, or the letter. Its Message-ID is the tracking, so that a mailbox, too, would know a double."""
    text = message.said.text if message.notice is None else _of_notice(message.notice)
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    headers = {"Message-ID": f"<{message.tracking}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(message.said.subject, text, to=[message.address], headers=headers)


def _of_notice(notice: Notice) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        parts = [_("Chào %(name)s,") % {"name": notice.person.full_name}, notice.text or notice.subject]
        if notice.path:
            parts.append(_("Xem và xử lý tại: %(url)s") % {"url": settings.SITE_ADDRESS.rstrip("/") + notice.path})
        parts.append(_("Chung Tay gửi thư này tự động, xin không trả lời. Đổi cách nhận thông báo: mở Chung Tay, mục Tài khoản của tôi."))
    return "\n\n".join(parts)
