from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "stemme.outcomes"
    label = "outcomes"
