from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "stemme.sharing"
    label = "sharing"
