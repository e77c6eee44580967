"""The forms of the sign-in pages: allauth's, in our words."""

from typing import Any, Final

from allauth.account import forms as theirs
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.web.shell.fields import REQUIRED

_LONGEST: Final = 200
_SAME: Final = gettext_lazy("Hai lần gõ mật khẩu chưa giống nhau.")


def _in_our_words(field: forms.Field, label: Any, *, hint: Any = "", **attrs: Any) -> None:
    """Label, hint and errors of ours; no placeholder, which vanishes as soon as one types."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attrs
    field.error_messages |= {"required": REQUIRED, "invalid": gettext_lazy("Địa chỉ thư chưa đúng. Ví dụ: ten@truong.edu.vn.")}
    field.validators = [one for one in field.validators if not isinstance(one, ProhibitNullCharactersValidator)]
    field.validators.insert(0, _readable)


def _readable(value: str) -> None:
    if "\0" in value:
        raise ValidationError(_("Có ký tự lạ không đọc được, xin gõ lại."))
    if len(value) > _LONGEST:
        raise ValidationError(_("Dài quá: tối đa %(limit)d ký tự, đang có %(n)d.") % {"limit": _LONGEST, "n": len(value)})


def _new_password(form: forms.Form) -> None:
    rules = gettext_lazy("Ít nhất 10 ký tự, không chỉ gồm chữ số. Một câu ngắn dễ nhớ là tốt nhất, ví dụ bốn từ không liên quan.")
    _in_our_words(form.fields["password1"], gettext_lazy("Mật khẩu mới"), hint=rules)
    _in_our_words(form.fields["password2"], gettext_lazy("Gõ lại mật khẩu mới"))


def _check_same(form: forms.Form) -> None:
    first, second = form.cleaned_data.get("password1"), form.cleaned_data.get("password2")
    if first and second and first != second:
        form.add_error("password2", str(_SAME))


class SignInForm(theirs.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = gettext_lazy("Tên đăng nhập hoặc thư điện tử")
        _in_our_words(self.fields["login"], name, autocomplete="username", autocapitalize="none", spellcheck="false", autofocus=True)
        _in_our_words(self.fields["password"], gettext_lazy("Mật khẩu"))
        hint = gettext_lazy("Chỉ chọn khi máy này của riêng bạn.")
        _in_our_words(self.fields["remember"], gettext_lazy("Giữ đăng nhập trên máy này"), hint=hint)
        self.fields["remember"].validators = []


class ChangePasswordForm(theirs.ChangePasswordForm):  # type: ignore[misc]
    """Somebody who still has a temporary password has just signed in with it: it is not asked a second time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)
        if self.user.must_change_password:
            del self.fields["oldpassword"]
        else:
            _in_our_words(self.fields["oldpassword"], gettext_lazy("Mật khẩu hiện tại"))

    def clean(self) -> dict[str, Any]:
        _check_same(self)
        return dict(self.cleaned_data)


class ForgottenPasswordForm(theirs.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self.fields["email"], gettext_lazy("Thư điện tử"), inputmode="email", autocapitalize="none")


class NewPasswordForm(theirs.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)

    def clean(self) -> dict[str, Any]:
        _check_same(self)
        return dict(self.cleaned_data)


class ConfirmPasswordForm(theirs.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_our_words(self.fields["password"], gettext_lazy("Mật khẩu"))
