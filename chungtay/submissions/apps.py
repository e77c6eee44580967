from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "chungtay.submissions"
    label = "submissions"
    verbose_name = "Báo cáo nộp"
