"""What must be true of official papers, whoever wrote into their tables."""

from collections.abc import Iterator
from typing import Final

from chungtay.core.invariants import Broken, Invariant, check_time, found_by
from chungtay.documents.queries import altered_files, missing_numbers


def numbers_are_borne() -> Iterator[Broken]:
    for series, number in missing_numbers():
        check_time()
        yield Broken(f"Số {number} năm {series.year} của {series.unit.code}", "đã cấp mà không có văn bản nào mang")


def numbers_are_given() -> Iterator[Broken]:
    sql = (
        "SELECT d.symbol, d.number FROM documents_officialdocument d LEFT JOIN documents_numberseries s ON s.unit_id = d.unit_id "
        "AND s.body = d.body AND s.register = d.register AND s.year = d.year "
        "WHERE d.number IS NOT NULL AND (s.id IS NULL OR d.number >= s.next_number OR d.number < s.first_number) ORDER BY d.id"
    )
    return found_by(sql, lambda symbol, number: Broken(f"Văn bản {symbol}", f"mang số {number} mà dãy số chưa cấp"))


def files_are_whole() -> Iterator[Broken]:
    """The Word file and the PDF of everything that went out, and what came in, are there and are what they were."""
    for one in altered_files():
        yield Broken(f"Văn bản {one.paper}", f"{one.name}: {'mất' if one.fault == 'missing' else 'đã bị sửa'}")


_MEND: Final = "Đối chiếu với sổ đăng ký văn bản trên giấy và bản sao lưu; không cấp lại số ấy cho văn bản khác."
_FILES: Final = "Chép lại tệp từ bản sao lưu vào đúng chỗ của nó trong thư mục tệp; trang văn bản tự kiểm tra mã băm khi mở."

INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant("documents.numbers_are_borne", "Mỗi số đã cấp có một văn bản mang.", numbers_are_borne, _MEND),
    Invariant("documents.numbers_are_given", "Mỗi văn bản mang một số mà dãy số đã cấp.", numbers_are_given, _MEND),
    Invariant("documents.files_are_whole", "Tệp của văn bản đi và đến còn đủ và còn nguyên.", files_are_whole, _FILES),
)
