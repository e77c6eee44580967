from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "chungtay.console"
    label = "console"
