"""What stops a template, with the line where the writer must look."""

from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken


class TemplateBroken(RuleBroken):
    """The text cannot become paper. `line` counts from 1 in what the writer typed; None: the text as a whole."""

    def __init__(self, reason: str, *, line: int | None = None, field: str | None = None) -> None:
        super().__init__(_("Dòng %(line)d: %(reason)s") % {"line": line, "reason": reason} if line else reason, field=field)
        self.reason = reason
        self.line = line
