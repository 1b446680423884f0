"""What the redirect needs from a database."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, Protocol

from stemme.links.redirect.batches import Batch


class StoreError(Exception):
    """The database did not do it, or did not say so."""


class Found(NamedTuple):
    """A tracked link with what it leads to. ``gone``: withdrawn or retired."""

    code: str
    link_id: int
    organisation_id: int
    channel: str
    counted: bool
    gone: bool
    url: str
    language: str
    title: str
    description: str
    image_url: str
    site_name: str


#: The columns of Found, in order.
FIND = """SELECT l.code, l.id, l.organisation_id, l.channel, l.counted,
    (l.retired_at IS NOT NULL OR t.withdrawn_at IS NOT NULL) AS gone,
    t.url, t.language, t.title, t.description, t.image_url, t.site_name
    FROM links_trackedlink l JOIN links_linktarget t ON t.id = l.target_id"""


class Store(Protocol):
    """A database with tracked links, an inbox for clicks and the salts. Every method may raise StoreError."""

    #: How many batches may be under way at once.
    parallel: int

    async def open(self) -> None:
        """Connect. May fail now and succeed later, in any other method."""

    async def close(self) -> None:
        """Let go of all connections."""

    async def store(self, lane: int, batch: Batch) -> None:
        """Make the batch durable. ``lane`` is below ``parallel`` and busy with one batch at a time."""

    async def store_again(self, batch: Batch) -> bool:
        """Make the batch durable unless it is already. False if it was."""

    async def find(self, codes: Collection[str]) -> list[Found]:
        """The links with these codes, in any order."""

    async def salt(self, day: int, proposal: bytes) -> bytes:
        """The salt of a day (a UTC day's number): the one stored, else the proposal, stored now."""
