from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "stemme.proposals"
    label = "proposals"
