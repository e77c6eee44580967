from django.urls import URLPattern, path

from chungtay.web.needs import exports, listing, photos, queue, recording, returning, rounds, showing, steps

app_name = "needs"
urlpatterns: list[URLPattern] = [
    path("", listing.index, name="list"),
    path("nhu-cau.csv", exports.csv_file, name="csv"),
    path("nhu-cau.xlsx", exports.book, name="xlsx"),
    path("ghi/", recording.record, name="record"),
    path("cho-xac-minh/", queue.queue, name="queue"),
    path("khong-thieu/", rounds.declare, name="nil"),
    path("<int:pk>/", showing.show, name="need"),
    path("<int:pk>/sua/", recording.revise, name="revise"),
    path("<int:pk>/anh/", photos.manage, name="photos"),
    path("<int:pk>/anh/<int:photo_pk>/", photos.picture, name="photo"),
    path("<int:pk>/anh/<int:photo_pk>/nho/", photos.preview, name="thumb"),
    path("<int:pk>/anh/<int:photo_pk>/bo/", photos.remove, name="remove_photo"),
    path("<int:pk>/gui/", steps.submit, name="submit"),
    path("<int:pk>/xac-minh/", steps.verify, name="verify"),
    path("<int:pk>/tra-lai/", returning.send_back, name="send_back"),
    path("<int:pk>/dang/", steps.publish, name="publish"),
    path("<int:pk>/go/", steps.take_down, name="take_down"),
    path("<int:pk>/con-can/", steps.reconfirm, name="reconfirm"),
    path("<int:pk>/dap-ung/", steps.note, name="note_met"),
    path("<int:pk>/xac-nhan/", steps.confirm, name="confirm"),
    path("<int:pk>/ket-thuc/", steps.close, name="close"),
    path("<int:pk>/rut/", steps.withdraw, name="withdraw"),
    path("<int:pk>/bo/", steps.discard, name="discard"),
]
