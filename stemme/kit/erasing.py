"""Deleting secrets so that no copy stays behind in the database's files."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models import QuerySet


def erased(rows: QuerySet[Any]) -> int:
    """Delete the rows; how many.

    On SQLite the freed pages are overwritten and the log is emptied, so that no copy stays behind in the file.
    """
    connection = connections[rows.db]
    embedded = connection.vendor == "sqlite"
    if embedded:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    gone: int = rows.delete()[0]
    if gone and embedded and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return gone
