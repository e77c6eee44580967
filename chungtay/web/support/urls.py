from django.urls import URLPattern, path

from chungtay.web.support import pledge_steps, pledges, views

app_name = "support"
urlpatterns: list[URLPattern] = [
    path("", views.contributions, name="list"),
    path("ghi/", views.record, name="record"),
    path("<int:pk>/huy/", views.reverse_one, name="reverse"),
    path("nha-tai-tro/<int:pk>/", pledges.of_donor, name="of_donor"),
    path("cam-ket/", pledges.index, name="pledges"),
    path("cam-ket/ghi/", pledge_steps.record, name="pledge_record"),
    path("cam-ket/<int:pk>/", pledges.show, name="pledge"),
    path("cam-ket/<int:pk>/thong-nhat/", pledge_steps.agree, name="pledge_agree"),
    path("cam-ket/<int:pk>/doi/", pledge_steps.amend, name="pledge_amend"),
    path("cam-ket/<int:pk>/giao/", pledge_steps.assign, name="pledge_assign"),
    path("cam-ket/<int:pk>/khong-nhan/", pledge_steps.decline, name="pledge_decline"),
    path("cam-ket/<int:pk>/huy/", pledge_steps.cancel, name="pledge_cancel"),
]
