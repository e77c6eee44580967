"""The form of one's channels: a box for each way out that this installation has."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.accounts.models import User
from chungtay.notifications.actions.own import no_address
from chungtay.notifications.enums import Channel
from chungtay.notifications.rules import address_of

_LABELS: Final = {Channel.EMAIL: gettext_lazy("Gửi thư điện tử"), Channel.ZALO: gettext_lazy("Nhắn tin Zalo")}


class ChannelsForm(forms.Form):
    def __init__(self, *args: Any, offered: Iterable[Channel], me: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for channel in offered:
            address = address_of(channel, email=me.email, phone=me.phone)
            shown = me.phone if channel == Channel.ZALO else address
            hint = _("Tới %(address)s.") % {"address": shown} if address else no_address(channel)
            self.fields[channel.value] = forms.BooleanField(label=_LABELS[channel], help_text=hint, required=False)

    @property
    def wanted(self) -> set[Channel]:
        return {Channel(name) for name, is_on in self.cleaned_data.items() if is_on}
