from django.apps import AppConfig


class ScoresConfig(AppConfig):
    name = "stemme.scores"
    label = "scores"
