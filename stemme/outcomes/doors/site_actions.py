"""Doors for sites: making them, and taking in what a script or a pixel says. They are not trusted: no money."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.links.click_queries import clicks_of
from stemme.outcomes.actions.conversions import record_conversion
from stemme.outcomes.conversion_errors import EventError
from stemme.outcomes.doors.actions import TooManyCallsError, note_use
from stemme.outcomes.doors.site_events import SiteEvent
from stemme.outcomes.doors.site_queries import SiteDoor
from stemme.outcomes.models import Door
from stemme.people.actions import take
from stemme.people.buckets import Limit
from stemme.people.viewer import Viewer

#: Outcomes from one network, which may be a whole office; and from all of them.
FROM_NETWORK = Limit("site-network", 120, dt.timedelta(minutes=10))
OF_DOOR = Limit("site-door", 60_000, dt.timedelta(minutes=10))
#: Outcomes with one click: a visitor who buys ten times in a day is rare, who writes numbers into a program is not.
OF_CLICK = Limit("site-click", 10, dt.timedelta(days=1))


def make_site_door(*, actor: Viewer, kind: str, name: str, hosts: Sequence[str], now: dt.datetime) -> int:
    """A door for the script or the pixel (kinds.SCRIPT, PIXEL) of pages on these hosts; its id."""
    with transaction.atomic():
        made = Door.objects.create(
            organisation_id=actor.organisation_id, kind=kind, name=name, code=secrets.token_hex(8),
            sites="\n".join(sorted(set(hosts))), created_by_id=actor.person_id, created_at=now,
        )  # fmt: skip
        record(facts.DOOR_MADE, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now)
    return made.id


def take_from_site(*, door: SiteDoor, event: SiteEvent | None, network: str, now: dt.datetime) -> None:
    """Count what a page said, once for its click, goal and number. Without a word when it counts for nothing.

    ``event`` is None for what made no sense, which uses up a try as well. What no click of ours led to is not stored:
    anybody can write to this door. Raises TooManyCallsError.
    """
    if not (take(FROM_NETWORK, f"{door.id} {network}", now=now) and take(OF_DOOR, str(door.id), now=now)):
        raise TooManyCallsError
    if event is None or not clicks_of([event.click_id], organisation_id=door.organisation_id, now=now):
        return
    if not take(OF_CLICK, f"{door.id} {event.goal} {event.click_id}", now=now):
        raise TooManyCallsError
    note_use(organisation_id=door.organisation_id, door_id=door.id, last=door.last_used_at, now=now)
    try:
        record_conversion(
            organisation_id=door.organisation_id, door_id=door.id, goal_key=event.goal, event_id=event.event_id,
            occurred_at=now, click_ids=[event.click_id], value=None, body=event.event_id.encode(), now=now,
        )  # fmt: skip
    except EventError:
        return
