from django.apps import AppConfig


class MailingsConfig(AppConfig):
    name = "stemme.mailings"
    label = "mailings"

    def ready(self) -> None:
        """Enter the kinds of mail that are written here."""
        from stemme.mailings import built_in

        built_in.enter()
