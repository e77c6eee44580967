from django.urls import URLPattern, path

from chungtay.web.submissions import answering, collecting, listing, restating, returning, sending, showing, steps, texts, totals

app_name = "submissions"
urlpatterns: list[URLPattern] = [
    path("", listing.index, name="list"),
    path("<int:pk>/", showing.show, name="submission"),
    path("<int:pk>/tra-loi/", answering.answer, name="answer"),
    path("<int:pk>/gui/", sending.check, name="send"),
    path("<int:pk>/khong-co/", steps.nil, name="nil"),
    path("<int:pk>/nhan/", steps.accept, name="accept"),
    path("<int:pk>/tra-lai/", returning.send_back, name="send_back"),
    path("<int:pk>/gia-han/", steps.extend, name="extend"),
    path("<int:pk>/mien/", steps.excuse, name="excuse"),
    path("<int:pk>/thoi-mien/", steps.again, name="ask_again"),
    path("<int:pk>/dinh-chinh/", restating.correct, name="restate"),
    path("<int:pk>/nhac/", steps.nudge, name="remind"),
    path("<slug:slug>/<slug:code>/", collecting.table, name="collect"),
    path("<slug:slug>/<slug:code>/nhac/", collecting.remind_all, name="remind_all"),
    path("<slug:slug>/<slug:code>/tong-hop/", totals.show, name="totals"),
    path("<slug:slug>/<slug:code>/tong-hop.xlsx", totals.book, name="totals_xlsx"),
    path("<slug:slug>/<slug:code>/tong-hop/<slug:indicator>/", totals.parts, name="parts"),
    path("<slug:slug>/<slug:code>/loi-van/", texts.show, name="texts"),
]
