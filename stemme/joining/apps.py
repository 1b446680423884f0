from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "stemme.joining"
    label = "joining"
