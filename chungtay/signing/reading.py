"""Reading the signatures of a PDF: who signed, when, whether anything changed since, and whether the certificate is to be believed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.errors import NoDSSFoundError, ValidationInfoReadingError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from chungtay.core import clock
from chungtay.signing.certificate import holder, organisation, readable
from chungtay.signing.files import BROKEN, damaged, open_pdf

_USAGE: Final = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


class Change(Enum):
    """What happened to the file after the signature."""

    NONE = "none"
    SIGNED_AGAIN = "signed again"  # only further signatures
    ADDED = "added"  # something allowed was added: a form filled in
    ALTERED = "altered"


class Trust(Enum):
    """Whether the certificate belongs to whom it names, as far as we can know."""

    TRUSTED = "trusted"  # issued under a root that the operator trusts
    UNKNOWN = "unknown"  # issued by somebody whom we do not know
    SELF_SIGNED = "self-signed"
    EXPIRED = "expired"  # out of its time when it signed
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature. `signed_at` is the signer's own clock unless `is_time_proven` by an authority. `is_revocation_known`: the file brings
    the issuer's word on revoked certificates; we ask no other machine."""

    signer: str
    organisation: str
    issuer: str
    signed_at: datetime | None
    is_time_proven: bool
    change: Change
    trust: Trust
    valid_until: date | None
    is_revocation_known: bool
    reason: str = ""
    place: str = ""

    @property
    def is_intact(self) -> bool:
        return self.change in (Change.NONE, Change.SIGNED_AGAIN)


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """The signatures in the order in which they were given."""

    signatures: tuple[Signed, ...]

    @property
    def is_intact(self) -> bool:
        """Nothing of what was signed has changed; False for a file that nobody signed."""
        return bool(self.signatures) and all(signed.is_intact for signed in self.signatures)


def verify_pdf(pdf: bytes, *, roots: Sequence[asn1_x509.Certificate] = ()) -> SignatureReport:
    """Read every signature. Raises RuleBroken for a file that is no PDF, too large, encrypted or damaged."""
    reader = open_pdf(pdf)
    try:
        found = reader.embedded_regular_signatures
    except (SigningError, *BROKEN) as error:
        raise damaged() from error
    covered = [_covers_all(signature) for signature in found]
    return SignatureReport(tuple(_read(reader, one, roots, is_followed=any(covered[at + 1 :])) for at, one in enumerate(found)))


def _covers_all(signature: EmbeddedPdfSignature) -> bool:
    try:
        return signature.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    except (SigningError, *BROKEN):
        return False


def _read(reader: PdfFileReader, signature: EmbeddedPdfSignature, roots: Sequence[asn1_x509.Certificate], *, is_followed: bool) -> Signed:
    try:
        status, is_known = _status(reader, signature, roots)
    except (SigningError, *BROKEN):  # a byte changed within the signature itself
        status, is_known = None, False
    person = _person(signature)
    signed_at = _signed_at(signature, status)
    return Signed(
        **person,
        signed_at=signed_at,
        is_time_proven=_is_time_proven(status),
        change=_change(status, is_followed=is_followed),
        trust=_trust(signature, status, signed_at),
        is_revocation_known=is_known,
        reason=_said(signature, "/Reason"),
        place=_said(signature, "/Location"),
    )


def _status(
    reader: PdfFileReader, signature: EmbeddedPdfSignature, roots: Sequence[asn1_x509.Certificate]
) -> tuple[PdfSignatureStatus, bool]:
    """pyHanko's verdict at the time of signing, and whether the file says anything about revoked certificates. No machine is asked."""
    known: dict[str, Any] = {"trust_roots": list(roots), "allow_fetching": False}
    if signature.self_reported_timestamp:
        known["moment"] = signature.self_reported_timestamp
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except (NoDSSFoundError, ValidationInfoReadingError):
        return _judged(signature, ValidationContext(**known, revocation_mode="soft-fail")), False
    if not store.crls and not store.ocsps:
        return _judged(signature, store.as_validation_context(known | {"revocation_mode": "soft-fail"})), False
    # What the file brings is asked even of certificates that name no list; where it does not speak of this one, the rest counts.
    strict = _judged(signature, store.as_validation_context(known | {"revocation_mode": "require"}))
    if strict.revoked or strict.trusted:
        return strict, True
    return _judged(signature, store.as_validation_context(known | {"revocation_mode": "soft-fail"})), False


def _judged(signature: EmbeddedPdfSignature, context: ValidationContext) -> PdfSignatureStatus:
    return asyncio.run(async_validate_pdf_signature(signature, context, key_usage_settings=_USAGE))


def _person(signature: EmbeddedPdfSignature) -> dict[str, Any]:
    try:
        certificate = readable(signature.signer_cert)
    except (SigningError, *BROKEN):
        return {"signer": "", "organisation": "", "issuer": "", "valid_until": None}
    return {
        "signer": holder(certificate),
        "organisation": organisation(certificate),
        "issuer": str(signature.signer_cert.issuer.native.get("common_name", "")),
        "valid_until": clock.day_of(certificate.not_valid_after_utc),
    }


def _is_time_proven(status: PdfSignatureStatus | None) -> bool:
    stamp = status.timestamp_validity if status else None
    return bool(stamp and stamp.intact and stamp.valid and stamp.trusted)


def _signed_at(signature: EmbeddedPdfSignature, status: PdfSignatureStatus | None) -> datetime | None:
    if status and status.timestamp_validity and _is_time_proven(status):
        return status.timestamp_validity.timestamp
    try:
        return signature.self_reported_timestamp
    except (SigningError, *BROKEN):
        return None


def _change(status: PdfSignatureStatus | None, *, is_followed: bool) -> Change:
    if status is None or not status.intact or not status.valid:
        return Change.ALTERED
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Change.NONE
    level = status.modification_level
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION or level is None or level > ModificationLevel.FORM_FILLING:
        return Change.ALTERED
    if not status.docmdp_ok:
        return Change.ALTERED
    if is_followed:
        return Change.SIGNED_AGAIN
    return Change.NONE if level <= ModificationLevel.LTA_UPDATES else Change.ADDED


def _trust(signature: EmbeddedPdfSignature, status: PdfSignatureStatus | None, signed_at: datetime | None) -> Trust:
    if status is None:
        return Trust.UNKNOWN
    certificate = readable(signature.signer_cert)
    if status.revoked:
        return Trust.REVOKED
    if signed_at is None or not certificate.not_valid_before_utc <= signed_at <= certificate.not_valid_after_utc:
        return Trust.EXPIRED
    if status.trusted:
        return Trust.TRUSTED
    return Trust.SELF_SIGNED if certificate.subject == certificate.issuer else Trust.UNKNOWN


def _said(signature: EmbeddedPdfSignature, key: str) -> str:
    try:
        return str(signature.sig_object.get(key, ""))[:200]
    except BROKEN:
        return ""
