from django.apps import AppConfig


class GrowthConfig(AppConfig):
    name = "stemme.growth"
    label = "growth"
