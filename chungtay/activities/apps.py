from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "chungtay.activities"
    label = "activities"
    verbose_name = "Hoạt động"
