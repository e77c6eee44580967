from django.urls import URLPattern, path

from chungtay.web.ledger import views

app_name = "ledger"
urlpatterns: list[URLPattern] = [
    path("", views.book, name="list"),
    path("<int:pk>/", views.entry, name="entry"),
    path("<int:pk>/bang-chung/", views.proof, name="proof"),
]
