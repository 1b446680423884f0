from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "stemme.media"
    label = "media"
