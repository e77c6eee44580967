"""Signing: digital signatures on PDF by PAdES. Knows the press's paper, and nothing of registers or of who may sign.

Words: Look: the visible form of a signature by Nghị định 30/2020 (phụ lục I, II.7c, II.8): Hand (chữ ký của người có thẩm quyền), Seal
(con dấu của cơ quan), or Stamp, two facts at the head of an annex in a file of its own. Signed: one signature as it was read: who, when,
by whose certificate (Trust), and whether anything changed since (Change).

Doors: sign_pdf; verify_pdf for papers of our own; verify_strangers_pdf for anybody's, in a process with little memory and time.

Promises: private keys come with a request and are forgotten with it; signing adds to the file and changes no byte of it.
"""

from chungtay.signing.looks import Hand, Look, Seal, Stamp
from chungtay.signing.reading import Change, SignatureReport, Signed, Trust, verify_pdf
from chungtay.signing.sign import sign_pdf
from chungtay.signing.strangers import verify_strangers_pdf

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
