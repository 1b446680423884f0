from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "stemme.scorecards"
    label = "scorecards"
