from django.urls import path

from chungtay.web.audit import views

app_name = "audit"
urlpatterns = [path("", views.entries, name="list")]
