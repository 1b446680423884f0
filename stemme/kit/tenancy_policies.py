"""Second wall: PostgreSQL's row-level security, on every table with an organisation, brought in step after migrating.

A forgotten condition, a hand-written statement or a forged foreign key gets rows of one organisation only, whatever
the program does. Nobody has to think of it when a table is added: the catalogue of models is asked after each migrate.
Nothing happens on SQLite.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from stemme.kit.tenancy import ACROSS_SETTING, ORGANISATION_SETTING
from stemme.kit.tenancy_queries import COLUMN, owner_of, tenant_models

POLICY = "stemme_organisation"
#: Tables with an organisation and without a policy, and why.
WITHOUT_POLICY = {
    "links_clickinbox": "filled by COPY, which PostgreSQL refuses under row-level security, and emptied within seconds "
    "by the one job that reads it; no page does",
}
#: Held while policies are put up: processes that start together migrate at the same moment.
_LOCK = 20_261_122


def protected() -> Iterator[tuple[str, str]]:
    """(table, condition) for each table that has to have a policy."""
    for model in tenant_models():
        if model._meta.managed and model._meta.db_table not in WITHOUT_POLICY:
            yield model._meta.db_table, _condition(model)


def _condition(model: type[models.Model]) -> str:
    """When a row may be seen or written. The settings are read once for a statement: they are in a subquery."""
    owner = owner_of(model)
    assert owner is not None
    across = f"(SELECT current_setting('{ACROSS_SETTING}', true)) = 'on'"
    if owner.attname == COLUMN:
        own = f"{owner.column} = (SELECT nullif(current_setting('{ORGANISATION_SETTING}', true), '')::bigint)"
        return f"{own} OR {across}"
    parent = owner.related_model
    assert isinstance(parent, type)
    # The parent's own policy decides.
    table, key = parent._meta.db_table, owner.target_field.column  # type: ignore[attr-defined]
    same = f"parent.{key} = {model._meta.db_table}.{owner.column}"
    return f"{across} OR EXISTS (SELECT 1 FROM {table} parent WHERE {same})"


def bring_in_step(*, using: str = "default", **_more: Any) -> None:
    """Put a policy, forced on the owner, too, on every table that has to have one and has not, or another one."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        there = set(connection.introspection.table_names(cursor))
        done = policies(connection)
        for table, condition in protected():
            comment = condition.replace("'", "''")
            if table in there and done.get(table) != condition:
                cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
                cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {table}")
                cursor.execute(f"CREATE POLICY {POLICY} ON {table} USING ({condition}) WITH CHECK ({condition})")
                cursor.execute(f"COMMENT ON POLICY {POLICY} ON {table} IS '{comment}'")


def policies(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The tables whose policy stands and is forced, with its condition as it was written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, obj_description(p.oid, 'pg_policy') "
            "FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid "
            "WHERE p.polname = %s AND c.relrowsecurity AND c.relforcerowsecurity AND pg_table_is_visible(c.oid)",
            [POLICY],
        )
        return dict(cursor.fetchall())


def unprotected(using: str = "default") -> list[str]:
    """Tables whose policy is missing or is not the one the program knows. Empty on SQLite."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return []
    done = policies(connection)
    return sorted(table for table, condition in protected() if done.get(table) != condition)
