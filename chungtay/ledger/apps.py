from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "chungtay.ledger"
    label = "ledger"
    verbose_name = "Sổ cái"
