"""What the database itself refuses: changing a fact, and deleting one of administration that no anchor covers. Pure.

Triggers, so that a console, a script or a forgotten function cannot do it by mistake. They are taken down before tables
are migrated and put up again afterwards (apps.py), because SQLite loses them when it rebuilds a table. Whoever owns the
database can take them down as well: that is what the chain is for.
"""

from __future__ import annotations

MESSAGE = "the journal is append only (docs/security/audit.md)"
_COVERED = (
    "EXISTS (SELECT 1 FROM journal_anchor a WHERE a.organisation_id = OLD.organisation_id AND a.up_to >= OLD.{fact})"
)
#: (table, name, event, when it is refused)
_GUARDS = (
    ("journal_fact", "journal_fact_stays", "UPDATE", ""),
    ("journal_fact", "journal_fact_kept", "DELETE", "OLD.chained AND NOT " + _COVERED.format(fact="id")),
    ("journal_seal", "journal_seal_stays", "UPDATE", ""),
    ("journal_seal", "journal_seal_kept", "DELETE", "NOT " + _COVERED.format(fact="up_to")),
    ("journal_anchor", "journal_anchor_stays", "UPDATE", ""),
    ("journal_anchor", "journal_anchor_kept", "DELETE", ""),
)
TABLES = ("journal_fact", "journal_seal", "journal_anchor")
_NO_TRUNCATING = "journal_not_emptied"


def names(vendor: str) -> list[str]:
    """The names of all guards, sorted: one may stand on several tables."""
    truncating = [_NO_TRUNCATING] * len(TABLES) if vendor == "postgresql" else []
    return sorted([name for _table, name, _event, _when in _GUARDS] + truncating)


def taking_down(vendor: str) -> list[str]:
    """The statements that take all guards down."""
    if vendor != "postgresql":
        return [f"DROP TRIGGER IF EXISTS {name}" for _table, name, _event, _when in _GUARDS]
    down = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for table, name, _event, _when in _GUARDS]
    return [*down, *(f"DROP TRIGGER IF EXISTS {_NO_TRUNCATING} ON {table}" for table in TABLES)]


def putting_up(vendor: str) -> list[str]:
    """The statements that put all guards up, taking down what stands. The tables have to be there."""
    if vendor != "postgresql":
        return [*taking_down(vendor), *(_sqlite(*guard) for guard in _GUARDS)]
    refuse = (
        "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    keep = [_postgresql(*guard) for guard in _GUARDS]
    truncating = [
        f"CREATE TRIGGER {_NO_TRUNCATING} BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
        for table in TABLES
    ]
    return [refuse, *taking_down(vendor), *(part for pair in keep for part in pair), *truncating]


def standing(vendor: str) -> str:
    """The query for the names of the guards that stand, one a row."""
    if vendor != "postgresql":
        return "SELECT name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 8) = 'journal_' ORDER BY name"
    return (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid IN "
        f"({', '.join(repr(table) + '::regclass' for table in TABLES)}) ORDER BY tgname"
    )


def _sqlite(table: str, name: str, event: str, when: str) -> str:
    condition = f"WHEN {when} " if when else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {condition}"
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )


def _postgresql(table: str, name: str, event: str, when: str) -> tuple[str, ...]:
    """A condition with a subquery is not allowed in a trigger's WHEN, so it stands in a function."""
    if not when:
        up = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION journal_refuse()"
        return (up,)
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {when} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END IF; "
        "RETURN OLD; END $$"
    )
    up = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    return (function, up)
