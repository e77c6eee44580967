"""A printed report, people and an agency who sign, the authority that vouches for them."""

import pytest

from chungtay.documents.press.pdf import print_pdf
from chungtay.signing import Hand, Seal, sign_pdf
from tests.documents.template.make import paper
from tests.make.certificates import PASSWORD, Identity, a_hand, a_seal, an_identity


@pytest.fixture(scope="session")
def authority() -> Identity:
    return an_identity("Nơi cấp thử", "Cơ quan cấp thử", is_authority=True)


@pytest.fixture(scope="session")
def leader(authority: Identity) -> Identity:
    return an_identity("Trưởng phòng", issuer=authority)


@pytest.fixture(scope="session")
def agency(authority: Identity) -> Identity:
    return an_identity("Phòng Giáo dục", "Phòng Giáo dục và Đào tạo", issuer=authority)


@pytest.fixture(scope="session")
def printed() -> bytes:
    return print_pdf(paper("# Kết quả\nĐã xong.\n\nTrên đây là báo cáo."))


@pytest.fixture(scope="session")
def signed(printed: bytes, leader: Identity) -> bytes:
    return sign_pdf(printed, leader.pkcs12, PASSWORD, appearance=Hand(a_hand()), reason="Ký ban hành", place="Điện Biên")


@pytest.fixture(scope="session")
def signed_twice(signed: bytes, agency: Identity) -> bytes:
    return sign_pdf(signed, agency.pkcs12, PASSWORD, appearance=Seal(a_seal()))
