from django.apps import AppConfig


class SetupConfig(AppConfig):
    name = "stemme.setup"
    label = "setup"
