from django.apps import AppConfig


class UpliftConfig(AppConfig):
    name = "stemme.uplift"
    label = "uplift"
