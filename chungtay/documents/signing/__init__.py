"""Digital signatures on PDF: signing by PAdES with the visible signature of Nghị định 30/2020 (phụ lục I, II.7c, II.8), and reading who
signed, when, and whether anything changed since. Private keys come with a request and are forgotten with it.
"""

from chungtay.documents.signing.looks import Hand, Look, Seal, Stamp
from chungtay.documents.signing.reading import Change, SignatureReport, Signed, Trust, verify_pdf
from chungtay.documents.signing.sign import sign_pdf
from chungtay.documents.signing.strangers import verify_strangers_pdf

__all__ = [
    "Change",
    "Hand",
    "Look",
    "Seal",
    "SignatureReport",
    "Signed",
    "Stamp",
    "Trust",
    "sign_pdf",
    "verify_pdf",
    "verify_strangers_pdf",
]
