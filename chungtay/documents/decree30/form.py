"""The form: every element's size, style and place (Nghị định 30/2020, phụ lục I). Lengths in millimetres, sizes and spacing in points.

One table for the three presses and for the checker. `sizes` is what the decree allows, `size` what our press prints: the size of the
decree's own sample table where it gives one.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from chungtay.documents.enums import Urgency
from chungtay.documents.layout import Align

FONT: Final = "Times New Roman"  # on screen and in PDF its metric twin Tinos
PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
MARGIN_TOP: Final = 20.0  # 20-25
MARGIN_BOTTOM: Final = 20.0  # 20-25
MARGIN_LEFT: Final = 30.0  # 30-35
MARGIN_RIGHT: Final = 15.0  # 15-20
TEXT_WIDTH: Final = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
HEADER_TOP: Final = 10.0  # the page number stands in the top margin
FOOTER_BOTTOM: Final = 10.0  # the address of the issuer, on page 1
FIRST_INDENT: Final = 12.7  # 1 cm or 1.27 cm
BODY_SPACING: Final = 6.0  # at least 6 pt between paragraphs
LINE_SPACING: Final = 1.15  # single to 1.5 lines
HEAD_COLUMNS: Final = (67.5, TEXT_WIDTH - 67.5)  # issuer and number | Quốc hiệu, place and day
FOOT_COLUMNS: Final = (75.0, TEXT_WIDTH - 75.0)  # Nơi nhận | signature
SIGNATURE_ROOM: Final = 25.0  # for the hand and the seal
RULE_WIDTH: Final = 0.5  # pt, the thin lines of the head and of tables
CELL_PADDING: Final = (1.9, 0.5)  # beside the words of a table's cell, and above and below them
URGENCY_BOXES: Final = {Urgency.HOA_TOC: 30.0, Urgency.THUONG_KHAN: 40.0, Urgency.KHAN: 20.0}  # widths (II.10b)
BOX_HEIGHT: Final = 8.0
RED: Final = "FF0000"  # of the degree of urgency

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"


class Role(Enum):
    """What a piece of text is on the paper; its value also names the style in Word, where a comma would end a name."""

    NATION = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    PARENT_ISSUER = "Cơ quan chủ quản"
    ISSUER = "Cơ quan ban hành"
    NUMBER = "Số và ký hiệu"
    PLACE_AND_DAY = "Địa danh và thời gian"
    KIND = "Tên loại"
    SUBJECT = "Trích yếu"
    LETTER_SUBJECT = "Trích yếu công văn"
    URGENCY = "Độ khẩn"
    CIRCULATION = "Phạm vi lưu hành"
    ADDRESSEE = "Kính gửi"
    ADDRESSEES = "Kính gửi nhiều nơi"
    ADDRESSEE_LINE = "Nơi kính gửi"
    BASIS = "Căn cứ"
    BODY = "Nội dung"
    ITEM = "Dòng liệt kê"
    PART = "Phần và chương"
    PART_TITLE = "Tiêu đề phần và chương"
    SECTION = "Mục"
    SECTION_TITLE = "Tiêu đề mục"
    ROMAN = "Mục La Mã"
    ARTICLE = "Điều"
    CLAUSE_TITLE = "Khoản có tiêu đề"
    POINT = "Điểm"
    TABLE_CAPTION = "Tên bảng"
    TABLE_HEAD = "Đầu bảng"
    TABLE_CELL = "Ô bảng"
    FOOTNOTE = "Cước chú"
    AUTHORITY = "Quyền hạn và chức vụ"
    OFFICE = "Chức vụ khác của người ký"
    SIGNER = "Họ tên người ký"
    RECIPIENTS = "Nơi nhận"
    RECIPIENT = "Dòng nơi nhận"
    DRAFTER_MARK = "Ký hiệu người soạn thảo"
    CONTACT = "Địa chỉ cơ quan"
    ANNEX = "Phụ lục"
    ANNEX_TITLE = "Tiêu đề phụ lục"
    ANNEX_REFERENCE = "Văn bản kèm theo"
    PAGE_NUMBER = "Số trang"


@dataclass(frozen=True, slots=True)
class Style:
    """How a role looks. `before` and `after` in points; `indent` of the first line and `left` of the whole paragraph in millimetres; `rule`
    the share of the text's own width that a line under it has (0 none, 1 the whole line of text)."""

    size: float
    sizes: tuple[float, float]
    bold: bool = False
    italic: bool = False
    upper: bool = False
    align: Align = Align.LEFT
    indent: float = 0.0
    left: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    rule: float = 0.0
    keep_next: bool = False


def _body(**changes: object) -> Style:
    plain = {"align": Align.JUSTIFY, "indent": FIRST_INDENT, "after": BODY_SPACING, "line": LINE_SPACING}
    return Style(14, (13, 14), **(plain | changes))  # type: ignore[arg-type]


STYLES: Final[dict[Role, Style]] = {
    Role.NATION: Style(12, (12, 13), bold=True, upper=True, align=Align.CENTER),
    Role.MOTTO: Style(13, (13, 14), bold=True, align=Align.CENTER, rule=1.0),
    Role.PARENT_ISSUER: Style(12, (12, 13), upper=True, align=Align.CENTER),
    Role.ISSUER: Style(12, (12, 13), bold=True, upper=True, align=Align.CENTER, rule=0.4),
    Role.NUMBER: Style(13, (13, 13), align=Align.CENTER, before=6),
    Role.PLACE_AND_DAY: Style(13, (13, 14), italic=True, align=Align.CENTER, before=6),
    Role.KIND: Style(14, (13, 14), bold=True, upper=True, align=Align.CENTER, before=18, keep_next=True),
    Role.SUBJECT: Style(14, (13, 14), bold=True, align=Align.CENTER, after=12, rule=0.4),
    Role.LETTER_SUBJECT: Style(12, (12, 13), align=Align.CENTER, before=6),
    Role.URGENCY: Style(13, (13, 14), bold=True, upper=True, align=Align.CENTER, before=6),
    Role.CIRCULATION: Style(13, (13, 14), bold=True, upper=True, align=Align.CENTER, before=6),
    Role.ADDRESSEE: Style(14, (13, 14), align=Align.CENTER, before=12, after=12),
    Role.ADDRESSEES: Style(14, (13, 14), left=35, before=12, after=BODY_SPACING, keep_next=True),
    Role.ADDRESSEE_LINE: Style(14, (13, 14), left=52.5, after=BODY_SPACING),  # hyphens under the colon
    Role.BASIS: _body(italic=True),
    Role.BODY: _body(),
    Role.ITEM: _body(),
    Role.PART: _body(bold=True, align=Align.CENTER, indent=0.0, keep_next=True),
    Role.PART_TITLE: _body(bold=True, upper=True, align=Align.CENTER, indent=0.0, keep_next=True),
    Role.SECTION: _body(bold=True, align=Align.CENTER, indent=0.0, keep_next=True),
    Role.SECTION_TITLE: _body(bold=True, upper=True, align=Align.CENTER, indent=0.0, keep_next=True),
    Role.ROMAN: _body(bold=True, upper=True, keep_next=True),
    Role.ARTICLE: _body(bold=True, keep_next=True),
    Role.CLAUSE_TITLE: _body(bold=True, keep_next=True),
    Role.POINT: _body(),
    Role.TABLE_CAPTION: Style(13, (13, 14), bold=True, align=Align.CENTER, before=6, after=3, keep_next=True),
    Role.TABLE_HEAD: Style(12, (10, 14), bold=True, align=Align.CENTER),
    Role.TABLE_CELL: Style(12, (10, 14)),
    Role.FOOTNOTE: Style(10, (10, 11), align=Align.JUSTIFY),
    Role.AUTHORITY: Style(14, (13, 14), bold=True, upper=True, align=Align.CENTER),
    Role.OFFICE: Style(14, (13, 14), bold=True, align=Align.CENTER),
    Role.SIGNER: Style(14, (13, 14), bold=True, align=Align.CENTER),
    Role.RECIPIENTS: Style(12, (12, 12), bold=True, italic=True),
    Role.RECIPIENT: Style(11, (11, 11)),
    Role.DRAFTER_MARK: Style(11, (11, 11)),
    Role.CONTACT: Style(11, (11, 12)),
    Role.ANNEX: Style(14, (14, 14), bold=True, align=Align.CENTER, keep_next=True),
    Role.ANNEX_TITLE: Style(14, (13, 14), bold=True, upper=True, align=Align.CENTER, keep_next=True),
    Role.ANNEX_REFERENCE: Style(14, (13, 14), italic=True, align=Align.CENTER, after=12, rule=0.4),
    Role.PAGE_NUMBER: Style(14, (13, 14), align=Align.CENTER),
}
