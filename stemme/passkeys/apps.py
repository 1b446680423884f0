from django.apps import AppConfig


class PasskeysConfig(AppConfig):
    name = "stemme.passkeys"
    label = "passkeys"

    def ready(self) -> None:
        """Hang the passkeys into the pages where people show who they are."""
        from stemme.passkeys import offering
        from stemme.people import ways

        ways.offer(offering.WAY)
