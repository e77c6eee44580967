from django.urls import URLPattern, path

from chungtay.web.reports import kept, listing, reports, sources, writing

app_name = "reports"
urlpatterns: list[URLPattern] = [
    path("", listing.index, name="list"),
    path("lap/", writing.begin, name="begin"),
    path("<int:pk>/", reports.show, name="report"),
    path("<int:pk>/ban-in/", reports.preview, name="preview"),
    path("<int:pk>/sua/", writing.revise, name="revise"),
    path("<int:pk>/dem-lai/", writing.recount, name="recount"),
    path("<int:pk>/dua-vao/", sources.take, name="take"),
    path("<int:pk>/bo/", writing.discard, name="discard"),
    path("<int:pk>/con-so/<int:number>/", kept.show, name="kept"),
]
