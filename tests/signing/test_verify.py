"""Reading signatures: who, when, unchanged or not, believed or not."""

import zlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import crl as asn1_crl
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import NameObject, StreamObject, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.signing import Change, Trust, sign_pdf, verify_pdf, verify_strangers_pdf
from chungtay.signing.certificate import trusted_roots
from tests.make.certificates import PASSWORD, Identity, an_identity


def changes(pdf: bytes) -> list[Change]:
    return [signed.change for signed in verify_pdf(pdf).signatures]


def test_who_when_and_unchanged(signed: bytes, authority: Identity) -> None:
    report = verify_pdf(signed, roots=[authority.root])
    (one,) = report.signatures
    assert (one.signer, one.organisation, one.issuer) == ("Trưởng phòng", "Phòng Giáo dục và Đào tạo", "Nơi cấp thử")
    assert (one.reason, one.place) == ("Ký ban hành", "Điện Biên")
    assert one.signed_at is not None
    assert abs(clock.now() - one.signed_at) < timedelta(minutes=10)
    assert (one.change, one.trust, one.is_time_proven, one.is_revocation_known) == (Change.NONE, Trust.TRUSTED, False, False)
    assert report.is_intact


def test_two_signatures(signed_twice: bytes, authority: Identity) -> None:
    report = verify_pdf(signed_twice, roots=[authority.root])
    assert [(one.signer, one.change, one.trust) for one in report.signatures] == [
        ("Trưởng phòng", Change.SIGNED_AGAIN, Trust.TRUSTED),
        ("Phòng Giáo dục", Change.NONE, Trust.TRUSTED),
    ]
    assert report.is_intact


def test_nobody_signed(printed: bytes) -> None:
    report = verify_pdf(printed)
    assert report.signatures == ()
    assert not report.is_intact


def test_one_byte_of_the_text(printed: bytes, signed: bytes) -> None:
    damaged = bytearray(signed)
    damaged[printed.index(b"stream") + 100] ^= 1
    assert changes(bytes(damaged)) == [Change.ALTERED]


def test_any_byte_of_the_signed_file_counts(printed: bytes, signed_twice: bytes) -> None:
    """Nowhere in what was signed can a byte change without a refusal or the word 'altered'."""
    unnoticed = []
    for at in range(0, len(signed_twice), len(signed_twice) // 60):
        damaged = bytearray(signed_twice)
        damaged[at] ^= 1
        if not _within_a_signature(signed_twice, at) and Change.ALTERED not in said(bytes(damaged)):
            unnoticed.append(at)
    assert unnoticed == []


def _within_a_signature(pdf: bytes, at: int) -> bool:
    """A signature does not sign itself."""
    ranges = [one.sig_object["/ByteRange"] for one in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures]
    return any(first + length <= at < second for first, length, second, _rest in ranges)


def said(pdf: bytes) -> list[Change]:
    """A refused file counts as altered."""
    try:
        found = changes(pdf)
    except RuleBroken:
        return [Change.ALTERED]
    return found if len(found) == 2 else [Change.ALTERED]


def test_an_update_after_signing(signed: bytes) -> None:
    """Words written over the page by an incremental update, as every PDF editor does."""
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(StreamObject(stream_data=b"BT /F1 12 Tf (10.000.000) Tj ET"))
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    assert changes(out.getvalue()) == [Change.ALTERED]


def test_metadata_after_signing_is_a_change(signed: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    writer.root[NameObject("/PageLabels")] = pdf_string("x")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    assert changes(out.getvalue()) == [Change.ALTERED]


def test_cut_back_to_the_first_signature(signed: bytes, signed_twice: bytes) -> None:
    assert signed_twice.startswith(signed)
    assert changes(signed_twice[: len(signed)]) == [Change.NONE]


def test_certificates_of_unknown_origin(signed: bytes, printed: bytes) -> None:
    assert [one.trust for one in verify_pdf(signed).signatures] == [Trust.UNKNOWN]
    mine = an_identity("Tự cấp")
    alone = sign_pdf(printed, mine.pkcs12, PASSWORD)
    assert [one.trust for one in verify_pdf(alone).signatures] == [Trust.SELF_SIGNED]
    assert [one.trust for one in verify_pdf(alone, roots=[mine.root]).signatures] == [Trust.TRUSTED]


def test_a_namesake_of_the_authority_is_not_trusted(printed: bytes, authority: Identity) -> None:
    impostor = an_identity("Nơi cấp thử", "Cơ quan cấp thử", is_authority=True, bits=3072)
    fake = an_identity("Trưởng phòng", issuer=impostor)
    assert impostor.key is not authority.key
    (one,) = verify_pdf(sign_pdf(printed, fake.pkcs12, PASSWORD), roots=[authority.root]).signatures
    assert one.trust == Trust.UNKNOWN


def signed_by(printed: bytes, identity: Identity, stamper: DummyTimeStamper | None = None) -> bytes:
    """Signed past our own refusals, as other programs do."""
    signer = SimpleSigner.load_pkcs12_data(identity.pkcs12, other_certs=(), passphrase=PASSWORD.encode())
    about = PdfSignatureMetadata(field_name="A", subfilter=SigSeedSubFilter.PADES)
    out = PdfSigner(about, signer, timestamper=stamper, new_field_spec=SigFieldSpec("A")).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(printed))
    )
    return bytes(out.getvalue())


def test_signed_with_an_expired_certificate(printed: bytes, authority: Identity) -> None:
    late = an_identity("Hết hạn", issuer=authority, starts=clock.now() - timedelta(days=400), days=30)
    (one,) = verify_pdf(signed_by(printed, late), roots=[authority.root]).signatures
    assert (one.change, one.trust) == (Change.NONE, Trust.EXPIRED)
    assert one.valid_until == clock.day_of(late.certificate.not_valid_after_utc)


@pytest.mark.parametrize("is_known", [True, False])
def test_only_a_known_authority_proves_the_time(printed: bytes, leader: Identity, authority: Identity, *, is_known: bool) -> None:
    clockmaker = an_identity("Cấp dấu thời gian", issuer=authority if is_known else None, is_clock=True)
    key = SimpleSigner.load_pkcs12_data(clockmaker.pkcs12, other_certs=(), passphrase=PASSWORD.encode())
    at = (clock.now() - timedelta(hours=3)).replace(microsecond=0)
    stamper = DummyTimeStamper(tsa_cert=key.signing_cert, tsa_key=key.signing_key, fixed_dt=at)
    (one,) = verify_pdf(signed_by(printed, leader, stamper), roots=[authority.root]).signatures
    assert (one.change, one.trust, one.is_time_proven, one.signed_at == at) == (Change.NONE, Trust.TRUSTED, is_known, is_known)


def test_roots_come_from_a_folder(tmp_path: Path, authority: Identity, signed: bytes) -> None:
    (tmp_path / "goc.pem").write_bytes(authority.pem)
    (tmp_path / "ghi-chu.txt").write_text("không phải chứng thư")
    assert [one.trust for one in verify_pdf(signed, roots=trusted_roots(tmp_path)).signatures] == [Trust.TRUSTED]
    assert trusted_roots(None) == trusted_roots(tmp_path / "khong-co") == []


def a_revoked(authority: Identity, person: Identity) -> x509.CertificateRevocationList:
    now = clock.now()
    entry = x509.RevokedCertificateBuilder().serial_number(person.certificate.serial_number).revocation_date(now - timedelta(hours=2))
    builder = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject).last_update(now - timedelta(hours=1))
    return builder.next_update(now + timedelta(days=9)).add_revoked_certificate(entry.build()).sign(authority.key, hashes.SHA256())


def test_a_revoked_certificate(signed: bytes, authority: Identity, leader: Identity) -> None:
    """The issuer's word on revoked certificates, brought by the file itself."""
    out = BytesIO(signed)
    word = asn1_crl.CertificateList.load(a_revoked(authority, leader).public_bytes(Encoding.DER))
    DocumentSecurityStore.add_dss(out, None, certs=[authority.root], crls=[word])
    (one,) = verify_pdf(out.getvalue(), roots=[authority.root]).signatures
    assert (one.change, one.trust, one.is_revocation_known) == (Change.NONE, Trust.REVOKED, True)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "không phải PDF"),
        (b"xin chao", "không phải PDF"),
        (b"PK\x03\x04" + b"0" * 100, "không phải PDF"),
        (b"%PDF-1.7\nkhong co gi", "đã hỏng"),
        (b"%PDF-1.7\n" + b"1 0 obj<</A 1 0 R>>endobj " * 50 + b"startxref\n9\n%%EOF", "đã hỏng"),
        (b"%PDF-" + b"0" * (20 * 1024 * 1024), "quá lớn"),
    ],
)
def test_files_that_cannot_be_read(content: bytes, says: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        verify_pdf(content)
    assert says in caught.value.sentence
    assert caught.value.field == "pdf"


def test_a_cut_file_is_refused_or_read(signed_twice: bytes) -> None:
    for share in (3, 10, 50, 90, 99):
        cut = signed_twice[: len(signed_twice) * share // 100]
        assert said(cut) == [Change.ALTERED]


def test_an_encrypted_file(printed: bytes) -> None:
    copied = copy_into_new_writer(PdfFileReader(BytesIO(printed)))
    copied.encrypt("bí mật")
    out = BytesIO()
    copied.write(out)
    with pytest.raises(RuleBroken, match="mật khẩu"):
        verify_pdf(out.getvalue())


def test_outside_our_process_it_says_the_same(signed_twice: bytes, authority: Identity, tmp_path: Path) -> None:
    (tmp_path / "goc.pem").write_bytes(authority.pem)
    assert verify_strangers_pdf(signed_twice, roots=tmp_path) == verify_pdf(signed_twice, roots=[authority.root])
    with pytest.raises(RuleBroken, match="đã hỏng"):
        verify_strangers_pdf(b"%PDF-1.7 x")


def test_a_bomb_costs_little() -> None:
    """A table of sixty million entries in a hundred kilobytes."""
    table = zlib.compress(b"0 " * 60_000_000, 9)
    head = b"%PDF-1.7\n1 0 obj<</Type/XRef/Size 60000000/W[1 1 1]/Root 2 0 R/Filter/FlateDecode/Length "
    bomb = head + str(len(table)).encode() + b">>stream\n" + table + b"\nendstream endobj\nstartxref\n9\n%%EOF"
    with pytest.raises(RuleBroken) as caught:
        verify_strangers_pdf(bomb)
    assert "phức tạp quá" in caught.value.sentence or "đã hỏng" in caught.value.sentence
