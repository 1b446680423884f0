from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "stemme.kit"
    label = "kit"
