from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "chungtay.public"
    label = "public"
