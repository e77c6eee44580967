from django.urls import URLPattern, path

from chungtay.public import tracing

app_name = "tracing"
urlpatterns: list[URLPattern] = [
    path("", tracing.ask, name="ask"),
    path("anh/<int:pk>/", tracing.photo, name="photo"),
    path("<str:code>/", tracing.trace, name="trace"),
]
