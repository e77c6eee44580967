from django.apps import AppConfig


class BankingConfig(AppConfig):
    name = "chungtay.banking"
    label = "banking"
    verbose_name = "Ngân hàng"
