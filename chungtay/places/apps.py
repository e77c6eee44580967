from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "chungtay.places"
    label = "places"
    verbose_name = "Đơn vị"
