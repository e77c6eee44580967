"""Donors in words: telephones as they are spoken, signs, what may be told."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.donors.enums import PublicAs, Sign
from chungtay.donors.models import Donor


def spoken(phone: str) -> str:
    """'0912 345 678', '0215 3825 123'; a number abroad as it is kept."""
    if not phone.startswith("0"):
        return phone
    return " ".join(part for part in (phone[:4], phone[4:-3], phone[-3:]) if part)


def said_of_signs(why: Iterable[Sign]) -> str:
    return ", ".join(str(sign.label) for sign in why)


def wish(donor: Donor) -> str:
    """'Nêu bí danh: Một người con Điện Biên'."""
    label = str(PublicAs(donor.public_as).label)
    return f"{label}: {donor.alias}" if donor.public_as == PublicAs.ALIAS else label


def contact_facts(donor: Donor) -> list[tuple[str, str]]:
    rows = [
        (_("Người liên hệ"), donor.contact),
        (_("Điện thoại"), spoken(donor.phone)),
        (_("Thư điện tử"), donor.email),
        (_("Địa chỉ"), donor.address),
    ]
    return [(label, value) for label, value in rows if value]


def facts(donor: Donor, kept_by: str, *, with_contacts: bool) -> list[tuple[str, str]]:
    """What is known; contacts and the note only for those who work with the donor."""
    rows = [(_("Loại"), str(donor.get_kind_display())), (_("Mã số thuế"), donor.tax_code)]
    if with_contacts:
        rows += [*contact_facts(donor), (_("Ghi chú"), donor.note)]
    rows.append((_("Đơn vị phụ trách"), kept_by))
    return [(label, value) for label, value in rows if value]


def crumbs(donor: Donor | None = None) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [(_("Nguồn lực"), reverse("support:list")), (_("Nhà tài trợ"), reverse("donors:list"))]
    return found + ([(donor.name, reverse("donors:donor", args=[donor.pk]))] if donor else [])
