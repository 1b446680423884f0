from django.apps import AppConfig


class PreferencesConfig(AppConfig):
    name = "stemme.preferences"
    label = "preferences"
