from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "chungtay.support"
    label = "support"
    verbose_name = "Nguồn lực"
