"""Documents for tests: `make_report` holds every element that paper knows, the others what it cannot hold at once."""

from dataclasses import replace
from datetime import date
from typing import Any

from chungtay.documents.enums import DocumentKind, Urgency
from chungtay.documents.layout import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Contact,
    Document,
    Heading,
    Item,
    Level,
    Paragraph,
    Run,
    Runs,
    Signature,
    Table,
)


def said(text: str) -> Runs:
    return (Run(text),)


def make_document(**changes: Any) -> Document:
    """The least that is a document; what a test is about stands in its `changes`."""
    least = Document(
        kind=DocumentKind.BAO_CAO,
        parent_issuer="UBND huyện Ngọc Hồi",
        issuer="Phòng Lao động - Thương binh và Xã hội",
        notation="BC-LĐTBXH",
        number=7,
        subject="Kết quả Tháng hành động vì trẻ em năm 2021",
        place="Ngọc Hồi",
        issued_on=date(2021, 7, 5),
        blocks=(Paragraph(said("Tháng hành động đã được triển khai tại 8/8 xã, thị trấn.")),),
        signature=Signature(("TRƯỞNG PHÒNG",), "Nguyễn Thị Hoa"),
        recipients=("Ủy ban nhân dân các xã, thị trấn",),
        archive="VT",
    )
    return replace(least, **changes)


def make_report() -> Document:
    """A report sent upward by an advisory body that uses the seal of the People's Committee: bases, parts I / 1 / a, lists, a table with
    spans, footnotes, marks (one of them often), urgency, circulation, drafter's mark, address, two annexes, one of them landscape."""
    return Document(
        kind=DocumentKind.BAO_CAO,
        parent_issuer="UBND huyện Điện Biên",
        issuer="Ban điều hành Chương trình “Điều ước cho em”",
        notation="BC-BĐH",
        number=5,
        subject="Kết quả triển khai Chương trình “Điều ước cho em” trên địa bàn huyện Điện Biên quý I năm 2021",
        place="Điện Biên",
        issued_on=date(2021, 3, 5),
        addressees=("Sở Giáo dục và Đào tạo tỉnh Điện Biên", "Ủy ban nhân dân huyện Điện Biên"),
        bases=(
            said("Căn cứ Luật Trẻ em"),
            said("Căn cứ Kế hoạch số 210/KH-UBND ngày 18 tháng 02 năm 2021 của Ủy ban nhân dân huyện về triển khai Chương trình"),
        ),
        blocks=_report_blocks(),
        signature=Signature(("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Lò Văn Sơn", ("PHÓ CHỦ TỊCH UBND HUYỆN",)),
        recipients=("Thường trực Huyện ủy (b/c)", "Các thành viên Ban điều hành"),
        archive="VT, BĐH",
        annexes=(
            Annex("Nhu cầu theo cấp học", (Paragraph(said("Số liệu tính đến ngày 05 tháng 3 năm 2021.")), _needs_table())),
            Annex("Danh mục điểm trường cần hỗ trợ", (_wide_table(), Paragraph(said("Danh mục do các trường lập."))), is_landscape=True),
        ),
        urgency=Urgency.THUONG_KHAN,
        circulation="LƯU HÀNH NỘI BỘ",
        drafter_mark="PGD.(30)",
        contact=Contact("Địa chỉ: xã Thanh Xương, huyện Điện Biên; điện thoại: 0215 3925 000; thư điện tử: ubnd@dienbien.example"),
        marks={"power.schools": "Trường thiếu điện, nước", "power.sites": "Điểm trường thiếu điện, nước", "money": "Tiền đã tiếp nhận"},
    )


def _report_blocks() -> tuple[Block, ...]:
    schools, sites = Run("16", bold=True, mark="power.schools"), Run("35", mark="power.sites")
    note = (Run("Gồm cả hiện vật quy đổi theo giá "), Run("tháng 3", italic=True), Run("."))
    return (
        Paragraph(said("Ban điều hành báo cáo kết quả triển khai Chương trình “Điều ước cho em” như sau:")),
        Heading(Level.ROMAN, said("Công tác quản lý, chỉ đạo")),
        Paragraph(
            said(
                "Tham mưu cho Ủy ban nhân dân huyện ban hành kế hoạch; phối hợp với các phòng, ban, đoàn thể & Ủy ban nhân dân các xã. " * 6
            )
        ),
        Heading(Level.ROMAN, said("Kết quả hoạt động")),
        Heading(Level.CLAUSE, said("Nhu cầu đã cập nhật")),
        Paragraph((Run("Thiếu điện, nước: "), schools, Run(" trường ("), sites, Run(" điểm trường), chi tiết tại Phụ lục I."))),
        Heading(Level.POINT, said("Cấp mầm non: 10 trường (22 điểm trường);")),
        Heading(Level.POINT, (Run("Cấp tiểu học: "), Run("6 trường", italic=True), Run(" (13 điểm trường)."))),
        _needs_table(caption=said("Bảng 1. Nhu cầu theo nhóm")),
        Heading(Level.CLAUSE, said("Huy động nguồn lực")),
        Paragraph((Run("Đã tiếp nhận "), Run("245.000.000", mark="money", footnote=note), Run(" đồng, trong đó:"))),
        Item(said("Tiền mặt: 200.000.000 đồng;")),
        Item((Run("Hiện vật: chăn ấm, sách vở, khẩu trang"), Run(".", footnote=said("Theo biên bản bàn giao.")))),
        Heading(Level.ROMAN, said("Đánh giá chung")),
        Paragraph(said("Công tác tuyên truyền tại một số đơn vị chưa đồng bộ. " * 20)),
        Paragraph((Run("Trên đây là báo cáo của Ban điều hành; "), schools, Run(" trường nêu trên cần được hỗ trợ trước."))),
    )


def _needs_table(caption: Runs = ()) -> Table:
    """Two head rows with spans, a group over two rows, a total over the first columns."""
    return Table(
        columns=(Column(2), Column(3), Column(1, Align.RIGHT), Column(1, Align.RIGHT)),
        head=(
            (Cell(said("Nhóm"), rows=2), Cell(said("Cấp học"), rows=2), Cell(said("Số lượng"), columns=2)),
            (Cell(said("Trường")), Cell(said("Điểm trường"))),
        ),
        rows=(
            (Cell(said("Điện, nước"), rows=2), Cell(said("Mầm non")), Cell(said("10")), Cell(said("22"))),
            (Cell(said("Tiểu học")), Cell(said("6")), Cell(said("13"))),
            (Cell(said("Nhà vệ sinh")), Cell(said("Trung học cơ sở")), Cell(said("2")), Cell()),
            (
                Cell(said("Cộng"), columns=2, align=Align.CENTER, bold=True),
                Cell((Run("16", mark="power.schools"),), bold=True),
                Cell((Run("35", mark="power.sites"),), bold=True),
            ),
        ),
        caption=caption,
    )


def _wide_table() -> Table:
    names = ("TT", "Xã", "Trường", "Điểm trường", "Thiếu điện", "Thiếu nước", "Số trẻ", "Ghi chú")
    rows = (
        (str(number), "Mường Lói", f"Mầm non Mường Lói {number}", f"Bản {number}", "Có", "Không", str(10 + number), "")
        for number in range(1, 46)
    )
    return Table(
        columns=(Column(0.5, Align.CENTER), Column(1.5), Column(3), Column(2), *(Column(1, Align.CENTER) for _ in range(4))),
        head=(tuple(Cell(said(name)) for name in names),),
        rows=tuple(tuple(Cell(said(text)) for text in row) for row in rows),
    )


def make_letter() -> Document:
    """A công văn: no name of its kind, its subject under the number, three addressees."""
    return make_document(
        kind=DocumentKind.CONG_VAN,
        parent_issuer="",
        issuer="Ủy ban nhân dân xã Thanh An",
        notation="UBND-VHXH",
        number=16,
        subject="rà soát nhu cầu hỗ trợ của các điểm trường",
        place="Thanh An",
        issued_on=date(2026, 2, 9),
        addressees=("Các trường mầm non, tiểu học, trung học cơ sở trên địa bàn xã", "Trưởng các bản", "Đoàn Thanh niên xã"),
        signature=Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Quàng Thị Mai"),
        recipients=("Lưu trữ xã",),
        archive="VT, VHXH",
    )


def make_resolution() -> Document:
    """Parts, chapters, sections and articles; not yet numbered nor dated."""
    articles = [Heading(Level.ARTICLE, said(title)) for title in ("Phạm vi điều chỉnh", "Đối tượng áp dụng")]
    text = Paragraph(said("Quy chế này quy định việc tiếp nhận và sử dụng tài trợ."))
    return make_document(
        kind=DocumentKind.QUY_CHE,
        issuer="Trường Trung học cơ sở Thanh Xương",
        notation="QC-THCSTX",
        number=None,
        issued_on=None,
        subject="Tiếp nhận và sử dụng tài trợ",
        blocks=(
            Heading(Level.PART, said("Quy định chung")),
            Heading(Level.CHAPTER, said("Phạm vi, đối tượng")),
            Heading(Level.SECTION, said("Phạm vi")),
            *(block for article in articles for block in (article, text)),
        ),
        signature=Signature(("HIỆU TRƯỞNG",)),
    )


SAMPLES = (make_document, make_report, make_letter, make_resolution)


def make_long_report() -> Document:
    """For measuring: twenty times a heading, text and a table of 26 rows with a mark in each; about 40 pages."""
    head = (tuple(Cell(said(name)) for name in ("TT", "Trường", "Điểm trường", "Số trẻ")),)
    school = Cell(said("Trường Mầm non số 1 Thanh Xương"))
    rows = tuple((Cell(said(str(n))), school, Cell(said(f"Bản {n}")), Cell((Run(f"{n}", mark=f"sites.{n}"),))) for n in range(1, 27))
    table = Table((Column(0.5), Column(3), Column(2), Column(1, Align.RIGHT)), head, rows)
    text = Paragraph(said("Các cơ sở giáo dục chủ động, nghiêm túc cập nhật thông tin, huy động nguồn lực và báo cáo đúng thời hạn. " * 6))
    return make_document(blocks=(Heading(Level.ROMAN, said("Kết quả")), *(text for _ in range(5)), table) * 20)
