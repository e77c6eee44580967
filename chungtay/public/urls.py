from django.urls import URLPattern, path

from chungtay.public import views

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("", views.board, name="board"),
    path("<int:pk>/", views.need, name="need"),
    path("anh/<int:pk>/", views.photo, name="photo"),
]
