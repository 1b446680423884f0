from django.apps import AppConfig


class LandingConfig(AppConfig):
    name = "stemme.landing"
    label = "landing"
