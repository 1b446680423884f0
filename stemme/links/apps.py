from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "stemme.links"
    label = "links"
