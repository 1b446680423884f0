from django.apps import AppConfig


class CrisisConfig(AppConfig):
    name = "stemme.crisis"
    label = "crisis"

    def ready(self) -> None:
        """Enter the mails to those who shared among the kinds of mail."""
        from stemme.crisis.kind import enter

        enter()
