"""All addresses. Staff addresses are Vietnamese without marks."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from chungtay.web.access import everyone

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("chungtay.web.home.urls")),
    path("", include("chungtay.web.shell.urls")),
    path("", include("chungtay.web.accounts.urls")),
    path("don-vi/", include("chungtay.web.places.urls")),
    path("van-ban/", include("chungtay.web.documents.urls")),
    path("nhu-cau/", include("chungtay.web.needs.urls")),
    path("hoat-dong/", include("chungtay.web.activities.urls")),
    path("chuong-trinh/", include("chungtay.web.programmes.urls")),
    path("dot-bao-cao/", include("chungtay.web.submissions.urls")),
    path("nguon-luc/", include("chungtay.web.support.urls")),
    path("tai-khoan-ngan-hang/", include("chungtay.web.banking.urls")),
    path("so-cai/", include("chungtay.web.ledger.urls")),
    path("nha-tai-tro/", include("chungtay.web.donors.urls")),
    path("bang-keu-goi/", include("chungtay.public.urls")),
    path("theo-doi/", include("chungtay.public.tracing_urls")),
    path("cam-ket/", include("chungtay.public.pledge_urls")),
    path("so-cai-mo/", include("chungtay.public.ledger_urls")),
    path("phan-anh/", include("chungtay.public.complaint_urls")),
    path("con-so/", include("chungtay.web.reports.figure_urls")),
    path("bang/", include("chungtay.web.reports.dashboard_urls")),
    path("bao-cao/", include("chungtay.web.reports.urls")),
    path("", include("chungtay.web.notifications.urls")),
    path("nhat-ky/", include("chungtay.web.audit.urls")),
    path("ngon-ngu/", everyone(set_language), name="set_language"),
]
if settings.SHOWCASE:
    urlpatterns.append(path("he-thong-thiet-ke/", include("chungtay.web.design.urls")))
