"""What a person's own data export says, in numbers: twelve months, counted on their device. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnCounts:
    """Counts of the last twelve months (research/algorithms.md 3.3); None where the export says nothing.

    ``connections`` is how many there are in all, the others happened within the twelve months.
    """

    connections: int | None = None
    new_connections: int | None = None
    invitations_sent: int | None = None
    reactions: int | None = None
    comments: int | None = None
    reshares: int | None = None
    #: Posts with own words, and articles.
    originals: int | None = None
