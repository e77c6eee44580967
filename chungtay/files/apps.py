from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "chungtay.files"
    label = "files"
    verbose_name = "Tệp"
