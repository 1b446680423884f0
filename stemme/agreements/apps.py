from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "stemme.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Tell pages whether they may say that taking part is no part of reviews."""
        from stemme.agreements.review_queries import reviews_may_know
        from stemme.people.reviews import tell_reviews

        tell_reviews(reviews_may_know)
