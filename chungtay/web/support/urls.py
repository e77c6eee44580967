from django.urls import URLPattern, path

from chungtay.web.support import allocating, gift, lines, papers, pledge_steps, pledges, reception, views

app_name = "support"
urlpatterns: list[URLPattern] = [
    path("", views.contributions, name="list"),
    path("ghi/", views.record, name="record"),
    path("tiep-nhan/", reception.receive, name="receive"),
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
    path("<int:pk>/", gift.show, name="gift"),
    path("<int:pk>/hoan-tra/", gift.give_back, name="refund"),
    path("<int:pk>/phan-bo/", allocating.allocate_gift, name="allocate"),
    path("<int:pk>/phan-bo/noi-khac/", allocating.allocate_to, name="allocate_to"),
    path("<int:pk>/doi-muc-dich/", allocating.substitution, name="substitution"),
    path("phan-bo/", allocating.idle, name="idle"),
    path("phan-bo/<int:pk>/huy/", allocating.release, name="release"),
    path("phan-bo/nhu-cau/<int:pk>/", allocating.allocate_need, name="allocate_need"),
    path("sao-ke/", lines.queue, name="lines"),
    path("sao-ke/ghi-het/", lines.book_all, name="lines_book"),
    path("sao-ke/<int:pk>/", lines.line_page, name="line"),
    path("sao-ke/<int:pk>/ghi/", lines.say, name="line_say"),
    path("sao-ke/<int:pk>/huy/", lines.unbook, name="line_unbook"),
    path("van-ban/", papers.index, name="papers"),
    path("van-ban/moi/", papers.new, name="paper_new"),
    path("van-ban/<int:pk>/lay-lai/", papers.redraw, name="paper_redraw"),
]
