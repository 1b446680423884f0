from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "stemme.archives"
    label = "archives"
