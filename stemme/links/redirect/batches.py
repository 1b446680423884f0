"""A batch of clicks on its way into the inbox. Pure."""

from __future__ import annotations

import secrets
from typing import NamedTuple

#: Most clicks that share a commit.
LARGEST_BATCH = 256

#: organisation, link, at (ms since 1970, UTC), class, reason, visitor, referrer, place: the inbox's columns, in order.
Row = tuple[int, int, int, str, str, int | None, str, int | None]


class Batch(NamedTuple):
    """Clicks that become durable together. ``writer`` and ``number`` name the batch once and for all."""

    writer: str
    number: int
    rows: list[Row]


class Writer:
    """Numbers the batches of one sequence of commits."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.name = secrets.token_hex(12)
        self.number = 0

    def next(self, rows: list[Row]) -> Batch:
        """The rows as the next batch."""
        self.number += 1
        return Batch(self.name, self.number, rows)

    def give_up_name(self) -> None:
        """After a failure nobody knows whether the last number was stored: go on under a new name, so that a later
        number cannot hide it."""
        self._begin()
