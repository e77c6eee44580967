"""A donor is recorded once, in one form, and nothing is kept that must not be."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.donors.actions import record_donor, revise_donor
from chungtay.donors.enums import ConsentHow, ConsentWhat, DonorKind, PublicAs
from chungtay.donors.models import Consent, Donor, DonorDistinct
from chungtay.donors.queries import found
from chungtay.donors.rules import Details, details_of
from tests.donors.conftest import TODAY
from tests.make.donors import TAX_CODE, make_donor, make_nameless
from tests.make.people import make_user
from tests.make.places import Province


def test_it_is_kept_in_one_form(province: Province) -> None:
    donor = make_donor(
        province.here.unit,
        name="  Công  ty Mường Thanh ",
        phone="+84 (0)215.3825-123",
        email="Lien.He@MuongThanh.vn",
        tax_code="0100 109 106",
    )
    assert (donor.name, donor.phone, donor.email, donor.tax_code) == (
        "Công ty Mường Thanh",
        "02153825123",
        "lien.he@muongthanh.vn",
        TAX_CODE,
    )
    consent = Consent.objects.get()
    assert (consent.what, consent.how, consent.given_on) == (ConsentWhat.NAME, ConsentHow.ONLINE, TODAY)
    entry = AuditEntry.objects.get(act="donor.recorded")
    assert entry.place_id == province.here.unit.pk
    assert "0215" not in str(entry.details)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"kind": "robot"}, "kind", "chọn loại"),
        ({"name": " . "}, "name", "Xin điền"),
        ({"name": "x" * 201}, "name", "tối đa 200"),
        ({"name": "a\0b"}, "name", "ký tự lạ"),
        ({"name": "Ông An, căn cước 011087123456"}, "name", "số căn cước"),
        ({"note": "CCCD 0110 8712 3456"}, "note", "số căn cước"),
        ({"public_as": "x"}, "public_as", "Xin chọn nêu tên"),
        ({"public_as": "alias"}, "alias", "bí danh"),
        ({"phone": "12345"}, "phone", "chưa đúng"),
        ({"phone": "091234567"}, "phone", "chưa đúng"),
        ({"phone": "0912 345 678 ngoài giờ"}, "phone", "chưa đúng"),
        ({"phone": "٠٩١٢٣٤٥٦٧٨"}, "phone", "chưa đúng"),
        ({"email": "muongthanh.vn"}, "email", "thư điện tử"),
        ({"tax_code": "0100109107"}, "tax_code", "không có thật"),
        ({"tax_code": "0100109106-000"}, "tax_code", "không có thật"),
        ({"tax_code": "01001091"}, "tax_code", "10 chữ số"),
        ({"tax_code": "011087123456"}, "tax_code", "căn cước"),
        ({"tax_code": "o100109106"}, "tax_code", "10 chữ số"),
        ({"kind": "group", "tax_code": TAX_CODE}, "tax_code", "Chỉ doanh nghiệp"),
        ({"contact": "em Lò Thị Mẩy"}, "contact", "trẻ em"),
        ({"contact": "Nam học sinh lớp 5A"}, "contact", "trẻ em"),
        ({"kind": "person", "name": "Cháu Nam"}, "public_as", "Không nêu tên trẻ em"),
        ({"kind": "person", "name": "Cháu Nam", "public_as": "none", "phone": "0912345678"}, "contact", "liên hệ của trẻ em"),
        ({"consent_how": "dream"}, "consent_how", "bằng cách nào"),
        ({"consent_on": TODAY.replace(year=2027)}, "consent_on", "tương lai"),
    ],
)
def test_what_is_refused_leaves_nothing(province: Province, changes: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        make_donor(province.here.unit, **changes)
    assert refusal.value.field == field
    assert not Donor.objects.exists()
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    "typed", ["0912 345 678", "0912.345.678", "+84912345678", "+84 0912 345 678", "0084 912-345-678", "84912345678", " (0912) 345678 "]
)
def test_one_number_however_it_is_typed(province: Province, typed: str) -> None:
    assert make_donor(province.here.unit, phone=typed).phone == "0912345678"


@pytest.mark.parametrize(
    ("typed", "kept"), [("+1 415 555 2671", "+14155552671"), ("1900 1234", "19001234"), ("024 3825 1234", "02438251234")]
)
def test_numbers_abroad_and_hotlines(province: Province, typed: str, kept: str) -> None:
    assert make_donor(province.here.unit, phone=typed).phone == kept


@pytest.mark.parametrize("typed", ["0100109106", "0100233488", "0314409058-002", "0312687878-001", "01.00.112.437"])
def test_true_tax_codes(province: Province, typed: str) -> None:
    assert make_donor(province.here.unit, tax_code=typed).tax_code.startswith(typed[:2])


def test_only_in_one_s_scope(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    donor = make_donor(province.here.unit, by=officer)
    assert donor.recorded_by == officer
    with pytest.raises(RuleBroken, match="không ghi nhà tài trợ cho đơn vị này"):
        make_donor(province.there.unit, by=officer)
    other = make_user(RoleKind.COMMUNE_OFFICER, province.there.office)
    with pytest.raises(RuleBroken, match="do đơn vị khác phụ trách"):
        revise_donor(donor, by=other, on=TODAY, details=details_of(donor))


def test_who_looks_alike_is_asked_about_and_remembered(province: Province) -> None:
    first = make_donor(province.here.unit, name="Công ty TNHH Mường Thanh")
    given: dict[str, Any] = {"name": "CTY CP MUONG THANH", "kind": DonorKind.COMPANY}
    with pytest.raises(RuleBroken, match="Có thể nhà tài trợ này đã có: “Công ty TNHH Mường Thanh”") as refusal:
        make_donor(province.here.unit, apart_from=(), **given)
    assert refusal.value.field == "apart_from"
    second = make_donor(province.here.unit, apart_from=[first.pk], **given)
    assert list(DonorDistinct.objects.values_list("one", "other")) == [(first.pk, second.pk)]
    make_donor(province.here.unit, **given)  # nobody there to ask


def test_one_is_not_told_of_donors_beyond_one_s_scope(province: Province) -> None:
    make_donor(province.there.unit, name="Công ty Mường Thanh")
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    make_donor(province.here.unit, name="Công ty Mường Thanh", by=officer, apart_from=())
    assert Donor.objects.count() == 2


def test_revising_needs_consent_only_for_what_was_not_allowed(province: Province) -> None:
    donor = make_nameless(province.here.unit, name="Lò Văn An")
    alias = Details("person", "Lò Văn An", PublicAs.ALIAS, "Người con Điện Biên")
    with pytest.raises(RuleBroken, match="bằng cách nào"):
        revise_donor(donor, by=None, on=TODAY, details=alias)
    donor = revise_donor(donor, by=None, on=TODAY, details=alias, consent_how=ConsentHow.PHONE)
    donor = revise_donor(donor, by=None, on=TODAY, details=Details("person", "Lò Văn An", PublicAs.NONE, "Người con Điện Biên"))
    donor = revise_donor(donor, by=None, on=TODAY, details=alias)  # allowed still
    with pytest.raises(RuleBroken, match="bằng cách nào"):  # the alias was allowed, not the name
        revise_donor(donor, by=None, on=TODAY, details=Details("person", "Lò Văn An", PublicAs.NAME))
    assert list(Consent.objects.values_list("what", flat=True)) == [ConsentWhat.ALIAS]
    assert AuditEntry.objects.filter(act="donor.revised").order_by("pk")[0].details["changed"] == "public_as, alias"


def test_search(province: Province) -> None:
    donor = make_donor(province.here.unit, name="Công ty Điện lực", phone="0912 345 678", email="a@dl.vn", tax_code=TAX_CODE)
    make_donor(province.here.unit, name="Hội Chữ thập đỏ")
    for text in ("dien luc", "cong ty dien", TAX_CODE, "+84 912 345 678", "A@DL.VN"):
        assert list(found(Donor.objects.all(), text, with_contacts=True)) == [donor], text
    for text in ("0912345678", "a@dl.vn"):
        assert not found(Donor.objects.all(), text, with_contacts=False).exists(), text
    assert found(Donor.objects.all(), "", with_contacts=True).count() == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "robot"}, "loại và tên"),
        ({"name": ""}, "loại và tên"),
        ({"public_as": PublicAs.ALIAS, "alias": ""}, "bí danh"),
        ({"public_as": "shout"}, "bí danh"),
        ({"kind": DonorKind.PERSON}, "mã số thuế"),
    ],
)
def test_the_database_keeps_it_too(province: Province, change: dict[str, str], said: str) -> None:
    donor = make_donor(province.here.unit, tax_code=TAX_CODE)
    with pytest.raises(RuleBroken, match=said), refused():
        Donor.objects.filter(pk=donor.pk).update(**change)


def test_nothing_is_removed(province: Province) -> None:
    donor = make_donor(province.here.unit)
    with pytest.raises(IntegrityError, match="không xóa"), transaction.atomic():
        Consent.objects.all().delete()
    with pytest.raises(IntegrityError, match="không bị xóa"), transaction.atomic():
        Donor.objects.filter(pk=make_nameless(province.here.unit).pk).delete()
    with pytest.raises(IntegrityError, match="không sửa"), transaction.atomic():
        Consent.objects.filter(donor=donor).update(how=ConsentHow.PAPER)


def test_the_interface_that_others_call(province: Province) -> None:
    donor = record_donor(by=None, at=province.here.unit, on=TODAY, kind="person", name="Lò Thị Mẩy")
    assert (donor.public_as, donor.kept_by) == (PublicAs.NONE, province.here.unit)
