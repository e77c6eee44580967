from django.urls import URLPattern, path

from chungtay.web.donors import consents, exports, listing, merging, recording, showing

app_name = "donors"
urlpatterns: list[URLPattern] = [
    path("", listing.index, name="list"),
    path("excel/", exports.book, name="xlsx"),
    path("ghi/", recording.record, name="record"),
    path("trung/", merging.likely, name="likely"),
    path("<int:pk>/", showing.show, name="donor"),
    path("<int:pk>/sua/", recording.revise, name="revise"),
    path("<int:pk>/dong-y/", consents.give, name="give"),
    path("<int:pk>/dong-y/<int:consent_pk>/rut/", consents.withdraw, name="withdraw"),
    path("<int:pk>/dong-y/<int:consent_pk>/giay/", consents.paper, name="paper"),
    path("<int:pk>/gop/<int:gone_pk>/", merging.merge, name="merge"),
    path("<int:pk>/khac/<int:other_pk>/", merging.apart, name="apart"),
    path("<int:pk>/tach/", merging.unmerge, name="unmerge"),
]
