from django.urls import URLPattern, path

from chungtay.web.reports import dashboard, reach

app_name = "dashboard"
urlpatterns: list[URLPattern] = [
    path("", dashboard.index, name="index"),
    path("<slug:slug>/", dashboard.programme, name="programme"),
    path("<slug:slug>/nguon-luc/", reach.support, name="support"),
]
