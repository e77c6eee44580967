from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "chungtay.notifications"
    label = "notifications"
    verbose_name = "Thông báo"
