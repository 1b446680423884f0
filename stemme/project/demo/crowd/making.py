"""Makes the invented organisation, part by part, each in its own transactions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from stemme.links.models import Click, TrackedLink
from stemme.people.models import Organisation, Person
from stemme.project.demo.crowd import bulk
from stemme.project.demo.crowd.figures import make_clicks
from stemme.project.demo.crowd.history import Done, make_deeds, make_shares
from stemme.project.demo.crowd.people import ZONE, Crowd, make_people, make_stories
from stemme.project.demo.crowd.plan import Plan
from stemme.project.demo.crowd.size import Size
from stemme.stats.models import Tally

#: Told before each part what it is and how many of it will be done (None: not known); answers how to report.
Watch = Callable[[str, int | None], Done]


class InUseError(Exception):
    """The organisation has people, links or clicks of its own."""


@dataclass(frozen=True, slots=True)
class Made:
    """Whom to look at the pages as: the lead, and who shared most."""

    organisation_id: int
    lead: str
    star: str


def make(slug: str, size: Size, *, now: dt.datetime, watch: Watch) -> Made:
    """The organisation of this short name, filled. Raises InUseError, before anything is written, unless it is new or
    empty. Broken off in between, it stays as far as it got."""
    organisation = _empty_organisation(slug, now, size)
    bulk.prepare()
    today = now.astimezone(ZoneInfo(organisation.time_zone)).date()
    crowd = Crowd(Plan(size, today), organisation, now)
    watch("People and stories", None)
    make_people(crowd)
    make_stories(crowd)
    make_shares(crowd, done=watch("Shares and links", None))
    make_deeds(crowd, done=watch("Offers, readings, taking part", None))
    make_clicks(crowd, done=watch("Clicks", size.clicks))
    bulk.finish()
    shared: dict[int, int] = {}
    for share in crowd.plan.shares:
        shared[share.person] = shared.get(share.person, 0) + 1
    star = max(shared, key=lambda place: shared[place], default=0)
    return Made(organisation.id, f"p0@{slug}.example", f"p{star}@{slug}.example")


def _empty_organisation(slug: str, now: dt.datetime, size: Size) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        started = now - dt.timedelta(days=size.days)
        return Organisation.objects.create(
            slug=slug, name=f"{slug} (invented)", time_zone=ZONE, mail_domain=f"{slug}.example", created_at=started
        )
    for model in (Person, TrackedLink, Click, Tally):
        if model._default_manager.filter(organisation_id=found.id).exists():
            raise InUseError(slug)
    return found
