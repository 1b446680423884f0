"""Very many rows into one table: COPY on PostgreSQL, large transactions on SQLite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from django.core.management.color import no_style
from django.db import connection, connections, models, router, transaction

Value = int | str | bool | None
Row = tuple[Value, ...]
_ROWS_AT_ONCE = 100_000
#: Kilobytes of page cache while loading into SQLite: large indexes grow in all places at once.
_CACHE = 400_000


def utc(moment: dt.datetime) -> str:
    """A moment as both databases store it."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")


def next_id(model: type[models.Model]) -> int:
    """The first id that is free."""
    return int(model._base_manager.aggregate(newest=models.Max("pk"))["newest"] or 0) + 1


def load(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Row], *, done: Callable[[int], object]
) -> int:
    """Insert the rows and say after each hundred thousand how many those were; how many in all.

    Each hundred thousand is a transaction. ``columns`` are names of the table; all others get what the model says. With
    ``id`` among them the database goes on counting behind the largest.
    """
    alias = router.db_for_write(model)
    others = _defaults(model, columns)
    names, values = [*columns, *others], tuple(others.values())
    number, waiting = 0, (row + values for row in rows)
    while batch := list(islice(waiting, _ROWS_AT_ONCE)):
        with transaction.atomic(using=alias):
            _write(alias, model._meta.db_table, names, batch)
        number += len(batch)
        done(len(batch))
    if "id" in columns:
        with connections[alias].cursor() as cursor:
            for statement in connections[alias].ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
    return number


def _defaults(model: type[models.Model], columns: Sequence[str]) -> dict[str, Value]:
    """What is stored in the columns that are not given; those that may be empty stay empty."""
    found: dict[str, Value] = {}
    for field in model._meta.concrete_fields:
        column = str(field.column)
        value = None if field.primary_key or column in columns else field.get_default()
        if value is not None:
            found[column] = utc(value) if isinstance(value, dt.datetime) else value
    return found


def _write(alias: str, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "postgresql":
            # PostgreSQL refuses COPY into a table with row-level security (kit/tenancy_policies.py).
            cursor.execute(f"CREATE TEMPORARY TABLE loading ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")
            with cursor.copy(f"COPY loading ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM loading")
            cursor.execute("DROP TABLE loading")
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def prepare() -> None:
    """Give SQLite room, for this connection."""
    for alias in connections:
        if connections[alias].vendor == "sqlite":
            with connections[alias].cursor() as cursor:
                cursor.execute(f"PRAGMA cache_size = -{_CACHE}")


def finish() -> None:
    """Let the database look at what it got, so that it plans well. PostgreSQL would do so by itself minutes later."""
    vacuums = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if vacuums else "ANALYZE")
