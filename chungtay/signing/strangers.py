"""Reading the signatures of a file that anybody may have made: outside our own process, with a limit of memory and of time."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.core.confined import confined
from chungtay.signing.certificate import trusted_roots
from chungtay.signing.files import refuse_other_files
from chungtay.signing.reading import Change, SignatureReport, Signed, Trust, verify_pdf

_WORK: Final = f"{__name__}:in_the_child"


def verify_strangers_pdf(pdf: bytes, *, roots: Path | None = None) -> SignatureReport:
    """As verify_pdf; `roots` the folder of trusted certificates. RuleBroken also for a file that costs too much."""
    refuse_other_files(pdf)
    too_costly = _("Tệp PDF này phức tạp quá, không kiểm tra được.")
    answer = confined(_WORK, pdf, {"roots": str(roots) if roots else ""}, too_costly=too_costly)
    return SignatureReport(tuple(_signed(data) for data in answer["signatures"]))


def in_the_child(pdf: bytes, question: dict[str, Any]) -> dict[str, Any]:
    folder = Path(question["roots"]) if question["roots"] else None
    report = verify_pdf(pdf, roots=trusted_roots(folder))
    return {"signatures": [_data(signed) for signed in report.signatures]}


def _data(signed: Signed) -> dict[str, Any]:
    return asdict(signed) | {
        "signed_at": signed.signed_at.isoformat() if signed.signed_at else None,
        "valid_until": signed.valid_until.isoformat() if signed.valid_until else None,
        "change": signed.change.value,
        "trust": signed.trust.value,
    }


def _signed(data: dict[str, Any]) -> Signed:
    return Signed(
        **data
        | {
            "signed_at": datetime.fromisoformat(data["signed_at"]) if data["signed_at"] else None,
            "valid_until": date.fromisoformat(data["valid_until"]) if data["valid_until"] else None,
            "change": Change(data["change"]),
            "trust": Trust(data["trust"]),
        }
    )
