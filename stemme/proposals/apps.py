from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "stemme.proposals"
    label = "proposals"

    def ready(self) -> None:
        """Enter the answer and the note to owners among the kinds of mail."""
        from stemme.proposals.kinds import enter

        enter()
