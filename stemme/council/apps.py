from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "stemme.council"
    label = "council"
