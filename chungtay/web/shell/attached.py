"""Files and photos that people attach and take away again."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.files.filetypes import LARGEST
from chungtay.files.models import Photo
from chungtay.files.queries import CACHE_CONTROL, HandedOut, photo_handed_out

FACES_WHY: Final = gettext_lazy(
    "Ảnh nhận ra mặt trẻ em là dữ liệu cá nhân: chỉ cán bộ có trách nhiệm được xem, không bao giờ lên bảng kêu gọi. Nên chụp đồ vật, "
    "công trình, hoặc chụp từ phía sau."
)


class FilesField(forms.FileField):
    """Several files; cleaned to a list. What each is, the action says."""

    class Input(forms.FileInput):
        allow_multiple_selected = True

        def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
            return files.getlist(name) if hasattr(files, "getlist") else []

    widget = Input

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return list(data or [])

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"multiple": True}


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


def picture_answer(request: HttpRequest, photo: Photo, *, is_small: bool) -> HttpResponseBase:
    """The photo or its preview, to somebody to whom it may be shown; a browser that has it already is told so."""
    found = photo_handed_out(photo, is_small=is_small)
    if found is None:
        raise Http404
    tag = f'"{found.tag}"'
    if request.headers.get("If-None-Match") == tag:
        found.file.close()
        given: HttpResponseBase = HttpResponseNotModified()
    else:
        given = answer(found)
    given.headers["ETag"], given.headers["Cache-Control"] = tag, CACHE_CONTROL
    return given
