"""What the redirect needs from a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple, Protocol


class StoreError(Exception):
    """The database did not do it, or did not say so."""


class Found(NamedTuple):
    """A tracked link with what it leads to. ``gone``: withdrawn, retired, or stopped in a crisis."""

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
    image_alt: str
    image_width: int
    image_height: int
    site_name: str
    #: The organisation's own domain for links; empty: the installation's.
    link_host: str
    #: Networks of its offices, one a line.
    office_networks: str
    #: In a crisis it leads to another address than the story's, and shows no card of the story.
    elsewhere: bool = False
    #: It leads to where conversions are counted: visitors bring a click id.
    measured: bool = False


#: The columns of Found, in order.
FIND = """SELECT l.code, l.id, l.organisation_id, l.channel, l.counted,
    (l.retired_at IS NOT NULL OR t.withdrawn_at IS NOT NULL
        OR (t.paused_at IS NOT NULL AND t.instead_url = '')) AS gone,
    CASE WHEN t.paused_at IS NULL THEN t.url ELSE t.instead_url END AS url,
    t.language, t.title, t.description, t.image_url, t.image_alt, t.image_width, t.image_height,
    t.site_name, o.link_host, o.office_networks, t.paused_at IS NOT NULL AS elsewhere,
    (t.measured AND t.paused_at IS NULL) AS measured
    FROM links_trackedlink l JOIN links_linktarget t ON t.id = l.target_id
    JOIN people_organisation o ON o.id = l.organisation_id"""
#: The keys of click ids (links/click_key_actions.py).
CLICK_KEYS = "SELECT month, key FROM links_clickkey"
#: How often anything about links has changed (links/change_actions.py).
GENERATION = "SELECT coalesce(max(number), 0) FROM links_generation"


class Store(Protocol):
    """A database with tracked links and the salts. Every method may raise StoreError."""

    async def open(self) -> None:
        """Connect. May fail now and succeed later, in any other method."""

    async def close(self) -> None:
        """Let go of all connections."""

    async def find(self, codes: Collection[str]) -> list[Found]:
        """The links with these codes, in any order."""

    async def generation(self) -> int:
        """A number that is another one after any change of links."""

    async def click_keys(self) -> dict[dt.date, bytes]:
        """The keys of click ids, by the first day of their month."""

    async def salt(self, day: int, proposal: bytes) -> bytes:
        """The salt of a day (a UTC day's number): the one stored, else the proposal, stored now."""
