from django.urls import URLPattern, path

from chungtay.web.banking import accounts, sending, statements

app_name = "banking"
urlpatterns: list[URLPattern] = [
    path("", accounts.listed, name="list"),
    path("mo/", accounts.open_one, name="open"),
    path("<int:pk>/", accounts.show, name="account"),
    path("<int:pk>/dong/", accounts.close_one, name="close"),
    path("<int:pk>/nap/", sending.send, name="send"),
    path("tep/<int:pk>/", sending.follow, name="upload"),
    path("tep/<int:pk>/so-du/", sending.balances, name="balances"),
    path("tep/<int:pk>/bo/", sending.drop, name="drop"),
    path("sao-ke/<int:pk>/", statements.show, name="statement"),
    path("sao-ke/<int:pk>/tep/", statements.file, name="file"),
]
