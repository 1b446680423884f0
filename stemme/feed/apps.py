from django.apps import AppConfig


class FeedConfig(AppConfig):
    name = "stemme.feed"
    label = "feed"
