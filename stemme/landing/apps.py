from django.apps import AppConfig


class LandingConfig(AppConfig):
    name = "stemme.landing"
    label = "landing"

    def ready(self) -> None:
        """Tell the shelf of uploaded files which of them landing pages show."""
        from stemme.landing.studio.media_queries import PagesOfFiles
        from stemme.media.uses import tell_uses

        tell_uses(PagesOfFiles())
