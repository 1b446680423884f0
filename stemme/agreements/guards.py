"""What the database itself refuses: a change of an agreement, and opening a closed one again. Pure.

Triggers, as the journal has them: a console or a forgotten function cannot do it by mistake. They are put up again
after each migration (apps.py), because SQLite loses them when it rebuilds a table. Whoever owns the database can take
them down; what happened stands in the journal all the same.
"""

from __future__ import annotations

TABLE = "agreements_agreement"
MESSAGE = "an agreement is not changed, and a closed one stays closed (docs/decisions/0037-agreements.md)"
_NAME = "agreements_stay"
#: Set when it was asked for.
_FROM_THE_START = ("organisation_id", "lock", "purpose", "reference", "country", "notice_days", "asked_at")
#: Set once, when it came to that.
_ONCE = ("answered_at", "agreed", "answer", "announced_at", "announced_on", "takes_effect_on", "closed_at")
#: Who: may only become "somebody who is gone".
_WHO = ("asker", "answerer")


def _refused(vendor: str) -> str:
    """The condition under which a change is refused; null-safe on both databases."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = {name: f"OLD.{name} {differs} NEW.{name}" for name in (*_FROM_THE_START, *_ONCE, *_WHO)}
    parts = [changed[name] for name in _FROM_THE_START]
    parts += [f"(OLD.{name} IS NOT NULL AND {changed[name]})" for name in _ONCE if name != "answer"]
    parts.append(f"(OLD.answered_at IS NOT NULL AND {changed['answer']})")
    gone = "(NEW.{name} IS NULL OR NEW.{name} >= 0)"
    parts += [f"(OLD.{name} IS NOT NULL AND {changed[name]} AND {gone.format(name=name)})" for name in _WHO]
    return " OR ".join(parts)


def putting_up(vendor: str) -> list[str]:
    """The statements that put the guard up, taking down one that stands. The table has to be there."""
    if vendor != "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {_NAME}",
            f"CREATE TRIGGER {_NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN {_refused(vendor)} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        ]
    return [
        "CREATE OR REPLACE FUNCTION agreements_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$",
        f"DROP TRIGGER IF EXISTS {_NAME} ON {TABLE}",
        f"CREATE TRIGGER {_NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({_refused(vendor)}) "
        "EXECUTE FUNCTION agreements_refuse()",
    ]
