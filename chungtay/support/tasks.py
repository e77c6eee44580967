"""Leaf work after the transaction: a letter to a donor, who has no account and therefore no notices."""

import logging
import smtplib

from django.core.mail import EmailMessage

_log = logging.getLogger(__name__)


def send_letter(address: str, subject: str, text: str) -> None:
    """One try: the donor's own page says the same, so a letter that does not leave costs nothing but a line in the log."""
    try:
        EmailMessage(subject, text, to=[address]).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _log.warning("a letter to a donor did not leave: %s", type(error).__name__)
