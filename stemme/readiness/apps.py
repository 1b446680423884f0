from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "stemme.readiness"
    label = "readiness"
