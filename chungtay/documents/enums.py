"""Closed vocabularies of paper."""

from enum import Enum
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """Types of document by their abbreviation (Nghị định 30/2020, phụ lục III); a công văn has none."""

    NGHI_QUYET = "NQ", "Nghị quyết"
    QUYET_DINH = "QĐ", "Quyết định"
    CHI_THI = "CT", "Chỉ thị"
    QUY_CHE = "QC", "Quy chế"
    QUY_DINH = "QyĐ", "Quy định"
    THONG_CAO = "TC", "Thông cáo"
    THONG_BAO = "TB", "Thông báo"
    HUONG_DAN = "HD", "Hướng dẫn"
    CHUONG_TRINH = "CTr", "Chương trình"
    KE_HOACH = "KH", "Kế hoạch"
    PHUONG_AN = "PA", "Phương án"
    DE_AN = "ĐA", "Đề án"
    DU_AN = "DA", "Dự án"
    BAO_CAO = "BC", "Báo cáo"
    BIEN_BAN = "BB", "Biên bản"
    TO_TRINH = "TTr", "Tờ trình"
    HOP_DONG = "HĐ", "Hợp đồng"
    CONG_DIEN = "CĐ", "Công điện"
    BAN_GHI_NHO = "BGN", "Bản ghi nhớ"
    BAN_THOA_THUAN = "BTT", "Bản thỏa thuận"
    GIAY_UY_QUYEN = "GUQ", "Giấy ủy quyền"
    GIAY_MOI = "GM", "Giấy mời"
    GIAY_GIOI_THIEU = "GGT", "Giấy giới thiệu"
    GIAY_NGHI_PHEP = "GNP", "Giấy nghỉ phép"
    PHIEU_GUI = "PG", "Phiếu gửi"
    PHIEU_CHUYEN = "PC", "Phiếu chuyển"
    PHIEU_BAO = "PB", "Phiếu báo"
    CONG_VAN = "CV", "Công văn"


class Urgency(Enum):
    """Độ khẩn (phụ lục I, II.10b)."""

    HOA_TOC = "HỎA TỐC"
    THUONG_KHAN = "THƯỢNG KHẨN"
    KHAN = "KHẨN"


class DocumentStatus(models.TextChoices):
    """The life of a document of ours."""

    DRAFT = "draft", _("Dự thảo")
    UNDER_REVIEW = "under_review", _("Đang duyệt")
    SIGNED = "signed", _("Đã ký")
    ISSUED = "issued", _("Đã phát hành")
    REPLACED = "replaced", _("Đã được thay thế")
    RECALLED = "recalled", _("Đã thu hồi")


DOCUMENT_MOVES: Final = {
    DocumentStatus.DRAFT: {DocumentStatus.UNDER_REVIEW},
    DocumentStatus.UNDER_REVIEW: {DocumentStatus.DRAFT, DocumentStatus.SIGNED},
    DocumentStatus.SIGNED: {DocumentStatus.DRAFT, DocumentStatus.ISSUED},
    DocumentStatus.ISSUED: {DocumentStatus.REPLACED, DocumentStatus.RECALLED},
    DocumentStatus.REPLACED: set[DocumentStatus](),
    DocumentStatus.RECALLED: set[DocumentStatus](),
}

# What was issued is out in the world: its row no longer changes, but for what became of it.
OUT: Final = (DocumentStatus.ISSUED, DocumentStatus.REPLACED, DocumentStatus.RECALLED)

# The register of incoming documents; outgoing ones are numbered under the kind's abbreviation, or under "" where one register holds all.
INCOMING: Final = "đến"


class FileFormat(models.TextChoices):
    """The files of an issued document; a signed PDF comes after the printed ones, once or several times."""

    DOCX = "docx", "Word"
    PDF = "pdf", "PDF"
    SIGNED = "signed", _("PDF đã ký số")


# What the audit calls each act of this room.
ACTS: Final = {
    "office.set": _("Khai báo cách trình bày văn bản"),
    "series.opened": _("Đặt số tiếp theo của sổ văn bản"),
    "document.drafted": _("Soạn dự thảo"),
    "document.revised": _("Sửa dự thảo"),
    "document.discarded": _("Bỏ dự thảo"),
    "document.submitted": _("Trình duyệt"),
    "document.reviewed": _("Kiểm tra thể thức, nội dung"),
    "document.returned": _("Trả lại để sửa"),
    "document.signed": _("Ký văn bản"),
    "document.issued": _("Cấp số, phát hành"),
    "document.signed_file_kept": _("Lưu bản ký số"),
    "document.replaced": _("Thay thế văn bản"),
    "document.recalled": _("Thu hồi văn bản"),
    "document.dispatched": _("Ghi việc chuyển văn bản"),
    "incoming.registered": _("Đăng ký văn bản đến"),
    "incoming.corrected": _("Sửa thông tin văn bản đến"),
    "incoming.routed": _("Giao xử lý văn bản đến"),
    "incoming.settled": _("Giải quyết xong văn bản đến"),
}
