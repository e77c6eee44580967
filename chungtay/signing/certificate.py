"""The signer's certificate and key, out of the file that they bring (PKCS#12), and the people behind certificates."""

from datetime import datetime
from pathlib import Path
from typing import Final

from asn1crypto import pkcs12 as asn1_pkcs12
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _
from pyhanko.keys import load_certs_from_pemder
from pyhanko.sign.signers import SimpleSigner

from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken

LARGEST_KEY_FILE: Final = 200_000  # bytes; a certificate with its chain has about 10,000
SHORTEST_RSA: Final = 2048  # bits
PKCS12: Final = "pkcs12"  # the form fields that refusals name
PASSWORD: Final = "password"  # noqa: S105 — the name of a field


def open_pkcs12(data: bytes, password: str, *, on: datetime) -> SimpleSigner:
    """The key that signs. Raises RuleBroken where the file or the password is wrong, or the certificate must not sign on that day."""
    _refuse_other_files(data)
    secret = password.encode() or None
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(data, secret)
    except ValueError as error:
        raise RuleBroken(_("Mật khẩu của chứng thư số chưa đúng, hoặc tệp đã hỏng."), field=PASSWORD) from error
    except (UnsupportedAlgorithm, TypeError) as error:
        raise RuleBroken(_("Chứng thư số này dùng cách mã hóa không được hỗ trợ."), field=PKCS12) from error
    if key is None or certificate is None:
        raise RuleBroken(_("Tệp này không có đủ chứng thư số và khóa riêng để ký."), field=PKCS12)
    refuse_unfit(certificate, on=on)
    signer: SimpleSigner = SimpleSigner.load_pkcs12_data(data, other_certs=(), passphrase=secret)
    return signer


def refuse_unfit(certificate: x509.Certificate, *, on: datetime) -> None:
    """Raise RuleBroken for a certificate out of its time, not made for signing, or with a key too weak."""
    name = holder(certificate)
    first, last = (clock.day_of(at) for at in (certificate.not_valid_before_utc, certificate.not_valid_after_utc))
    if on > certificate.not_valid_after_utc:
        raise RuleBroken(_("Chứng thư số của %(name)s đã hết hạn ngày %(day)s.") % {"name": name, "day": format_day(last)}, field=PKCS12)
    if on < certificate.not_valid_before_utc:
        raise RuleBroken(_("Chứng thư số của %(name)s có hiệu lực từ %(day)s.") % {"name": name, "day": format_day(first)}, field=PKCS12)
    if not _may_sign(certificate):
        raise RuleBroken(_("Chứng thư số của %(name)s không dùng để ký văn bản.") % {"name": name}, field=PKCS12)
    public = certificate.public_key()
    if isinstance(public, RSAPublicKey) and public.key_size < SHORTEST_RSA:
        raise RuleBroken(_("Khóa của chứng thư số này quá ngắn (dưới %(bits)d bit).") % {"bits": SHORTEST_RSA}, field=PKCS12)


def holder(certificate: x509.Certificate) -> str:
    """Who the certificate says it belongs to; the organisation where no person is named."""
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in certificate.subject.get_attributes_for_oid(oid):
            return str(attribute.value)
    return certificate.subject.rfc4514_string()


def organisation(certificate: x509.Certificate) -> str:
    """The organisation that the certificate names, empty where none."""
    return next((str(name.value) for name in certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)), "")


def trusted_roots(folder: Path | None) -> list[asn1_x509.Certificate]:
    """The certificates that the operator trusts: every .pem, .crt and .cer of the folder."""
    if folder is None or not folder.is_dir():
        return []
    files = sorted(str(path) for path in folder.iterdir() if path.suffix.lower() in {".pem", ".crt", ".cer"})
    return list(load_certs_from_pemder(files))


def readable(certificate: asn1_x509.Certificate) -> x509.Certificate:
    """The certificate of a signature in the shape of this file."""
    return x509.load_der_x509_certificate(certificate.dump())


def _refuse_other_files(data: bytes) -> None:
    try:
        is_pkcs12 = len(data) <= LARGEST_KEY_FILE and asn1_pkcs12.Pfx.load(data, strict=True)["version"].native == "v3"
    except (ValueError, TypeError, KeyError):
        is_pkcs12 = False
    if not is_pkcs12:
        raise RuleBroken(_("Tệp này không phải chứng thư số PKCS#12 (đuôi .p12 hoặc .pfx)."), field=PKCS12)


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment
