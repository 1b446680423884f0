"""The calendar of the studio in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.periods import midnight
from stemme.library.streams import coming
from stemme.library.streams.coming import Day, Event, Planned
from stemme.library.streams.coming_queries import planned
from stemme.library.streams.mail_rhythm import mail_rhythm
from stemme.library.studio_queries import Streams
from stemme.people.viewer import Viewer

_KINDS = {
    coming.LIVE: gettext_lazy("live"),
    coming.DIGEST: gettext_lazy("digest"),
    coming.EMBARGO: gettext_lazy("embargo ends"),
    coming.LOOK: gettext_lazy("a look is waited for"),
    coming.END: gettext_lazy("last day"),
}
#: How far ahead public holidays are asked for: seven working days are never further away.
_AHEAD = dt.timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Mark:
    """An event of a day: what happens, and to which story (None: what is live)."""

    kind: str
    words: str
    story: Planned | None


@dataclass(frozen=True, slots=True)
class Column:
    """A day with its name."""

    name: str
    today: bool
    marks: tuple[Mark, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The next working days, and how many mails a person gets in seven days (None where nobody sends any)."""

    columns: tuple[Column, ...]
    cap: int | None


def calendar(viewer: Viewer, own: Streams, *, now: dt.datetime) -> Calendar:
    """What comes in the viewer's streams. Six queries."""
    today, zone = viewer.today(now), ZoneInfo(viewer.time_zone)
    rhythm = mail_rhythm(viewer.organisation_id, today, today + _AHEAD)
    days = coming.working_days(today, rhythm.days_off)
    since, until = midnight(today, zone), midnight(days[-1] + dt.timedelta(days=1), zone)
    stories = planned(viewer.organisation_id, since=since, until=until, own=own)
    found = coming.coming(stories, days, digests=rhythm.digests, zone=zone)
    return Calendar(tuple(_column(day, today, zone) for day in found), rhythm.cap)


def _column(day: Day, today: dt.date, zone: ZoneInfo) -> Column:
    name = date_format(day.day, "D j")
    return Column(
        name=_("%(day)s · today") % {"day": name} if day.day == today else name,
        today=day.day == today,
        marks=tuple(_mark(event, day.day, zone) for event in day.events),
        more=day.more,
    )


def _mark(event: Event, day: dt.date, zone: ZoneInfo) -> Mark:
    words = str(_KINDS[event.kind])
    if event.at is not None:
        at = event.at.astimezone(zone)
        if event.kind != coming.END:
            words = f"{date_format(at, 'TIME_FORMAT')} {words}"
        if at.date() != day:
            words = f"{date_format(at, 'D')} {words}"
    return Mark(event.kind, words, event.story)
