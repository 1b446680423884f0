from django.apps import AppConfig


class AtlasConfig(AppConfig):
    name = "stemme.atlas"
    label = "atlas"
