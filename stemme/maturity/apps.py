from django.apps import AppConfig


class MaturityConfig(AppConfig):
    name = "stemme.maturity"
    label = "maturity"
