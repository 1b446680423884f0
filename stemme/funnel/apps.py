from django.apps import AppConfig


class FunnelConfig(AppConfig):
    name = "stemme.funnel"
    label = "funnel"
