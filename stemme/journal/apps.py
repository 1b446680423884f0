from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "stemme.journal"
    label = "journal"
