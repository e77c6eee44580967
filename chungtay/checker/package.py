"""The file as a package: what it is at all, refused early and cheaply when it is no sound .docx, and its parts as XML.

Nothing is unpacked before the list of contents says how large it will be, and never more than that list says.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from chungtay.checker.ooxml import STRICT, Element, R
from chungtay.core.errors import RuleBroken

LARGEST_FILE: Final = 20_000_000
LARGEST_XML: Final = 16_000_000  # bytes of one part, unpacked: more than a thousand pages
LARGEST_WHOLE: Final = 200_000_000  # with pictures
MOST_ENTRIES: Final = 3_000
HIGHEST_RATIO: Final = 150  # how many times larger a part of more than 50 MB may become
DOCUMENT: Final = "word/document.xml"
_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(slots=True)
class Package:
    """The parts of a .docx; `roots` those that were read, `changed` the names of those to be written back."""

    file: zipfile.ZipFile
    main: str = DOCUMENT
    roots: dict[str, Element | None] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    strict: set[str] = field(default_factory=set)

    def root(self, name: str) -> Element | None:
        """The part as XML; None where there is no such part."""
        if name not in self.roots:
            self.roots[name] = _parsed(self, name) if name in self.file.NameToInfo else None
        return self.roots[name]

    def beside(self, name: str) -> str:
        """'styles' → 'word/styles.xml', by the relations of the main part where they say."""
        for kind, target in self.relations().values():
            if kind == name:
                return target
        return ""

    def relations(self) -> dict[str, tuple[str, str]]:
        """Of the main part: id → (last word of the type, name of the part)."""
        folder, _slash, base = self.main.rpartition("/")
        root = self.root(f"{folder}/_rels/{base}.rels")
        found: dict[str, tuple[str, str]] = {}
        for each in [] if root is None else root.iter(_RELATIONS):
            target = each.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], path)
        return found

    def related(self, element: Element) -> str:
        """The part that an element with r:id means."""
        return self.relations().get(element.get(R + "id", ""), ("", ""))[1]


def opened(file: bytes) -> Package:
    """A sound .docx. RuleBroken, in one sentence, for anything else."""
    if not file:
        raise RuleBroken(_("Tệp trống, không có gì để kiểm tra."))
    if len(file) > LARGEST_FILE:
        raise RuleBroken(_("Tệp lớn quá: tối đa %(limit)d MB.") % {"limit": LARGEST_FILE // 1_000_000})
    _refuse_other_kinds(file)
    try:
        package = zipfile.ZipFile(io.BytesIO(file))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise damaged() from None
    _refuse_unsound(package)
    return Package(package, _main_part(package))


def damaged() -> RuleBroken:
    return RuleBroken(_("Tệp .docx bị hỏng, không đọc được. Xin mở bằng Word, lưu lại rồi gửi lại."))


def too_large() -> RuleBroken:
    return RuleBroken(_("Văn bản lớn quá mức kiểm tra được. Xin tách thành nhiều tệp nhỏ hơn."))


def not_docx(what: str) -> RuleBroken:
    return RuleBroken(_("Đây là %(what)s, không phải tệp Word .docx. Xin mở rồi lưu lại thành .docx.") % {"what": what})


def _refuse_other_kinds(file: bytes) -> None:
    """By the first bytes, whatever the name says."""
    if file.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in file:
            raise RuleBroken(_("Tệp đặt mật khẩu nên không đọc được. Xin bỏ mật khẩu rồi gửi lại."))
        raise not_docx(_("tệp Word kiểu cũ (.doc)"))
    kinds = (
        (b"%PDF", _("tệp PDF")),
        (b"\x89PNG", _("ảnh")),
        (b"\xff\xd8\xff", _("ảnh")),
        (b"GIF8", _("ảnh")),
        (b"BM", _("ảnh")),
        (b"II*\0", _("ảnh")),
        (b"MM\0*", _("ảnh")),
        (b"{\\rtf", _("tệp RTF")),
    )
    for start, what in kinds:
        if file.startswith(start):
            raise not_docx(what)
    if not file.startswith(b"PK"):
        raise RuleBroken(_("Đây không phải tệp Word .docx. Xin chọn tệp .docx."))


def _refuse_unsound(package: zipfile.ZipFile) -> None:
    """From the list of contents alone."""
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if "mimetype" in names and "content.xml" in names:
        raise not_docx(_("tệp OpenDocument (.odt)"))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RuleBroken(_("Tệp có macro nên không được nhận. Xin lưu lại thành .docx không có macro."))
    if _TYPES not in names or not any(name.startswith("word/") for name in names):
        raise RuleBroken(_("Đây không phải tệp Word .docx. Xin chọn tệp .docx."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise RuleBroken(_("Tệp đặt mật khẩu nên không đọc được. Xin bỏ mật khẩu rồi gửi lại."))
    if len(names) != len(set(names)):
        raise damaged()
    is_bomb = any(entry.file_size > 50_000_000 and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1) for entry in entries)
    if is_bomb or len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise RuleBroken(_("Tệp nén bất thường: giải nén ra quá lớn nên không được nhận."))


def _main_part(package: zipfile.ZipFile) -> str:
    """The part that the package calls its main document."""
    types = _parsed(Package(package), _TYPES)
    for each in types:
        kind, name = each.get("ContentType", ""), each.get("PartName", "").lstrip("/")
        if "macroEnabled" in kind:
            raise RuleBroken(_("Tệp có macro nên không được nhận. Xin lưu lại thành .docx không có macro."))
        if kind.endswith(("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")) and name in package.NameToInfo:
            return str(name)
    if DOCUMENT in package.NameToInfo:
        return DOCUMENT
    raise damaged()


def _parsed(package: Package, name: str) -> Element:
    """One part as XML: no document type, no entities, nothing from elsewhere, no endless depth."""
    if package.file.NameToInfo[name].file_size > LARGEST_XML:
        raise too_large()
    try:
        text = package.file.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise damaged() from None
    if any(sign in text.replace(b"\0", b"") for sign in (b"<!DOCTYPE", b"<!ENTITY")):
        raise RuleBroken(_("Tệp có khai báo XML lạ, không an toàn, nên không được nhận."))
    for strict, usual in STRICT:
        if strict in text:
            package.strict.add(name)
            text = text.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=False)
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as fault:
        if re.search(r"memory|unknown error", str(fault), re.IGNORECASE):  # what libxml2 says when it gets no more room
            raise MemoryError from None
        raise damaged() from None


def written(package: Package) -> bytes:
    """The package with its changed parts; every other entry byte for byte, in the same order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in package.file.infolist():
            root = package.roots.get(entry.filename)
            if entry.filename in package.changed and root is not None:
                target.writestr(_anew(entry.filename, entry), _serialized(package, entry.filename, root))
            else:
                target.writestr(entry, package.file.read(entry.filename))
        for name in sorted(package.changed - package.file.NameToInfo.keys()):
            root = package.roots[name]
            assert root is not None
            target.writestr(_anew(name, next(iter(package.file.infolist()))), _serialized(package, name, root))
    return buffer.getvalue()


def _anew(name: str, like: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """An entry with the day of another, so that the same correction is the same file."""
    entry = zipfile.ZipInfo(name, like.date_time)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, like.external_attr
    return entry


def _serialized(package: Package, name: str, root: Element) -> bytes:
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if name in package.strict:
        for strict, usual in STRICT:
            text = text.replace(usual, strict)
    return text
