from django.urls import URLPattern, path

from chungtay.web.reports import figures

app_name = "figures"
urlpatterns: list[URLPattern] = [
    path("<str:question>/", figures.show, name="figure"),
]
