from django.apps import AppConfig


class BuddiesConfig(AppConfig):
    name = "stemme.buddies"
    label = "buddies"
