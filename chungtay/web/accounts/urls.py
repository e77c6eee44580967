"""Addresses of people and of signing in. allauth's views stand under the names that allauth reverses; no other page of it is reachable."""

from allauth.account import views as theirs
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache

from chungtay.web.access import everyone, signed_in
from chungtay.web.accounts import account, people, roles, sign_in

_people = [
    path("", people.people_list, name="list"),
    path("moi/", people.invite, name="invite"),
    path("<int:pk>/", people.show, name="person"),
    path("<int:pk>/sua/", people.edit, name="edit"),
    path("<int:pk>/cap-mat-khau/", people.reset, name="reset_password"),
    path("<int:pk>/khoa/", people.deactivate, name="deactivate"),
    path("<int:pk>/mo-khoa/", people.reactivate, name="reactivate"),
    path("<int:pk>/giao-vai-tro/", roles.give, name="give_role"),
    path("vai-tro/<int:pk>/chuyen/", roles.move, name="move_role"),
    path("vai-tro/<int:pk>/ket-thuc/", roles.end, name="end_role"),
]
_me = [
    path("", account.show, name="account"),
    path("sua/", account.edit, name="edit"),
]
urlpatterns = [
    path("nguoi-dung/", include((_people, "people"))),
    path("tai-khoan/", include((_me, "me"))),
    path("phien-dang-nhap/", sign_in.sessions, name="usersessions_list"),
    path("dang-nhap/", everyone(theirs.login), name="account_login"),
    path("dang-xuat/", everyone(never_cache(theirs.logout)), name="account_logout"),
    path("tai-khoan-bi-khoa/", everyone(theirs.account_inactive), name="account_inactive"),
    path("doi-mat-khau/", sign_in.change_password, name="account_change_password"),
    path("xac-nhan-mat-khau/", signed_in(theirs.reauthenticate), name="account_reauthenticate"),
    path("quen-mat-khau/", everyone(theirs.password_reset), name="account_reset_password"),
    path("quen-mat-khau/da-gui/", everyone(theirs.password_reset_done), name="account_reset_password_done"),
    path("quen-mat-khau/xong/", everyone(theirs.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    re_path(
        r"^quen-mat-khau/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>.{1,200})/$",
        everyone(never_cache(theirs.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
]
