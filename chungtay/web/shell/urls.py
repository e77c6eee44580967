from django.urls import path

from chungtay.web.shell import views

app_name = "shell"
urlpatterns = [
    path("vai-tro/", views.switch_role, name="switch_role"),
    path("giao-dien/", views.set_theme, name="set_theme"),
]
