from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "stemme.programme"
    label = "programme"
