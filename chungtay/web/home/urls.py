from django.urls import path

from chungtay.web.home import views

app_name = "home"
urlpatterns = [path("", views.home, name="home")]
