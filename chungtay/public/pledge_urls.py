from django.urls import URLPattern, path

from chungtay.public import giving

app_name = "pledge"
urlpatterns: list[URLPattern] = [
    path("<str:code>/", giving.own, name="own"),
    path("<str:code>/qr.png", giving.picture, name="picture"),
    path("<str:code>/dong-y/", giving.agree, name="agree"),
    path("<str:code>/doi/", giving.change, name="change"),
    path("<str:code>/huy/", giving.cancel, name="cancel"),
]
