from django.urls import URLPattern, path

from chungtay.public import giving, views

app_name = "public"
urlpatterns: list[URLPattern] = [
    path("", views.board, name="board"),
    path("<int:pk>/", views.need, name="need"),
    path("<int:pk>/tang/", giving.give, name="give"),
    path("tang/", giving.give_basket, name="give_basket"),
    path("ung-ho/", giving.give_widely, name="give_widely"),
    path("anh/<int:pk>/", views.photo, name="photo"),
]
