"""One donor met twice is proposed, with its signs; two that only look alike are two."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.accounts.enums import Can, RoleKind
from chungtay.core.errors import RuleBroken
from chungtay.donors.actions import merge_donors, tell_apart, unmerge_donor
from chungtay.donors.enums import DonorKind, Sign
from chungtay.donors.models import Donor, DonorDistinct, DonorQuerySet
from chungtay.donors.queries import likely_same, proposals, signs
from chungtay.donors.rules import name_key
from tests.donors.conftest import TODAY
from tests.make.donors import TAX_CODE, make_donor, make_nameless
from tests.make.people import make_user
from tests.make.places import Province

BODY, PERSON = DonorKind.COMPANY, DonorKind.PERSON


def queue(rows: DonorQuerySet | None = None) -> list[tuple[Donor, list[tuple[Donor, tuple[Sign, ...]]]]]:
    page = proposals(Donor.objects.all() if rows is None else rows, size=100)
    return [(newer, [(one.donor, one.why) for one in older]) for newer, older in page.found]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (BODY, ["Công ty TNHH Mường Thanh", "CTY CP MUONG THANH", "Mường Thanh", "Công ty TNHH MTV Mường Thanh", "Tập đoàn Mường Thanh"]),
        (BODY, ["Công ty Cổ phần Hòa Bình", "Hoà Bình JSC", "Hoa Binh Co., Ltd", "Công ty TNHH Một thành viên Hòa Bình", "CTCP Hoà Bình"]),
        (BODY, ["Hội Chữ thập đỏ", "HỘI CHỮ THẬP ĐỎ", "Chu thap do"]),
        (BODY, ["Câu lạc bộ Mây Trắng", "CLB Mây trắng", "Nhóm mây  trắng"]),
        (PERSON, ["Ông Lò Văn An", "LO VAN AN", "Bác Lò Văn Ân", "Gia đình ông Lò Văn An"]),
    ],
)
def test_spellings_of_one_name(kind: str, names: list[str]) -> None:
    assert len({name_key(kind, name) for name in names}) == 1


def test_names_that_say_nothing_or_another_thing() -> None:
    assert name_key(PERSON, "An") == name_key(PERSON, "Bà Mai") == ""
    assert name_key(BODY, "Công ty TNHH") != name_key(BODY, "Hội")
    assert name_key(BODY, "Mường Thanh") != name_key(PERSON, "Mường Thanh")
    assert name_key(BODY, "Hội Phụ nữ xã Thanh An") != name_key(BODY, "Hội Phụ nữ xã Sam Mứn")


@given(st.sampled_from(DonorKind.values), st.text(max_size=200))
def test_a_key_of_any_name_fits_its_column(kind: str, name: str) -> None:
    assert len(name_key(kind, name)) <= 210


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"name": "A", "tax_code": TAX_CODE}, {"name": "B", "tax_code": TAX_CODE}, (Sign.TAX_CODE,)),
        ({"name": "A", "phone": "+84 912 345 678"}, {"name": "B", "phone": "0912345678"}, (Sign.PHONE,)),
        ({"name": "A", "email": "A@b.vn"}, {"name": "B", "email": "a@B.vn"}, (Sign.EMAIL,)),
        ({"name": "Công ty Điện lực"}, {"name": "dien luc"}, (Sign.NAME,)),
        ({"name": "Điện lực", "phone": "0912345678"}, {"name": "DIEN LUC", "phone": "0912345678"}, (Sign.PHONE, Sign.NAME)),
        ({"name": "A", "tax_code": TAX_CODE}, {"name": "B", "tax_code": f"{TAX_CODE}-001"}, ()),  # a branch is a body of its own
        ({"kind": PERSON, "name": "Lò Văn An"}, {"kind": PERSON, "name": "Lo Van An"}, (Sign.NAME,)),
        ({"kind": PERSON, "name": "Lò Văn An", "phone": "0912345678"}, {"kind": PERSON, "name": "Lo Van An"}, (Sign.NAME,)),
        ({"kind": PERSON, "name": "Lò Văn An"}, {"kind": PERSON, "name": "Lo Van An", "phone": "0912345678"}, (Sign.NAME,)),
        ({"kind": PERSON, "name": "Lò Văn An", "phone": "0912345678"}, {"kind": PERSON, "name": "Lo Van An", "phone": "0987654321"}, ()),
        ({"kind": PERSON, "name": "An"}, {"kind": PERSON, "name": "An"}, ()),
        ({"kind": PERSON, "name": "Mường Thanh"}, {"name": "Mường Thanh"}, ()),
    ],
)
def test_signs(province: Province, one: dict[str, Any], other: dict[str, Any], why: tuple[Sign, ...]) -> None:
    """Asked of either, and by the queue, the answer is the same."""
    first, second = make_donor(province.here.unit, **one), make_donor(province.there.unit, **other)
    make_donor(province.here.unit, name="Khác hẳn", phone="0977777777", email="khac@han.vn")
    assert [(like.donor, like.why) for like in likely_same(first)] == ([(second, why)] if why else [])
    assert [(like.donor, like.why) for like in likely_same(second)] == ([(first, why)] if why else [])
    assert queue() == ([(second, [(first, why)])] if why else [])


def test_the_queue_and_the_signs_agree(province: Province) -> None:
    """Every pair of a crowd, by both ways."""
    for number in range(24):
        kind, at = (PERSON, BODY)[number % 2], (province.here.unit, province.there.unit)[number % 3 == 0]
        phone, email = ("", "0912345678", "0987654321")[number % 3], ("", "a@b.vn")[number % 5 == 0]
        make_donor(at, kind=kind, name=("Lò Văn An", "Mường Thanh", "LÒ VĂN ÂN", "An")[number % 4], phone=phone, email=email)
    rows = list(Donor.objects.order_by("pk"))
    expected = {two.pk for place, two in enumerate(rows) for one in rows[:place] if signs(two, one)}
    assert {newer.pk for newer, _older in queue()} == expected
    paged, before = [], None
    while True:
        page = proposals(Donor.objects.all(), before=before, size=3)
        paged += [newer.pk for newer, _older in page.found]
        if (before := page.next_pk) is None:
            break
    assert paged == sorted(expected, reverse=True)


def test_only_within_what_one_may_see(province: Province) -> None:
    here, there = make_donor(province.here.unit, name="Điện lực"), make_donor(province.there.unit, name="Điện lực")
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    mine = Donor.objects.for_user(officer, Can.RECORD_SUPPORT, on=TODAY)
    assert list(mine) == [here]
    assert likely_same(here, among=mine) == []
    assert queue(mine) == []
    whole = Donor.objects.for_user(make_user(RoleKind.PROVINCE_OFFICER, province.office), Can.RECORD_SUPPORT, on=TODAY)
    assert queue(whole) == [(there, [(here, (Sign.NAME,))])]


def test_told_apart_they_are_not_proposed_again(province: Province) -> None:
    one, other = make_donor(province.here.unit, name="Điện lực"), make_donor(province.here.unit, name="Điện lực")
    tell_apart(other, one, by=None, on=TODAY)
    tell_apart(one, other, by=None, on=TODAY)
    assert DonorDistinct.objects.count() == 1
    assert likely_same(one) == likely_same(other) == []
    assert queue() == []
    third = make_donor(province.here.unit, name="dien luc")
    assert [like.donor for like in likely_same(third)] == [one, other]
    merge_donors(third, one, by=None, on=TODAY, reason="một công ty")  # so it is not `other` either
    assert likely_same(third) == likely_same(other) == []
    with pytest.raises(RuleBroken, match="khác chính mình"):
        tell_apart(one, one, by=None, on=TODAY)


def test_merged_ones_are_not_proposed_and_after_an_undoing_neither(province: Province) -> None:
    one, other = make_nameless(province.here.unit, name="Lò Văn An"), make_nameless(province.here.unit, name="Lò Văn An")
    merge_donors(one, other, by=None, on=TODAY, reason="một người")
    other.refresh_from_db()
    assert likely_same(one) == likely_same(other) == []
    unmerge_donor(other, by=None, on=TODAY, reason="hai người")
    assert likely_same(one) == []
    assert queue() == []
