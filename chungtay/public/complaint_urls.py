from django.urls import URLPattern, path

from chungtay.public import complaints

app_name = "complaints"
urlpatterns: list[URLPattern] = [
    path("", complaints.ask, name="ask"),
    path("<slug:code>/", complaints.show, name="complaint"),
]
