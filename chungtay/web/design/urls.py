from django.urls import path

from chungtay.web.design import views

app_name = "design"
urlpatterns = [path("", views.showcase, name="showcase")]
