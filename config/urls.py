"""All addresses. Staff addresses are Vietnamese without marks."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("chungtay.web.home.urls")),
    path("", include("chungtay.web.shell.urls")),
    path("", include("chungtay.web.accounts.urls")),
    path("don-vi/", include("chungtay.web.places.urls")),
    path("nhat-ky/", include("chungtay.web.audit.urls")),
]
if settings.SHOWCASE:
    urlpatterns.append(path("he-thong-thiet-ke/", include("chungtay.web.design.urls")))
