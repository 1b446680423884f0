from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.models.signals import post_migrate

from stemme.agreements import guards

#: Of PostgreSQL, held while the guard is put up.
_LOCK = 20_261_125


class AgreementsConfig(AppConfig):
    name = "stemme.agreements"
    label = "agreements"

    def ready(self) -> None:
        """The guard stands after each migration; pages know whether they may say that reviews know nothing."""
        from stemme.agreements.review_queries import reviews_may_know
        from stemme.people.reviews import tell_reviews

        post_migrate.connect(put_guard_up, sender=self)
        tell_reviews(reviews_may_know)


def put_guard_up(*, using: str = "default", **_more: Any) -> None:
    """From now on the database refuses to change an agreement, or to open a closed one again."""
    connection = connections[using]
    if guards.TABLE not in connection.introspection.table_names():
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # Processes that start together migrate at the same moment.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        for statement in guards.putting_up(connection.vendor):
            cursor.execute(statement)
