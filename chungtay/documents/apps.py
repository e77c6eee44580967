from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "chungtay.documents"
    label = "documents"
    verbose_name = "Văn bản"
