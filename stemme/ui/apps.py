from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "stemme.ui"
    label = "ui"
