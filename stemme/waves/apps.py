from django.apps import AppConfig


class WavesConfig(AppConfig):
    name = "stemme.waves"
    label = "waves"

    def ready(self) -> None:
        """Let invitations say what the launch kit says."""
        from stemme.waves.invitation_words import enter

        enter()
