from django.urls import URLPattern, path

from chungtay.web.notifications import stuck, views

app_name = "notices"
urlpatterns: list[URLPattern] = [
    path("thong-bao/", views.listing, name="list"),
    path("thong-bao/da-doc/", views.read_all, name="read_all"),
    path("thong-bao/<int:pk>/", views.open_one, name="open"),
    path("thong-bao/chua-den/", stuck.listing, name="stuck"),
    path("thong-bao/chua-den/<int:pk>/", stuck.settle, name="settle"),
    path("tai-khoan/thong-bao/", views.channels, name="channels"),
]
