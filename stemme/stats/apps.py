from django.apps import AppConfig


class StatsConfig(AppConfig):
    name = "stemme.stats"
    label = "stats"
