"""Signing by PAdES (ETSI EN 319 142-1): baseline B-B, with a time stamp of an authority B-T."""

from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.signing.certificate import open_pkcs12
from chungtay.signing.files import BROKEN, damaged, open_pdf
from chungtay.signing.looks import Look, drawn
from chungtay.signing.places import field_for

TIMESTAMP_PATIENCE: Final = 10  # seconds for the authority's answer


def sign_pdf(
    pdf: bytes,
    pkcs12: bytes,
    password: str,
    *,
    reason: str = "",
    place: str = "",
    appearance: Look | None = None,
    timestamp_url: str = "",
) -> bytes:
    """The PDF with one more signature; what was signed before stays valid.

    The key is read from `pkcs12`, used once and forgotten. `appearance` is placed by the decree: between office and name, over the hand, or
    at the head of the first page; None, and on a paper without a signature room, the signature is unseen. Raises RuleBroken, naming the
    field that is wrong.
    """
    now = clock.now()
    signer = open_pkcs12(pkcs12, password, on=now)
    reader = open_pdf(pdf)
    name = f"ChuKy{len(reader.embedded_signatures) + 1}"
    field, style = SigFieldSpec(name), StaticStampStyle(border_width=0)
    if appearance is not None and (found := field_for(reader, appearance)):
        field = SigFieldSpec(name, on_page=found.page, box=found.box)
        style = drawn(appearance, found.size, at=now)
    about = PdfSignatureMetadata(
        field_name=name, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", reason=reason or None, location=place or None
    )
    stamper = HTTPTimeStamper(timestamp_url, timeout=TIMESTAMP_PATIENCE) if timestamp_url else None
    return _signed(pdf, PdfSigner(about, signer, timestamper=stamper, stamp_style=style, new_field_spec=field))


def _signed(pdf: bytes, signer: PdfSigner) -> bytes:
    try:
        out = signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf), strict=False))
    except (TimestampRequestError, OSError) as error:
        raise RuleBroken(_("Máy chủ cấp dấu thời gian không trả lời; xin thử lại sau.")) from error
    except SigningError as error:
        raise RuleBroken(_("Tệp PDF này không cho ký thêm (người ký trước đã khóa lại).")) from error
    except BROKEN as error:
        raise damaged() from error
    return bytes(out.getbuffer())
