from django.urls import URLPattern, path

from chungtay.web.programmes import directives, focal_points, plans, rounds, taking_part, views

app_name = "programmes"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.show, name="programme"),
    path("<slug:slug>/danh-muc/", views.catalogue, name="catalogue"),
    path("<slug:slug>/phien-ban/", views.adopt, name="adopt"),
    path("<slug:slug>/tham-gia/", taking_part.schools, name="taking_part"),
    path("<slug:slug>/dot/", rounds.begin, name="round_open"),
    path("<slug:slug>/dot/<slug:code>/", rounds.correct, name="round_correct"),
    path("<slug:slug>/dot/<slug:code>/giao/", rounds.ask, name="round_ask"),
    path("<slug:slug>/van-ban/", directives.record, name="directive_record"),
    path("<slug:slug>/van-ban/<int:pk>/", directives.show, name="directive"),
    path("<slug:slug>/van-ban/<int:pk>/tep/", directives.download, name="directive_file"),
    path("<slug:slug>/van-ban/<int:pk>/sua/", directives.correct, name="directive_correct"),
    path("<slug:slug>/van-ban/<int:pk>/giao/", directives.assign, name="assign"),
    path("<slug:slug>/van-ban/<int:pk>/thoi-giao/<int:duty_pk>/", directives.lift, name="lift"),
    path("<slug:slug>/van-ban/<int:pk>/ke-hoach/", plans.record, name="plan_record"),
    path("<slug:slug>/ke-hoach/<int:pk>/sua/", plans.correct, name="plan_correct"),
    path("<slug:slug>/ke-hoach/<int:pk>/tep/", plans.download, name="plan_file"),
    path("<slug:slug>/dau-moi/", focal_points.appoint, name="focal_appoint"),
    path("<slug:slug>/dau-moi/<int:pk>/thoi/", focal_points.end, name="focal_end"),
]
