"""Whom a story would reach as it stands in the form, counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from stemme.library.audience import Audience
from stemme.library.counted_by_others import HELD_BACK, NEVER_SHARED, number_of
from stemme.library.reach import Reach, below, may_be_said, who_cannot_read
from stemme.library.started_queries import started_ids
from stemme.library.streams.shared_involvement import involvement, mean
from stemme.people import queries as people
from stemme.people.choice_queries import Choice, by_language, places_like

#: What is usual is told by so many of the newest stories.
_USUAL = 20


def reach_of(
    organisation_id: int, audience: Audience, titled: Collection[str], *, floor: int, now: dt.datetime
) -> Reach:
    """The audience counted, with what may be said of the people it reaches. At most nine queries."""
    full = _choice(organisation_id, audience)
    choices = {
        "everyone": Choice(),
        "reached": full,
        "by_team": Choice(team_ids=full.team_ids),
        "by_place": Choice(places=full.places),
        "chosen": Choice(full.team_ids, full.languages, full.places),
    }
    found = by_language(organisation_id, choices, now=now)
    numbers = {name: sum(people_.values()) for name, people_ in found.items()}
    reached = numbers["reached"]

    def said(what: str) -> int | None:
        """Of those reached, of how many this is true; None where it is not known or may not be said."""
        number = number_of(what, organisation_id, full, now=now) if reached >= floor else 0
        return number if may_be_said(number, reached, floor) else None

    without = audience.without_team_ids or audience.without_languages or audience.without_places
    spoken = sum(number for code, number in found["everyone"].items() if code in audience.languages)
    return Reach(
        reached=reached,
        everyone=numbers["everyone"],
        by_team=numbers["by_team"] if audience.team_ids else None,
        by_language=spoken if audience.languages else None,
        by_place=numbers["by_place"] if audience.places else None,
        left_out=numbers["chosen"] - reached if without else None,
        held_back=said(HELD_BACK),
        never_shared=said(NEVER_SHARED),
        cannot_read=who_cannot_read(found["reached"], titled),
        involved=_involved(organisation_id, reached, floor=floor, now=now),
    )


def _choice(organisation_id: int, audience: Audience) -> Choice:
    """The audience as people are kept: with the teams below, and each spelling of a place. Two queries at most."""
    kinds = audience.kinds
    lines = people.team_lines(organisation_id) if kinds["teams"] else {}
    spelled = places_like(organisation_id, audience.places | audience.without_places)
    out = {place.casefold() for place in audience.without_places}
    meant = {place.casefold() for place in audience.places}
    return Choice(
        team_ids=below(audience.team_ids, lines) if audience.team_ids else None,
        languages=audience.languages or None,
        places=frozenset(place for place in spelled if place.casefold() in meant) if audience.places else None,
        without_team_ids=below(audience.without_team_ids, lines),
        without_languages=audience.without_languages,
        without_places=frozenset(place for place in spelled if place.casefold() in out),
    )


def _involved(organisation_id: int, reached: int, *, floor: int, now: dt.datetime) -> int | None:
    """How many will do something with it, if they do as with the newest stories; None below the floor."""
    newest = started_ids(organisation_id, until=now, limit=_USUAL) if reached >= floor else []
    usual = mean(involvement(organisation_id, newest).values())
    number = round(usual.share * reached) if usual else 0
    return number if number >= floor else None
