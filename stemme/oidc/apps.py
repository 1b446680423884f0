from django.apps import AppConfig


class OpenIdConnectConfig(AppConfig):
    name = "stemme.oidc"
    label = "oidc"

    def ready(self) -> None:
        """Put the button of the company's sign-in onto the pages that ask who somebody is."""
        from stemme.oidc import offering_views, queries
        from stemme.people.ways import Way, offer

        offer(
            Way(
                key="oidc",
                template="oidc/_offer.html",
                offered=offering_views.offered,
                kept_by=queries.has_account,
                own="oidc/_own.html",
                own_shown=offering_views.account_shown,
            )
        )
