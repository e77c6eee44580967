from django.apps import AppConfig


class DonorsConfig(AppConfig):
    name = "chungtay.donors"
    label = "donors"
    verbose_name = "Nhà tài trợ"
