"""Chức vụ, họ tên người ký, Nơi nhận (phụ lục I, mục II.7 và II.9; quyền ký: Điều 13)."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.checker.correcting import Edit
from chungtay.checker.lines import UPPER
from chungtay.checker.locate import Paper
from chungtay.checker.report import Severity
from chungtay.checker.rule import Departure, quoted, rule
from chungtay.checker.rules.title import listed
from chungtay.core.vietnamese import fold
from chungtay.documents.decree30.form import Role

_II_7: Final = gettext_lazy("Phụ lục I, mục II.7")
_II_9: Final = gettext_lazy("Phụ lục I, mục II.9")
_POWER: Final = re.compile(rf"^(T\s*/?\s*M|K\s*/?\s*T|T\s*/?\s*L|T\s*/?\s*U\s*/?\s*Q|Q)\s*([./:]?)\s*(?=[{UPPER}])")
_POWERS: Final = ("TM", "KT", "TL", "TUQ", "Q")
_TITLES: Final = re.compile(r"^(?:(?:PGS|GS|TS|ThS|Th\.?S|CN|KS|BS|NGND|NGƯT|ông|bà|đ/c|đồng chí)\b\.?\s*)+", re.IGNORECASE)
# Their sectors may write academic titles, ranks and titles of honour (mục II.7).
_SECTORS: Final = ("truong", "benh vien", "giao duc", "y te", "hoc vien", "vien", "cong an", "quan su", "bien phong", "khoa hoc")


@rule("recipients.present", gettext_lazy("Có “Nơi nhận”"), _II_9)
def recipients_present(paper: Paper) -> Iterator[Departure]:
    if paper.first(Role.RECIPIENTS) is None:
        yield Departure(Role.RECIPIENTS.value, None, _("không thấy “Nơi nhận:”"), _("“Nơi nhận:” bên trái, ngang dòng quyền hạn, chức vụ"))


@rule("recipients.words", gettext_lazy("Dấu hai chấm sau “Nơi nhận”"), _II_9)
def recipients_words(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.RECIPIENTS):
        if line.text.strip() != "Nơi nhận:":
            yield Departure(
                Role.RECIPIENTS.value, line, quoted(line.text), "Nơi nhận:", (Edit(line.para, line.start, line.end, "Nơi nhận:"),)
            )


@rule("recipients.lines", gettext_lazy("Gạch đầu dòng và dấu câu của Nơi nhận"), _II_9)
def recipient_lines(paper: Paper) -> Iterator[Departure]:
    yield from listed(paper.of(Role.RECIPIENT), Role.RECIPIENT.value)


@rule("recipients.archive", gettext_lazy("Dòng “Lưu” ở cuối"), _II_9)
def archive_last(paper: Paper) -> Iterator[Departure]:
    lines = paper.of(Role.RECIPIENT)
    at = [index for index, line in enumerate(lines) if re.match(r"^luu\b(?! tru)", fold(line.text))]
    if lines and not at:
        yield Departure(Role.RECIPIENT.value, lines[-1], _("không có dòng “Lưu”"), _("dòng cuối: “- Lưu: VT, đơn vị soạn thảo.”"))
    elif at and at[-1] != len(lines) - 1:
        yield Departure(Role.RECIPIENT.value, lines[at[-1]], _("dòng “Lưu” không ở cuối"), _("dòng cuối: “- Lưu: VT, đơn vị soạn thảo.”"))


@rule("recipients.office", gettext_lazy("“Lưu: VT”"), _II_9)
def archive_words(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.RECIPIENT):
        match = re.match(r"^(?:-\s*)?(Lưu)\b(?! trữ)\s*([:;,.]?)\s*(\S*)", line.text)
        if match and (match[2] != ":" or not match[3].startswith("VT")):
            start = line.start + match.end(1)
            fixes = (Edit(line.para, start, line.start + match.start(3), ": "),) if match[3].startswith("VT") else ()
            yield Departure(Role.RECIPIENT.value, line, quoted(line.full), _("“Lưu:”, rồi “VT”, dấu phẩy, đơn vị soạn thảo"), fixes)


@rule("recipients.as-above", gettext_lazy("“Như trên” khi có “Kính gửi”"), _II_9)
def as_above(paper: Paper) -> Iterator[Departure]:
    lines = paper.of(Role.RECIPIENT)
    if paper.first(Role.ADDRESSEE) is not None and lines and not fold(lines[0].text).startswith("nhu tren"):
        yield Departure(Role.RECIPIENT.value, lines[0], quoted(lines[0].full), _("dòng đầu: “- Như trên;”"))


@rule("authority.present", gettext_lazy("Có quyền hạn, chức vụ người ký"), _II_7)
def authority_present(paper: Paper) -> Iterator[Departure]:
    if paper.first(Role.AUTHORITY) is None:
        yield Departure(
            Role.AUTHORITY.value, None, _("không thấy quyền hạn, chức vụ người ký"), _("chức vụ in hoa đậm bên phải, ngang “Nơi nhận”")
        )


@rule("authority.power", gettext_lazy("Cách ghi TM., Q., KT., TL., TUQ."), _II_7)
def power(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.AUTHORITY):
        match = _POWER.match(line.text)
        letters = re.sub(r"[\s/]", "", match[1]) if match else ""
        if match and letters in _POWERS and match[0] != f"{letters}. " and not (letters == "Q" and not match[2]):
            fix = Edit(line.para, line.start, line.start + match.end(), f"{letters}. ")
            yield Departure(Role.AUTHORITY.value, line, quoted(match[0]), f"“{letters}. ”", (fix,))


@rule("authority.deputy", gettext_lazy("“KT.” có chức vụ cấp phó bên dưới"), _II_7)
def deputy(paper: Paper) -> Iterator[Departure]:
    lines = paper.of(Role.AUTHORITY, Role.OFFICE)
    for index, line in enumerate(lines):
        if re.match(r"^KT\b", line.text) and index == len(lines) - 1:
            wanted = _("KT. và chức vụ người đứng đầu; dòng dưới là chức vụ của cấp phó")
            yield Departure(Role.AUTHORITY.value, line, quoted(line.text), wanted)


@rule("authority.collective", gettext_lazy("“TM.” đứng trước tên tập thể"), _II_7)
def collective(paper: Paper) -> Iterator[Departure]:
    """A collective leads, so the office of the one who signs stands below; TM. never stands before one person's office."""
    for line in paper.of(Role.AUTHORITY):
        if re.match(r"^TM\.\s*(?:PHÓ\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG (?:BAN|PHÒNG))\b", line.text):
            wanted = _("TM. trước tên tập thể (TM. ỦY BAN NHÂN DÂN), chức vụ ở dòng dưới")
            yield Departure(Role.AUTHORITY.value, line, quoted(line.text), wanted)


@rule("signer.present", gettext_lazy("Có họ tên người ký"), _II_7, Severity.CAUTION)
def signer_present(paper: Paper) -> Iterator[Departure]:
    if paper.first(Role.AUTHORITY) is not None and paper.first(Role.SIGNER) is None:
        yield Departure(Role.SIGNER.value, None, _("không thấy họ tên người ký"), _("họ tên người ký dưới chức vụ"))


@rule("signer.titles", gettext_lazy("Không ghi học hàm, học vị trước họ tên"), _II_7, Severity.CAUTION)
def titles(paper: Paper) -> Iterator[Departure]:
    for line in paper.of(Role.SIGNER):
        match = _TITLES.match(line.text)
        if match:
            issuer = " ".join(fold(each.text) for each in paper.of(Role.ISSUER, Role.PARENT_ISSUER))
            may = any(word in issuer for word in _SECTORS)
            wanted = _("chỉ họ tên (ngành giáo dục, y tế, khoa học, lực lượng vũ trang: theo quy định riêng)") if may else _("chỉ họ tên")
            yield Departure(Role.SIGNER.value, line, quoted(match[0]), wanted)
