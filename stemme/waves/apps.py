from django.apps import AppConfig


class WavesConfig(AppConfig):
    name = "stemme.waves"
    label = "waves"
