"""Whom a story would reach as it stands in the form, counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from stemme.library.audience import Audience
from stemme.library.counted_by_others import HELD_BACK, NEVER_SHARED, crowd_of
from stemme.library.reach import Reach, by_language, count, may_be_said, reach, who_cannot_read
from stemme.library.started_queries import started_ids
from stemme.library.streams.shared_involvement import involvement, mean
from stemme.people import queries as people
from stemme.people.crowd_queries import crowds

#: What is usual is told by so many of the newest stories.
_USUAL = 20


def reach_of(
    organisation_id: int, audience: Audience, titled: Collection[str], *, floor: int, now: dt.datetime
) -> Reach:
    """The audience counted, with what may be said of the people it reaches. Eight queries at most."""
    kinds = audience.kinds
    there = crowds(organisation_id, now=now, teams=kinds["teams"], languages=True, places=kinds["places"])
    lines = people.team_lines(organisation_id) if kinds["teams"] else {}
    counted = reach(audience, there, lines)

    def said(what: str) -> int | None:
        """Of those reached, how many this is true of; None where it is not known or may not be said."""
        crowd = crowd_of(what, organisation_id, now=now, kinds=kinds) if counted.reached >= floor else None
        number = count(audience, crowd, lines) if crowd is not None else 0
        return number if may_be_said(number, counted.reached, floor) else None

    return replace(
        counted,
        held_back=said(HELD_BACK),
        never_shared=said(NEVER_SHARED),
        cannot_read=who_cannot_read(by_language(audience, there, lines), titled),
        involved=_involved(organisation_id, counted.reached, floor=floor, now=now),
    )


def _involved(organisation_id: int, reached: int, *, floor: int, now: dt.datetime) -> int | None:
    """How many will do something with it, if they do as with the newest stories; None below the floor."""
    newest = started_ids(organisation_id, until=now, limit=_USUAL) if reached >= floor else []
    usual = mean(involvement(organisation_id, newest).values())
    number = round(usual.share * reached) if usual else 0
    return number if number >= floor else None
