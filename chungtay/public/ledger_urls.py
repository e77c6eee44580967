from django.urls import URLPattern, path

from chungtay.public import ledger_views

app_name = "open_ledger"
urlpatterns: list[URLPattern] = [
    path("", ledger_views.index, name="index"),
    path("goc/", ledger_views.heads, name="heads"),
    path("goc/<int:size>/noi-tiep/", ledger_views.growth, name="growth"),
    path("tep/", ledger_views.export, name="export"),
    path("verify_ledger.py", ledger_views.verifier, name="verifier"),
    path("qua/", ledger_views.gift, name="gift"),
    path("qua/<int:pk>/bang-chung/", ledger_views.proof, name="proof"),
]
