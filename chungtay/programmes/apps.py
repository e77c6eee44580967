from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "chungtay.programmes"
    label = "programmes"
    verbose_name = "Chương trình"
