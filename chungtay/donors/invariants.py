"""What must be true of donors, whoever wrote into their tables."""

from collections.abc import Iterator
from typing import Final

from chungtay.core.invariants import Broken, Invariant, found_by

_CALLED: Final = "Nhà tài trợ %s (%s)"


def one_step_leads_to_the_donor() -> Iterator[Broken]:
    sql = (
        "SELECT d.id, d.name FROM donors_donor d JOIN donors_donor k ON k.id = d.merged_into_id "
        "WHERE k.merged_into_id IS NOT NULL ORDER BY d.id"
    )
    return found_by(sql, lambda pk, name: Broken(_CALLED % (pk, name), "gộp vào một bản mà chính nó đã được gộp"))


def merged_by_a_decision() -> Iterator[Broken]:
    """A row is merged exactly while one decision about it stands."""
    sql = (
        "SELECT d.id, d.name FROM donors_donor d WHERE (d.merged_into_id IS NOT NULL) <> "
        "(EXISTS (SELECT 1 FROM donors_donormerge m WHERE m.gone_id = d.id AND m.undone_at IS NULL)) ORDER BY d.id"
    )
    return found_by(sql, lambda pk, name: Broken(_CALLED % (pk, name), "chỗ đang gộp không khớp quyết định gộp"))


def decisions_lead_to_the_same_donor() -> Iterator[Broken]:
    """The kept one of a decision that stands is the donor, or turned out to be it."""
    sql = (
        "SELECT g.id, g.name FROM donors_donormerge m JOIN donors_donor g ON g.id = m.gone_id JOIN donors_donor k ON k.id = m.kept_id "
        "WHERE m.undone_at IS NULL AND g.merged_into_id IS NOT NULL AND g.merged_into_id <> COALESCE(k.merged_into_id, k.id) ORDER BY g.id"
    )
    return found_by(sql, lambda pk, name: Broken(_CALLED % (pk, name), "gộp vào bản khác với quyết định gộp"))


def withdrawn_contacts_are_gone() -> Iterator[Broken]:
    """Contacts are erased when their consent is withdrawn; what was given again afterwards may stand."""
    sql = (
        "SELECT d.id, d.name FROM donors_donor d WHERE d.contact || d.phone || d.email || d.address <> '' AND EXISTS (SELECT 1 FROM "
        "donors_consent c WHERE c.donor_id = d.id AND c.what = 'contact' AND c.withdrawn_on IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM "
        "donors_consent c WHERE c.donor_id = d.id AND c.what = 'contact' AND c.withdrawn_on IS NULL) ORDER BY d.id"
    )
    return found_by(sql, lambda pk, name: Broken(_CALLED % (pk, name), "đã rút đồng ý mà liên hệ vẫn còn"))


INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant(
        "donors.one_step",
        "Nhà tài trợ được giữ lại thì không gộp vào ai.",
        one_step_leads_to_the_donor,
        "Tách bản ấy ra ở trang nhà tài trợ rồi gộp lại vào đúng bản được giữ.",
    ),
    Invariant(
        "donors.merged_by_a_decision",
        "Mỗi bản đã gộp có một quyết định gộp còn hiệu lực, và ngược lại.",
        merged_by_a_decision,
        "Có người ghi thẳng vào cơ sở dữ liệu. Xem nhật ký của nhà tài trợ ấy, rồi gộp hoặc tách lại.",
    ),
    Invariant(
        "donors.decisions_agree",
        "Bản đã gộp chỉ tới đúng nhà tài trợ mà quyết định gộp nói.",
        decisions_lead_to_the_same_donor,
        "Tách bản ấy ra ở trang nhà tài trợ rồi gộp lại.",
    ),
    Invariant(
        "donors.withdrawn_contacts",
        "Nhà tài trợ đã rút đồng ý giữ liên hệ thì không còn liên hệ trong hồ sơ.",
        withdrawn_contacts_are_gone,
        "Xóa liên hệ ở trang sửa thông tin, hoặc ghi sự đồng ý mới nếu nhà tài trợ đã cho.",
    ),
)
