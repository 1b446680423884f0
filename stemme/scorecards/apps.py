from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "stemme.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        """Enter the announcement of an agreement among the kinds of mail."""
        from stemme.scorecards.announcement_kind import enter

        enter()
