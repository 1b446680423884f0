"""Clicks that wait in the inbox, for tests of the roll-up."""

from __future__ import annotations

import datetime as dt

from stemme.links import actions as links
from stemme.links.cards import Card
from stemme.links.models import ClickInbox
from stemme.links.queries import LinkRow
from stemme.stats.buckets import COLUMNS
from stemme.stats.models import Tally

CARD = Card("nb", "https://nordlys.example/nb/story", "Title", "", "", "Nordlys")


def make_link(organisation_id: int, person_id: int, *, story_id: int, channel: str, now: dt.datetime) -> LinkRow:
    """A link that was made a hundred days ago, so that no visit is too soon."""
    return links.make_link(
        organisation_id=organisation_id,
        person_id=person_id,
        story_id=story_id,
        channel=channel,
        card=CARD,
        now=now - dt.timedelta(days=100),
    )


def click(link: LinkRow, at: dt.datetime, *, hit: str = "human", visitor: int | None = 1) -> None:
    """One click that waits."""
    ClickInbox.objects.create(
        organisation_id=link.organisation_id,
        link_id=link.id,
        at=int(at.timestamp() * 1000),
        hit=hit,
        visitor=visitor if hit == "human" else None,
        place=visitor if hit == "human" else None,
    )


def tallies(organisation_id: int) -> list[tuple[object, ...]]:
    """Every figure, in order."""
    rows = Tally.objects.filter(organisation_id=organisation_id)
    return sorted(rows.values_list("dimension", "grain", "start", "key", *COLUMNS))
