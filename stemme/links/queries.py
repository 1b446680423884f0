"""Questions about tracked links and their clicks, answered with dataclasses."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connections, router, transaction

from stemme.kit.tenancy import across_organisations
from stemme.links.addresses import link_base
from stemme.links.behaviour import is_settled, stretches
from stemme.links.clicks import InboxRow, KeptClick
from stemme.links.judging_queries import judged, within
from stemme.links.locks import INBOX_LOCK
from stemme.links.models import Click, ClickInbox, TrackedLink


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A tracked link. ``url`` is what people share; ``person_id`` is None once the person left."""

    id: int
    code: str
    url: str
    story_id: int
    channel: str
    person_id: int | None
    counted: bool
    organisation_id: int
    #: Stopped by the person: it answers 410.
    stopped: bool = False


_LINK_FIELDS = (
    "id",
    "code",
    "story_id",
    "channel",
    "person_id",
    "counted",
    "organisation_id",
    "retired_at",
    "organisation__link_host",
)
_CLICK_FIELDS = tuple(KeptClick.__slots__)
#: How far behind a full portion of the inbox neighbours are looked for, in ids.
_AHEAD = 20_000


def link_address(code: str, link_host: str) -> str:
    """The whole address of a tracked link. ``link_host``: the organisation's own domain for links, or ""."""
    return f"{link_base(settings.LINK_URL, link_host)}/s/{code}"


def _link_row(row: tuple[Any, ...]) -> LinkRow:
    link_id, code, story_id, channel, person_id, counted, organisation_id, retired_at, link_host = row
    address = link_address(code, link_host)
    return LinkRow(
        link_id, code, address, story_id, channel, person_id, counted, organisation_id, stopped=retired_at is not None
    )


def links_of_person(organisation_id: int, person_id: int) -> list[LinkRow]:
    """Every tracked link of this person, oldest first."""
    rows = TrackedLink.objects.filter(organisation_id=organisation_id, person_id=person_id).order_by("id")
    return [_link_row(row) for row in rows.values_list(*_LINK_FIELDS)]


def link_facts(link_ids: Collection[int]) -> dict[int, LinkRow]:
    """The links with these ids, whatever their organisation: for roll-ups, never for a page."""
    rows = TrackedLink.objects.filter(id__in=list(link_ids)).values_list(*_LINK_FIELDS)
    return {row[0]: _link_row(row) for row in rows}


@across_organisations("clicks of all organisations wait in one queue")
def inbox(after: int, limit: int = 10_000, *, now: dt.datetime) -> list[InboxRow]:
    """Clicks that wait for the roll-up, judged, in the order of their ids, beginning behind ``after``.

    Their class and reason are final: what several hits together tell (behaviour.py) and one's own visits are said. So
    only clicks that have settled are returned, up to the first that has not. However the clicks are portioned, each
    gets the same verdict, as long as a burst lies within ``_AHEAD`` ids. The number of questions does not grow.

    Nothing with a lower id than the last row returned can still appear: on PostgreSQL, which hands out ids before
    commit, the lock that every writing batch shares is taken for a moment (locks.py).
    """
    alias = router.db_for_read(ClickInbox)
    waiting = ClickInbox.objects.using(alias).filter(id__gt=after).order_by("id")
    if connections[alias].vendor == "postgresql":
        waiting = waiting.filter(id__lte=_newest_settled_click(alias))
    taken = [InboxRow(*row) for row in waiting.values_list(*InboxRow.__slots__)[:limit]]
    moment = int(now.timestamp() * 1000)
    settled = list(itertools.takewhile(lambda row: is_settled(row.at, now=moment), taken))
    if not settled:
        return []
    following = taken[len(settled) :]
    if len(taken) == limit:
        around = stretches(row.at for row in settled)
        behind = waiting.filter(within(around), id__gt=taken[-1].id, id__lte=taken[-1].id + _AHEAD)
        following += [InboxRow(*row) for row in behind.values_list(*InboxRow.__slots__)]
    return judged(settled, following)


def _newest_settled_click(alias: str) -> int:
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [INBOX_LOCK])
        try:
            cursor.execute("SELECT coalesce(max(id), 0) FROM links_clickinbox")
            newest: int = cursor.fetchone()[0]
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [INBOX_LOCK])
    return newest


@across_organisations("clicks of all organisations wait in one queue")
def waiting_clicks() -> int:
    """How many clicks wait for the roll-up."""
    return ClickInbox.objects.count()


def kept_clicks(organisation_id: int, *, first: dt.date, last: dt.date) -> Iterator[KeptClick]:
    """The kept clicks of these days (both included), in the order in which they were rolled up."""
    rows = Click.objects.filter(organisation_id=organisation_id, day__gte=first, day__lte=last).order_by("inbox_id")
    return (KeptClick(*row) for row in rows.values_list(*_CLICK_FIELDS).iterator(chunk_size=5_000))
