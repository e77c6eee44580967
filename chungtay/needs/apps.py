from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "chungtay.needs"
    label = "needs"
    verbose_name = "Nhu cầu"
