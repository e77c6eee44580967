"""The chain of directives, who must carry one on, and the plans: n of N in one's scope."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.files.models import Attachment
from chungtay.places.enums import UnitType
from chungtay.programmes.actions import DirectiveForm, assign_duty, record_directive, record_plan
from chungtay.programmes.models import Directive, Plan, Programme
from tests.make.files import A_PDF
from tests.make.places import Province, make_committee, make_unit
from tests.make.programmes import make_programme

TODAY = clock.today()
URL = "/chuong-trinh/dieu-uoc-cho-em/"
LETTER = {
    "kind": "CV",
    "number": "228/SGDĐT-GDTH",
    "issued_on": str(TODAY - timedelta(days=20)),
    "issuer": "Sở Giáo dục và Đào tạo",
    "subject": "Triển khai chương trình “Điều ước cho em”",
}
PLAN = {"number": "35/KH-UBND", "issued_on": str(TODAY - timedelta(days=3)), "subject": "Thực hiện chương trình"}

AsRole = Callable[..., Client]


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def a_file(content: bytes = A_PDF, name: str = "ke hoach.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def programme(province: Province) -> Programme:
    return make_programme()


@pytest.fixture
def directive(programme: Programme, province: Province) -> Directive:
    """Of the province, given to both communes."""
    given = DirectiveForm(number="228/SGDĐT", issued_on=TODAY - timedelta(days=20), subject="Triển khai chương trình", issuer="Sở GD&ĐT")
    row = record_directive(programme, by=None, unit=province.office, given=given)
    assign_duty(row, by=None, units=[province.here.unit, province.there.unit], due_on=TODAY - timedelta(days=1), on=TODAY)
    return row


@pytest.fixture
def province_officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.PROVINCE_OFFICER, province.office)


@pytest.fixture
def commune_officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


# ── Directives ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_recorded_shown_downloaded(programme: Programme, province: Province, province_officer: Client, commune_officer: Client) -> None:
    page = text_of(province_officer.post(URL + "van-ban/", LETTER | {"file": a_file()}, follow=True))
    assert "Đã ghi văn bản 228/SGDĐT-GDTH" in page
    row = Directive.objects.get()
    assert row.unit == province.office
    province_officer.post(URL + "van-ban/", LETTER | {"number": "300/SGDĐT", "follows": str(row.pk)})
    page = text_of(commune_officer.get(URL))
    assert "triển khai 228/SGDĐT-GDTH" in page
    assert page.index("228/SGDĐT-GDTH") < page.index("300/SGDĐT")
    page = text_of(commune_officer.get(f"{URL}van-ban/{row.pk}/"))
    assert "ke hoach.pdf" in page
    assert "300/SGDĐT" in page
    assert "Sửa văn bản" not in page
    answer = commune_officer.get(f"{URL}van-ban/{row.pk}/tep/")
    assert b"".join(answer.streaming_content) == A_PDF  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_corrected_with_its_file_kept(programme: Programme, province: Province, province_officer: Client) -> None:
    province_officer.post(URL + "van-ban/", LETTER | {"file": a_file(), "issuing_unit": province.office.code, "issuer": ""})
    row = Directive.objects.get()
    assert (row.issuing_unit, row.issuer) == (province.office, "Sở Giáo dục và Đào tạo")
    url = f"{URL}van-ban/{row.pk}/sua/"
    assert "Để trống thì giữ tệp đang có" in text_of(province_officer.get(url))
    page = text_of(province_officer.post(url, LETTER | {"subject": "Rà soát nhu cầu"}, follow=True))
    assert "Rà soát nhu cầu" in page
    assert "ke hoach.pdf" in page
    assert "Xin chọn một mục" in text_of(province_officer.post(url, LETTER | {"follows": str(row.pk)}))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("kind", "XX", "Xin chọn một mục"),
        ("number", "", "Xin điền mục này"),
        ("number", "x" * 61, "tối đa 60"),
        ("number", "a\0", "ký tự lạ"),
        ("issued_on", "01/01/2100", "tương lai"),
        ("issued_on", "31/02/2026", "Không có ngày"),
        ("issuer", "", "Xin điền mục này"),
        ("issuing_unit", "khong-co", "Không tìm thấy"),
        ("subject", " ", "Xin điền mục này"),
        ("follows", "999999", "Xin chọn một mục"),
        ("follows", "x", "Xin chọn một mục"),
    ],
)
def test_wrong_directives(programme: Programme, province_officer: Client, field: str, typed: str, said: str) -> None:
    page = text_of(province_officer.post(URL + "van-ban/", LETTER | {field: typed}))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert not Directive.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "rong.pdf", "rỗng"),
        (b"MZ\x90", "van-ban.pdf", "không phải"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "cu.doc", "kiểu cũ"),
        (A_PDF + b"\0" * 21 * 1024 * 1024, "to.pdf", "tối đa 20 MB"),
    ],
    ids=["empty", "program", "old", "21 MB"],
)
def test_wrong_files_keep_nothing(programme: Programme, province_officer: Client, content: bytes, name: str, said: str) -> None:
    page = text_of(province_officer.post(URL + "van-ban/", LETTER | {"file": a_file(content, name)}))
    assert said in page
    assert LETTER["number"] in page  # nothing typed is lost
    assert not Directive.objects.exists()


def test_a_refused_directive_keeps_no_file(directive: Directive, province_officer: Client) -> None:
    twice = LETTER | {"number": directive.number, "issued_on": str(directive.issued_on), "file": a_file()}
    assert "đã được ghi" in text_of(province_officer.post(URL + "van-ban/", twice))
    assert not Attachment.objects.exists()


def test_a_changed_file_is_not_handed_out(programme: Programme, province_officer: Client) -> None:
    province_officer.post(URL + "van-ban/", LETTER | {"file": a_file()})
    row = Directive.objects.get()
    assert row.attachment is not None
    default_storage.delete(str(row.attachment.file.name))
    page = text_of(province_officer.get(f"{URL}van-ban/{row.pk}/tep/", follow=True))
    assert "không còn đúng như khi gửi" in page


def test_a_neighbour_s_chain_is_not_ours(programme: Programme, directive: Directive, province: Province, as_: AsRole) -> None:
    given = DirectiveForm(number="9/UBND", issued_on=TODAY - timedelta(days=9), subject="Riêng xã", issuer="UBND xã", follows=directive)
    theirs = record_directive(programme, by=None, unit=province.there.unit, given=given)
    plan = record_plan(directive, by=None, unit=province.there.unit, number="7/KH", issued_on=TODAY)
    administrator = as_(RoleKind.ADMINISTRATOR, province.here.unit)
    assert "9/UBND" not in text_of(administrator.get(URL))
    steps = [f"van-ban/{theirs.pk}/{step}" for step in ("", "tep/", "sua/", "giao/", "ke-hoach/")]
    duty = directive.duties.get(unit=province.here.unit)
    not_run = [f"van-ban/{directive.pk}/{step}" for step in ("sua/", "giao/", f"thoi-giao/{duty.pk}/")]
    for path in [*steps, *not_run, f"ke-hoach/{plan.pk}/sua/", f"ke-hoach/{plan.pk}/tep/"]:
        assert administrator.get(URL + path).status_code == 404, path
        assert administrator.post(URL + path).status_code in (404, 405), path
    page = text_of(administrator.get(f"{URL}van-ban/{directive.pk}/"))
    assert "Xã Thanh An" in page
    assert "Xã Sam Mứn" not in page


def test_strangers(directive: Directive, client: Client, province: Province, as_: AsRole) -> None:
    for step in ("", "tep/", "sua/", "giao/", "ke-hoach/"):
        assert client.get(f"{URL}van-ban/{directive.pk}/{step}").headers["Location"].startswith("/dang-nhap/?next="), step
    leader = as_(RoleKind.LEADER, province.here.unit)
    assert leader.get(f"{URL}van-ban/{directive.pk}/").status_code == 200
    for step in ("sua/", "giao/", "ke-hoach/"):
        assert leader.get(f"{URL}van-ban/{directive.pk}/{step}").status_code == 403, step
    assert leader.get(f"{URL}van-ban/{directive.pk}/tep/").status_code == 404  # there is none


# ── Duties and plans ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_given_to_all_to_some_and_to_one(programme: Programme, province: Province, province_officer: Client) -> None:
    province_officer.post(URL + "van-ban/", LETTER)
    row = Directive.objects.get()
    url = f"{URL}van-ban/{row.pk}/giao/"
    page = text_of(province_officer.get(url))
    assert "Cấp xã (2)" in page
    assert "Xã Sam Mứn" in page
    form = {"kinds": [str(UnitType.COMMUNE.value)], "other": province.here.school.code, "due_on": str(TODAY)}
    assert "0/3" in text_of(province_officer.post(url, form, follow=True))
    assert "Xã Sam Mứn" not in text_of(province_officer.get(url))  # has the duty already
    assert "Xin chọn ít nhất một đơn vị" in text_of(province_officer.post(url, {"due_on": ""}))
    assert "Hạn không thể trước" in text_of(province_officer.post(url, {"other": province.office.code, "due_on": "01/01/2020"}))
    assert "Không tìm thấy" in text_of(province_officer.post(url, {"other": "khong-co"}))
    assert "Xin chọn một mục" in text_of(province_officer.post(url, {"units": ["999999"]}))
    duty = row.duties.get(unit=province.here.school)
    lift = f"{URL}van-ban/{row.pk}/thoi-giao/{duty.pk}/"
    assert "Thôi giao thực hiện" in text_of(province_officer.get(lift))
    assert "0/2" in text_of(province_officer.post(lift, follow=True))


def test_a_commune_s_plan_is_its_committee_s(programme: Programme, province: Province, province_officer: Client) -> None:
    committee = make_committee(province.here.unit)
    province_officer.post(URL + "van-ban/", LETTER)
    row = Directive.objects.get()
    url = f"{URL}van-ban/{row.pk}/giao/"
    province_officer.post(url, {"kinds": [str(UnitType.COMMUNE.value)], "other": committee.code})
    assert set(row.duties.values_list("unit", flat=True)) == {committee.pk, province.there.unit.pk}
    assert ">Xã Thanh An<" not in text_of(province_officer.get(url))


def test_a_plan_of_one_s_own(directive: Directive, province: Province, commune_officer: Client, province_officer: Client) -> None:
    url = f"{URL}van-ban/{directive.pk}/"
    page = text_of(commune_officer.get(url))
    assert "0/1" in page
    assert "Quá hạn" in page
    form = PLAN | {"unit": province.here.unit.code, "file": a_file()}
    page = text_of(commune_officer.post(url + "ke-hoach/", form, follow=True))
    assert "Đã ghi kế hoạch 35/KH-UBND" in page
    assert "1/1" in page
    plan = Plan.objects.get()
    answer = province_officer.get(f"{URL}ke-hoach/{plan.pk}/tep/")
    assert b"".join(answer.streaming_content) == A_PDF  # type: ignore[attr-defined]
    assert "attachment" in answer.headers["Content-Disposition"]
    page = text_of(commune_officer.post(f"{URL}ke-hoach/{plan.pk}/sua/", PLAN | {"number": "36/KH-UBND"}, follow=True))
    assert "36/KH-UBND" in page
    plan.refresh_from_db()
    assert plan.attachment is not None
    whole = text_of(province_officer.get(url))
    assert "1/2" in whole
    assert "Xã Sam Mứn" not in text_of(province_officer.get(url + "?ke_hoach=da"))
    assert "Xã Sam Mứn" in text_of(province_officer.get(url + "?ke_hoach=chua"))
    assert "đã có kế hoạch nên vẫn được tính" in text_of(
        province_officer.post(f"{url}thoi-giao/{directive.duties.get(unit=province.here.unit).pk}/")
    )


def test_who_has_a_plan_is_asked_no_more(directive: Directive, province: Province, as_: AsRole) -> None:
    clerk = as_(RoleKind.CLERK, province.here.school)
    url = f"{URL}van-ban/{directive.pk}/ke-hoach/"
    assert "Trường Mầm non Thanh An" in text_of(clerk.get(url))  # no duty, but a plan of its own accord
    clerk.post(url, PLAN | {"unit": province.here.school.code})
    assert "đều đã có kế hoạch" in text_of(clerk.get(url, follow=True))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("unit", "03349", "Xin chọn một mục"),
        ("number", "", "Xin điền mục này"),
        ("issued_on", "01/01/2100", "tương lai"),
        ("issued_on", str(TODAY - timedelta(days=30)), "trước văn bản"),
        ("subject", "x" * 501, "tối đa 500"),
    ],
)
def test_wrong_plans(directive: Directive, province: Province, commune_officer: Client, field: str, typed: str, said: str) -> None:
    form = PLAN | {"unit": province.here.unit.code, field: typed}
    page = text_of(commune_officer.post(f"{URL}van-ban/{directive.pk}/ke-hoach/?don-vi=khong-co", form))
    assert said in page
    assert not Plan.objects.exists()


def test_many_units_are_paged(directive: Directive, province: Province, province_officer: Client) -> None:
    communes = [make_unit(province.unit, UnitType.COMMUNE, f"Số {n}") for n in range(55)]
    assign_duty(directive, by=None, units=communes, due_on=None, on=TODAY)
    page = text_of(province_officer.get(f"{URL}van-ban/{directive.pk}/"))
    assert "0/57" in page
    assert "Trang sau" in page
    assert province_officer.get(f"{URL}van-ban/{directive.pk}/?sau=xyz&ke_hoach=%00").status_code == 200


def test_query_counts(
    directive: Directive, province: Province, province_officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    record_plan(directive, by=None, unit=province.here.unit, number="7/KH", issued_on=TODAY)
    for path, most in ((f"van-ban/{directive.pk}/", 30), ("", 28), (f"van-ban/{directive.pk}/giao/", 26)):
        with django_assert_max_num_queries(most):
            province_officer.get(URL + path)
