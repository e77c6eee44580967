"""What the pages of support share: where one is, files that are handed out."""

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.files.models import Attachment
from chungtay.files.queries import attachment_handed_out
from chungtay.web.shell.attached import answer

Crumbs = list[tuple[str, str | None]]


def crumbs(*more: tuple[str, str | None]) -> Crumbs:
    return [(_("Nguồn lực"), reverse("support:list")), *more]


def attachment_answer(attachment: Attachment | None) -> HttpResponseBase:
    """The file, to somebody to whom it may be shown."""
    handed = attachment_handed_out(attachment) if attachment is not None else None
    if handed is None:
        raise Http404
    return answer(handed)
