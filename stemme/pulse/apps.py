from django.apps import AppConfig


class PulseConfig(AppConfig):
    name = "stemme.pulse"
    label = "pulse"
