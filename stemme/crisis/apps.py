from django.apps import AppConfig


class CrisisConfig(AppConfig):
    name = "stemme.crisis"
    label = "crisis"
