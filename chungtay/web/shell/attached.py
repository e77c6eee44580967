"""Files that people attach and take away again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.files.filetypes import LARGEST
from chungtay.files.queries import HandedOut


class AttachmentField(forms.FileField):
    """A PDF, Word, Excel or JPEG file of at most 20 MB; what it really is, the action says (files.actions.keep_attachment)."""

    def __init__(self, *, label: Any, required: bool = False, hint: Any = None) -> None:
        words = hint if hint is not None else gettext_lazy("PDF, Word (.docx), Excel (.xlsx) hoặc ảnh JPEG, tối đa 20 MB.")
        super().__init__(label=label, required=required, help_text=words)
        self.widget = forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg", "class": "drop-file"})
        self.widget.is_required = required
        self.error_messages |= {
            "required": gettext_lazy("Xin chọn một tệp."),
            "empty": gettext_lazy("Tệp này rỗng."),
            "invalid": gettext_lazy("Tệp chưa gửi được, xin chọn lại."),
            "missing": gettext_lazy("Tệp chưa gửi được, xin chọn lại."),
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Looked at before it is read into memory."""
        file = super().clean(data, initial)
        if file and file.size > LARGEST:
            raise ValidationError(_("Tệp lớn quá: tối đa 20 MB."))
        return file


def answer(handed: HandedOut) -> FileResponse:
    """The open file: pictures of ours may stand within a page, anything else goes to the reader's disk."""
    name, kind = handed.name, handed.media_type
    return FileResponse(handed.file, as_attachment=not handed.is_inline, filename=name, content_type=kind)
