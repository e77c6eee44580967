"""Forms about digital signatures: a PDF to read, a certificate to sign with."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.signing import Hand, Look, Seal
from chungtay.signing.certificate import LARGEST_KEY_FILE
from chungtay.signing.files import LARGEST_PDF
from chungtay.signing.looks import LARGEST_PICTURE
from chungtay.web.shell.fields import REQUIRED, one_of

HAND, SEAL = "hand", "seal"


class UploadField(forms.FileField):
    """A file of bounded size, cleaned to its bytes."""

    def __init__(self, *, label: Any, most: int, accept: str, required: bool = True, hint: Any = "", css: str = "") -> None:
        widget = forms.FileInput(attrs={"accept": accept, "class": css} if css else {"accept": accept})
        super().__init__(label=label, required=required, help_text=hint, allow_empty_file=True, widget=widget)
        self.most = most
        self.error_messages |= {"required": REQUIRED, "invalid": REQUIRED, "missing": REQUIRED}

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if not isinstance(found, UploadedFile):
            return b""
        if (found.size or 0) > self.most:
            size = f"{self.most // 1024 // 1024} MB" if self.most >= 1024 * 1024 else f"{self.most // 1000} KB"
            raise ValidationError(_("Tệp quá lớn: tối đa %(size)s.") % {"size": size})
        return found.read()


class SignedPdfForm(forms.Form):
    pdf = UploadField(
        label=gettext_lazy("Tệp PDF"),
        most=LARGEST_PDF,
        accept=".pdf,application/pdf",
        hint=gettext_lazy("Kéo tệp vào đây hoặc bấm để chọn; tối đa 20 MB. Tệp không được lưu lại."),
        css="drop-file",
    )


class SignForm(forms.Form):
    """The certificate and its password are used once and never kept."""

    role = one_of(
        gettext_lazy("Ký với tư cách"),
        [(HAND, gettext_lazy("Người có thẩm quyền (ảnh chữ ký)")), (SEAL, gettext_lazy("Cơ quan (ảnh con dấu)"))],
        radios=True,
    )
    pkcs12 = UploadField(
        label=gettext_lazy("Chứng thư số"),
        most=LARGEST_KEY_FILE,
        accept=".p12,.pfx,application/x-pkcs12",
        hint=gettext_lazy("Tệp .p12 hoặc .pfx. Chỉ dùng cho lần ký này, không lưu lại."),
    )
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu của chứng thư số"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": REQUIRED},
    )
    picture = UploadField(
        label=gettext_lazy("Ảnh chữ ký hoặc con dấu"),
        most=LARGEST_PICTURE,
        accept=".png,image/png",
        required=False,
        hint=gettext_lazy("PNG nền trong suốt: chữ ký màu xanh, con dấu màu đỏ. Để trống thì chữ ký số không hiện hình."),
    )

    def look(self) -> Look | None:
        picture = self.cleaned_data["picture"]
        if not picture:
            return None
        return Hand(picture) if self.cleaned_data["role"] == HAND else Seal(picture)
