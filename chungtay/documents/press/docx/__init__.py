"""Word: a document as an editable .docx with real styles, page numbers and footnotes; every mark is a content control that carries its id.

Order of the files: ooxml (lengths, texts) < styles < pen (paragraphs) < tables < pages (sections, header, footers) < file.
"""

from chungtay.documents.press.docx.file import print_docx

__all__ = ["print_docx"]
