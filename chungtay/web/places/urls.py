from django.urls import path

from chungtay.web.places import founding, merging, moving, naming, splitting, views

app_name = "places"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("goi-y/", views.suggest, name="suggest"),
    path("chua-co-nguoi/", views.vacant, name="vacant"),
    path("<slug:code>/", views.unit, name="unit"),
    path("<slug:code>/lich-su/", views.history, name="history"),
    path("<slug:code>/nguoi/", views.people, name="people"),
    path("<slug:code>/them/", founding.found, name="found"),
    path("<slug:code>/doi-ten/", naming.rename, name="rename"),
    path("<slug:code>/sua-loi/", naming.correct, name="correct"),
    path("<slug:code>/chuyen/", moving.transfer, name="transfer"),
    path("<slug:code>/co-quan-quan-ly/", moving.manager, name="manager"),
    path("<slug:code>/ket-thuc/", moving.close, name="close"),
    path("<slug:code>/sap-nhap/", merging.merge, name="merge"),
    path("<slug:code>/chia-tach/", splitting.split, name="split"),
]
