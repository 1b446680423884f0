from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "stemme.followups"
    label = "followups"

    def ready(self) -> None:
        """Hear of letters that come back."""
        from stemme.followups.actions.settling import RETURNED
        from stemme.followups.letters import KIND
        from stemme.mailings.letters_outside import register_table

        register_table(KIND, RETURNED)
