from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "stemme.agreements"
    label = "agreements"
