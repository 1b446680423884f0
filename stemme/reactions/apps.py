from django.apps import AppConfig


class ReactionsConfig(AppConfig):
    name = "stemme.reactions"
    label = "reactions"
