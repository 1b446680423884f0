"""Many rows in one statement, the same on both databases.

Django's upsert can only replace, and making a model for each row costs five times the writing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import connection

Row = tuple[int | str | bool | dt.date | None, ...]


def add_to(
    table: str, rows: Iterable[Row], *, key: Sequence[str], sums: Sequence[str], keep: Sequence[str] = ()
) -> None:
    """Insert the rows, or add their sums to the row with the same key. Columns in the order key, keep, sums.

    ``keep`` columns are written when the row is new and left alone after that. Names come from our own code only.
    """
    columns = [*key, *keep, *sums]
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    adding = ", ".join(f'"{column}" = {table}."{column}" + excluded."{column}"' for column in sums)
    target = ", ".join(f'"{column}"' for column in key)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({target}) DO UPDATE SET {adding}", list(rows)
        )


def insert_new(table: str, rows: Iterable[Row], *, columns: Sequence[str]) -> None:
    """Insert the rows; one that is there already stays as it is. Names come from our own code only."""
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING", list(rows))
