from django.urls import path

from chungtay.web.places import views

app_name = "places"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("goi-y/", views.suggest, name="suggest"),
    path("chua-co-nguoi/", views.vacant, name="vacant"),
    path("<slug:code>/", views.unit, name="unit"),
    path("<slug:code>/lich-su/", views.history, name="history"),
    path("<slug:code>/nguoi/", views.people, name="people"),
]
