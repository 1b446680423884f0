"""Letters that leave like our mails but go to nobody of the organisation, so that no ``Mailing`` is behind them. Pure.

They carry our Message-ID (``letters.message_id``) with a kind of their own. When one comes back or is called spam,
whoever entered the kind hears of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


class Table(Protocol):
    """Where an app above keeps such letters."""

    def came_back(self, number: int, *, hard: bool, now: dt.datetime) -> bool:
        """The letter of this number could not be delivered. ``hard``: there is no such address. False if known."""

    def complained(self, number: int, *, now: dt.datetime) -> bool:
        """Its reader called it spam, or asked the provider for no more. False if there is no such letter."""


@dataclass(frozen=True, slots=True)
class Outside:
    """One letter of another table."""

    table: Table
    number: int


TABLES: dict[str, Table] = {}


def register_table(kind: str, table: Table) -> None:
    """Enter a kind (``AppConfig.ready``): one to twelve small letters. The same table is entered once."""
    if TABLES.setdefault(kind, table) is not table:
        raise ValueError(f"no second table for {kind!r}")


def of(known: tuple[str, int] | None) -> Outside | None:
    """The letter that a Message-ID of ours names (``identities.mailing_of``), if it is one of these."""
    return Outside(TABLES[known[0]], known[1]) if known and known[0] in TABLES else None
