from django.urls import URLPattern, path

from chungtay.web.reports import dashboard

app_name = "dashboard"
urlpatterns: list[URLPattern] = [
    path("", dashboard.index, name="index"),
    path("<slug:slug>/", dashboard.programme, name="programme"),
]
