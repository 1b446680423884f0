"""The ways by which a mailing can reach a person. Mail is always there; an app above may enter others.

A way says honestly what became of a message, as ``kit/mailer.py`` does: no exception means taken, ``RefusedError``
certainly not delivered, ``UncertainError`` nobody knows.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from stemme.mailings.composing import DigestContent
    from stemme.mailings.models import Mailing

MAIL = "mail"


class Way(Protocol):
    """A way other than mail."""

    @property
    def key(self) -> str:
        """At most twelve characters, as stored with each mailing."""

    def available(self, organisation_id: int) -> bool:
        """Whether the organisation has set it up."""

    def reaches(self, organisation_id: int, person_ids: Collection[int]) -> set[int]:
        """Which of these people it can reach."""

    def hand_over(self, mailing: Mailing, digest: DigestContent) -> None:
        """Hand the words over for the person of the mailing. Raises RefusedError or UncertainError."""


WAYS: dict[str, Way] = {}


def register_way(way: Way) -> None:
    """Enter a way. Raises ValueError for a key that is taken or too long."""
    if way.key == MAIL or way.key in WAYS or not 1 <= len(way.key) <= 12:
        raise ValueError(f"no second way, and no longer name: {way.key!r}")
    WAYS[way.key] = way


def open_way(key: str, organisation_id: int, person_id: int) -> Way | None:
    """The way to take for this person, or None for mail: also when theirs is shut or does not reach them."""
    way = WAYS.get(key)
    if way is None or not way.available(organisation_id) or person_id not in way.reaches(organisation_id, [person_id]):
        return None
    return way
