from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.models.signals import post_migrate, pre_migrate

from stemme.journal import guards

#: Of PostgreSQL, held while guards are put up or taken down.
_LOCK = 20_261_124


class JournalConfig(AppConfig):
    name = "stemme.journal"
    label = "journal"

    def ready(self) -> None:
        """Guards rest while tables are rebuilt."""
        pre_migrate.connect(take_guards_down, sender=self)
        post_migrate.connect(put_guards_up, sender=self)


def take_guards_down(*, using: str = "default", **_more: Any) -> None:
    """Let the journal's tables be rebuilt, or emptied after a test."""
    _run(using, guards.taking_down)


def put_guards_up(*, using: str = "default", **_more: Any) -> None:
    """From now on the database refuses to change or delete facts."""
    _run(using, guards.putting_up)


def _run(using: str, statements: Any) -> None:
    connection = connections[using]
    # Before the first migration there is nothing to guard; the database of the clicks has no journal.
    if set(guards.TABLES) <= set(connection.introspection.table_names()):
        with transaction.atomic(using=using), connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # Processes that start together migrate at the same moment.
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            for statement in statements(connection.vendor):
                cursor.execute(statement)
