"""Closed vocabularies of donors."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class DonorKind(models.TextChoices):
    PERSON = "person", _("Cá nhân")
    COMPANY = "company", _("Doanh nghiệp")
    ORGANISATION = "organisation", _("Tổ chức")
    GROUP = "group", _("Nhóm người")


class PublicAs(models.TextChoices):
    """How the donor wishes to stand on public pages."""

    NAME = "name", _("Nêu tên")
    ALIAS = "alias", _("Nêu bí danh")
    NONE = "none", _("Không nêu tên")


class ConsentWhat(models.TextChoices):
    """What the donor allowed. NAME, ALIAS: as PublicAs. CONTACT: that we keep how to reach them; withdrawn, it is erased."""

    NAME = "name", _("Nêu tên công khai")
    ALIAS = "alias", _("Nêu bí danh công khai")
    LOGO = "logo", _("Dùng biểu trưng")
    PHOTO = "photo", _("Dùng ảnh có nhà tài trợ")
    CONTACT = "contact", _("Giữ thông tin liên hệ")


class ConsentHow(models.TextChoices):
    ONLINE = "online", _("Qua mạng")
    PAPER = "paper", _("Bằng giấy")
    PHONE = "phone", _("Qua điện thoại")


class Sign(models.TextChoices):
    """Why two entries may be one donor, the surest first."""

    TAX_CODE = "tax_code", _("cùng mã số thuế")
    PHONE = "phone", _("cùng số điện thoại")
    EMAIL = "email", _("cùng thư điện tử")
    NAME = "name", _("tên giống nhau, không kể dấu và các chữ như “Công ty”, “Hội”, “Ông”")


# Kinds that the tax office knows by a code of their own; a person's is the number of the identity card, which is not kept.
WITH_TAX_CODE: Final = (DonorKind.COMPANY, DonorKind.ORGANISATION)

# What the audit calls each act of this room.
ACTS: Final = {
    "donor.recorded": _("Ghi nhà tài trợ"),
    "donor.revised": _("Sửa thông tin nhà tài trợ"),
    "donor.merged": _("Gộp nhà tài trợ trùng"),
    "donor.unmerged": _("Hoàn tác gộp nhà tài trợ"),
    "donor.told_apart": _("Xác định hai nhà tài trợ khác nhau"),
    "consent.given": _("Ghi nhà tài trợ đồng ý"),
    "consent.withdrawn": _("Ghi nhà tài trợ rút đồng ý"),
}
