"""Which organisation is being worked for: the one thing both walls between organisations ask (security.md T-26).

Two things are kept for each thread:

- the *reach*: what PostgreSQL lets through (tenancy_policies.py) and what queries are compared with
  (tenancy_queries.py). Inside a request it is the viewer's organisation (``inside``), nothing before somebody is
  there (``NOWHERE``), and everything on open pages, which find out by a key whose page it is. Outside of requests,
  in jobs and commands, it is everything;
- whether a query may be limited neither by an organisation nor by a key. It may not, anywhere, unless it stands in
  ``with across_organisations("why"):``. All of these are listed in docs/security/tenancy.md, which is reviewed.

Models need nothing: every table with an organisation is guarded as soon as it exists (apps.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import Error

#: Every organisation; none. Ids of organisations are positive.
EVERYWHERE, NOWHERE = -1, 0
#: PostgreSQL's settings that the policies read.
ORGANISATION_SETTING, ACROSS_SETTING = "stemme.organisation", "stemme.across"

_reach: ContextVar[int] = ContextVar("reach", default=EVERYWHERE)
_across: ContextVar[str] = ContextVar("across", default="")


class UnscopedQueryError(Exception):
    """A query could have read or changed rows of several organisations, or of another one than the viewer's."""


def reach() -> int:
    """The organisation's id, EVERYWHERE or NOWHERE."""
    return _reach.get()


def is_across() -> bool:
    """True inside ``across_organisations``."""
    return bool(_across.get())


@contextmanager
def within(organisation_id: int) -> Iterator[None]:
    """Work for this organisation (or EVERYWHERE, or NOWHERE); afterwards for whom one worked before."""
    changed = reach() != organisation_id
    token = _reach.set(organisation_id)
    waived = _across.set("")
    if changed:
        _tell_open_connections()
    try:
        yield
    finally:
        _across.reset(waived)
        _reach.reset(token)
        if changed:
            _tell_open_connections()


@contextmanager
def across_organisations(reason: str) -> Iterator[None]:
    """Let queries go over all organisations. The reason is a literal: it stands in docs/security/tenancy.md.

    Querysets are checked when they are asked, so it has to stand around the asking, not around the building.
    """
    with within(EVERYWHERE):
        token = _across.set(reason)
        try:
            yield
        finally:
            _across.reset(token)


def tell(connection: BaseDatabaseWrapper, **_more: Any) -> None:
    """Tell a PostgreSQL connection for whom it works: at each checkout from the pool, and when that changes.

    Session-level, so a roll-back takes back only what was said since the transaction began; as blocks are nested, that
    is what was right before it.
    """
    if connection.vendor != "postgresql":
        return
    here = reach()
    # Past Django's own cursor, whose log is for the questions that pages ask.
    connection.connection.execute(
        "SELECT set_config(%s, %s, false), set_config(%s, %s, false)",
        [ORGANISATION_SETTING, str(here) if here > 0 else "", ACROSS_SETTING, "on" if here == EVERYWHERE else ""],
    )


def _tell_open_connections() -> None:
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql" and connection.connection is not None:
            try:
                tell(connection)
            except connection.Database.Error:  # type: ignore[attr-defined]
                # In a transaction that failed nothing can be said; its roll-back takes back what was said in it.
                # Anything else, and the connection is of no use to anybody.
                if not connection.in_atomic_block:
                    with suppress(Error):
                        connection.close()
