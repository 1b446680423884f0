from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "stemme.reports"
    label = "reports"

    def ready(self) -> None:
        """Enter the report among the kinds of mail."""
        from stemme.reports.kind import enter

        enter()
