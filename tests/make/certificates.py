"""Certificates, keys and pictures of signatures, made for one test run and good for nothing else."""

import math
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from chungtay.core import clock

PASSWORD: Final = "mật-khẩu"


@dataclass(frozen=True)
class Identity:
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    pkcs12: bytes

    @property
    def root(self) -> asn1_x509.Certificate:
        """The certificate as an operator would trust it."""
        return asn1_x509.Certificate.load(self.certificate.public_bytes(Encoding.DER))

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


@cache
def a_key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def an_identity(
    name: str = "Người ký thử",
    organisation: str = "Phòng Giáo dục và Đào tạo",
    *,
    issuer: Identity | None = None,
    starts: datetime | None = None,
    days: int = 365,
    bits: int = 2048,
    may_sign: bool = True,
    is_authority: bool = False,
    is_clock: bool = False,
) -> Identity:
    """Self-signed without an issuer; `is_clock`: it may stamp the time."""
    key = a_key(name, bits)
    begins = starts or clock.now() - timedelta(days=1)
    subject = _subject(name, organisation)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(may_sign=may_sign, is_authority=is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if is_clock:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    signing_key = issuer.key if issuer else key
    issuing = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key())
    certificate = builder.add_extension(issuing, critical=False).sign(signing_key, hashes.SHA256())
    chain = [issuer.certificate] if issuer else None
    packed = pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, chain, BestAvailableEncryption(PASSWORD.encode()))
    return Identity(certificate, key, packed)


def _subject(name: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _usage(*, may_sign: bool, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=may_sign,
        content_commitment=may_sign,
        key_encipherment=not may_sign,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


Ink = Callable[[float, float], float]  # how much ink at a point of the unit square


def a_picture(ink: Ink, colour: tuple[int, int, int], *, wide: int = 300, high: int = 150, transparent: bool = True) -> bytes:
    """A PNG with a transparent ground."""
    rows = []
    for y in range(high):
        row = bytearray(b"\0")
        for x in range(wide):
            alpha = round(255 * ink(x / wide, y / high))
            row += bytes((*colour, alpha)) if transparent else bytes(colour)
        rows.append(bytes(row))
    head = struct.pack(">IIBBBBB", wide, high, 8, 6 if transparent else 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"".join(rows))) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@cache
def a_hand() -> bytes:
    """A blue line that rises and falls."""
    return a_picture(lambda x, y: float(abs(y - 0.5 - 0.35 * math.sin(18 * x) * (1 - x)) < 0.04), (20, 40, 160))


@cache
def a_seal() -> bytes:
    """A red ring with a smaller one inside."""

    def ink(x: float, y: float) -> float:
        radius = math.hypot(x - 0.5, y - 0.5)
        return float(0.45 < radius < 0.49 or 0.28 < radius < 0.3)

    return a_picture(ink, (200, 20, 30), wide=240, high=240)
