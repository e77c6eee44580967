"""Plans of mobilisation on the pages: written line by line, sent, approved by another person, posted."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.core.working_days import working_days_after
from chungtay.programmes.models import Programme
from chungtay.support.enums import PlanStatus
from chungtay.support.models import MobilisationPlan, Posting
from tests.make.places import Province
from tests.make.support import a_plan
from tests.web.support.conftest import text_of
from tests.web.support.test_contribution_pages import SLUG, AsRole

TODAY = clock.today()
URL = "/nguon-luc/ke-hoach-van-dong/"


def _form(province: Province, **changes: str) -> dict[str, str]:
    begins = TODAY.year if TODAY.month >= 6 else TODAY.year - 1
    form = {
        "unit": province.here.school.code,
        "programme": SLUG,
        "school_year": str(begins),
        "purpose": "Đủ chăn cho trẻ bán trú",
        "beneficiaries": "50 em bán trú",
        "method": "Mua và trao trong tháng 11",
        "lines": "chăn ấm; 50; chiếc; 10 triệu\nchiếu; 50; chiếc",
    }
    return form | changes


def test_from_the_schools_draft_to_the_posting(province: Province, programme: Programme, as_: AsRole) -> None:
    clerk, officer = as_(RoleKind.CLERK, province.here.school), as_(RoleKind.COMMUNE_OFFICER, province.here.unit)
    page = text_of(clerk.get(URL + "soan/"))
    assert "không có mức tối thiểu" in page
    page = text_of(clerk.post(URL + "soan/", _form(province), follow=True))
    for words in ("chăn ấm", "10.000.000 đồng", "Trình phê duyệt"):
        assert words in page, words
    plan = MobilisationPlan.objects.get()
    assert "chăn ấm; 50; chiếc; 10.000.000" in text_of(clerk.get(f"{URL}{plan.pk}/sua/"))
    assert "Đã lưu" in text_of(clerk.post(f"{URL}{plan.pk}/sua/", _form(province, lines="chăn ấm; 60; chiếc"), follow=True))
    clerk.post(f"{URL}{plan.pk}/trinh/")
    assert "Chờ bạn phê duyệt" in text_of(officer.get(URL))
    assert "Xin điền" in text_of(officer.post(f"{URL}{plan.pk}/phe-duyet/", {"number": "", "approved_on": str(TODAY)}))
    page = text_of(officer.post(f"{URL}{plan.pk}/phe-duyet/", {"number": "45/UBND", "approved_on": str(TODAY)}, follow=True))
    assert "Số 45/UBND" in page
    posting = {"kind": "use_plan", "text": "Mua 60 chăn", "place": "Bảng tin", "posted_on": str(TODAY), "until_on": str(TODAY)}
    assert "15 ngày làm việc" in text_of(clerk.post(f"{URL}{plan.pk}/niem-yet/", posting))
    assert not Posting.objects.exists()
    last = working_days_after(TODAY, 15)
    assert "Bảng tin" in text_of(clerk.post(f"{URL}{plan.pk}/niem-yet/", posting | {"until_on": str(last)}, follow=True))
    assert "Đã kết thúc" in text_of(clerk.post(f"{URL}{plan.pk}/ket-thuc/", {"reason": "Đã đủ chăn"}, follow=True))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("purpose", "Xin tiền thuê bảo vệ trường", "Điều 3, khoản 2"),
        ("lines", "chăn ấm", "cần: tên; số lượng"),
        ("lines", "chăn ấm; nhiều; chiếc", "không phải số nguyên"),
        ("lines", "chăn ấm; 5; chiếc; 10", "Nếu là nghìn, triệu"),
        ("lines", "thuê giáo viên dạy thêm; 1; người", "Điều 3, khoản 2"),
        ("lines", "\n".join(["chăn; 1; chiếc"] * 41), "từ 1 đến 40"),
        ("unit", "03349-mn", "Không tìm thấy"),
        ("programme", "khac", "Xin chọn một mục"),
        ("school_year", "1999", "Xin chọn một mục"),
        ("method", "", "Xin điền mục này"),
    ],
)
def test_what_is_wrong_is_said(province: Province, programme: Programme, as_: AsRole, field: str, typed: str, said: str) -> None:
    clerk = as_(RoleKind.CLERK, province.here.school)
    assert said in text_of(clerk.post(URL + "soan/", _form(province, **{field: typed})))
    assert not MobilisationPlan.objects.exists()


def test_sent_back_with_a_reason(province: Province, as_: AsRole) -> None:
    plan, officer = a_plan(province.here.school, status=PlanStatus.SUBMITTED), as_(RoleKind.COMMUNE_OFFICER, province.here.unit)
    assert "Ghi rõ hơn" in text_of(officer.post(f"{URL}{plan.pk}/tra-lai/", {"reason": "Ghi rõ hơn"}, follow=True))
    plan.refresh_from_db()
    assert plan.status == PlanStatus.RETURNED


def test_not_for_others(province: Province, as_: AsRole, client: Client) -> None:
    plan = a_plan(province.here.school, status=PlanStatus.SUBMITTED)
    stranger, clerk = as_(RoleKind.COMMUNE_OFFICER, province.there.unit), as_(RoleKind.CLERK, province.here.school)
    for path in ("", "sua/", "trinh/", "phe-duyet/", "tra-lai/", "ket-thuc/", "niem-yet/"):
        assert stranger.get(f"{URL}{plan.pk}/{path}").status_code == 404, path
        assert client.get(f"{URL}{plan.pk}/{path}").status_code == 302, path
    assert clerk.post(f"{URL}{plan.pk}/phe-duyet/", {"number": "1", "approved_on": str(TODAY)}).status_code == 403
    assert "Trình phê duyệt" not in text_of(as_(RoleKind.LEADER, province.here.unit).get(f"{URL}{plan.pk}/"))


@pytest.mark.parametrize("n", [1, 5])
def test_query_counts(province: Province, as_: AsRole, django_assert_max_num_queries: DjangoAssertNumQueries, n: int) -> None:
    plans = [a_plan(province.here.school, status=PlanStatus.SUBMITTED) for _ in range(n)]
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.unit)
    for path, most in (("", 16), (f"{plans[0].pk}/", 18)):
        with django_assert_max_num_queries(most):
            officer.get(URL + path)
