from django.urls import URLPattern, path

from chungtay.web.support import views

app_name = "support"
urlpatterns: list[URLPattern] = [
    path("", views.contributions, name="list"),
    path("ghi/", views.record, name="record"),
    path("<int:pk>/huy/", views.reverse_one, name="reverse"),
]
