from django.urls import URLPattern, path

from chungtay.web.activities import attached, exports, listing, recording, showing

app_name = "activities"
urlpatterns: list[URLPattern] = [
    path("", listing.index, name="list"),
    path("hoat-dong.xlsx", exports.book, name="xlsx"),
    path("ghi/", recording.record, name="record"),
    path("<int:pk>/", showing.show, name="activity"),
    path("<int:pk>/sua/", recording.revise, name="revise"),
    path("<int:pk>/rut/", recording.withdraw, name="withdraw"),
    path("<int:pk>/tep/", attached.manage, name="attached"),
    path("<int:pk>/anh/<int:photo_pk>/", attached.picture, name="photo"),
    path("<int:pk>/anh/<int:photo_pk>/nho/", attached.preview, name="thumb"),
    path("<int:pk>/anh/<int:photo_pk>/bo/", attached.remove_shown, name="remove_photo"),
    path("<int:pk>/giay-to/<int:paper_pk>/", attached.paper_file, name="paper"),
    path("<int:pk>/giay-to/<int:paper_pk>/bo/", attached.remove_held, name="remove_paper"),
]
