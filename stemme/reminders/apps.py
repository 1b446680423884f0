from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "stemme.reminders"
    label = "reminders"
