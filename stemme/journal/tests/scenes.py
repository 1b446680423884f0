"""Scenes for the tests of the chain: facts of administration, and hands that reach past the guards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from django.db import connection, transaction

from stemme.journal import actions, facts
from stemme.journal.apps import put_guards_up, take_guards_down


def grant(cast: SimpleNamespace, number: int, *, at: dt.datetime, organisation: object = None) -> None:
    """So many facts of administration of Nordlys, or of another organisation."""
    organisation = organisation or cast.nordlys
    with transaction.atomic():
        actions.record_many(
            facts.ROLE_GRANTED,
            organisation_id=organisation.id,
            at=at,
            rows=[(cast.ada.id, cast.bo.id, {"role": "editor", "n": n}) for n in range(number)],
        )


@contextmanager
def unguarded() -> Iterator[None]:
    """What somebody who owns the database can do."""
    take_guards_down()
    yield
    put_guards_up()


def execute(statement: str, *parameters: object) -> int:
    """Run a statement past the ORM; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
