from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "stemme.reminders"
    label = "reminders"

    def ready(self) -> None:
        """Enter the reminder among the kinds of mail."""
        from stemme.reminders.kind import enter

        enter()
