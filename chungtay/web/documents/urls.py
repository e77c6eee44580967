from django.urls import URLPattern, path

from chungtay.web.documents import checking, drafting, incoming, offices, outgoing, paper, signatures, steps

app_name = "documents"
urlpatterns: list[URLPattern] = [
    # the register
    path("", outgoing.index, name="index"),
    path("di/", outgoing.register, name="outgoing"),
    path("di/so.xlsx", outgoing.book, name="outgoing_book"),
    path("dang-soan/", outgoing.drafts, name="drafts"),
    path("soan/", drafting.draft, name="draft"),
    path("<int:pk>/", paper.show, name="paper"),
    path("<int:pk>/tep/<int:file_pk>/", paper.download, name="file"),
    path("<int:pk>/sua/", drafting.revise, name="revise"),
    path("<int:pk>/trinh/", steps.submit, name="submit"),
    path("<int:pk>/kiem-tra/", steps.review, name="review"),
    path("<int:pk>/ky/", steps.sign, name="sign"),
    path("<int:pk>/tra-lai/", steps.send_back, name="send_back"),
    path("<int:pk>/phat-hanh/", steps.issue, name="issue"),
    path("<int:pk>/chuyen/", steps.dispatch, name="dispatch"),
    path("<int:pk>/thay-the/", steps.replace, name="replace"),
    path("<int:pk>/thu-hoi/", steps.recall, name="recall"),
    path("<int:pk>/bo/", steps.discard, name="discard"),
    path("<int:pk>/ky-so/", signatures.sign, name="sign_pdf"),
    path("kiem-tra/", checking.check, name="check"),
    path("chu-ky/", signatures.signatures, name="signatures"),
    path("den/", incoming.register, name="incoming"),
    path("den/so.xlsx", incoming.book, name="incoming_book"),
    path("den/vao-so/", incoming.arrive, name="arrive"),
    path("den/<int:pk>/", incoming.show, name="arrived"),
    path("den/<int:pk>/tep/", incoming.download, name="arrived_file"),
    path("den/<int:pk>/sua/", incoming.correct, name="correct"),
    path("den/<int:pk>/giao/", incoming.route, name="route"),
    path("den/<int:pk>/xong/", incoming.settle, name="settle"),
    path("co-quan/", offices.index, name="offices"),
    path("co-quan/<slug:code>/", offices.show, name="office"),
    path("co-quan/<slug:code>/trinh-bay/", offices.edit, name="office_edit"),
    path("co-quan/<slug:code>/ban-to/", offices.add_body, name="office_body"),
    path("co-quan/<slug:code>/so-tiep-theo/", offices.series, name="office_series"),
]
