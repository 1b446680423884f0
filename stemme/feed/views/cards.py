"""A story as its card shows it. Made from rows of other apps and handed to templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stemme.feed import reasons
from stemme.feed.items import NO_LEANINGS, Leanings
from stemme.feed.popularity import Seen
from stemme.feed.showing import Ranked
from stemme.kit.languages import OWN_NAMES
from stemme.library.queries import StoryRow
from stemme.people.viewer import Viewer

#: A story that goes so soon says so.
_SOON = dt.timedelta(days=3)
#: Windows in the row below a story.
_PANES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleagues:
    """How many are in on a story, and how many of ten windows that lights."""

    number: int
    lit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What is like a story, a topic or a stream; ``more`` is what the reader asked for, None when nothing."""

    thing: str
    id: int
    name: str
    more: bool | None = None

    @property
    def of(self) -> str:
        """What the form calls it."""
        return f"topic-{self.id}" if self.thing == "topic" else self.thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything a story's card says."""

    story: StoryRow
    language: str
    language_name: str
    title: str
    summary: str
    summary_language: str
    #: Names of its topics; empty for what comes from outside.
    topic: str
    origin: str
    #: Its last day, for jobs and for what goes soon; else None.
    until: dt.date | None
    #: When it may be shared, while it may not be yet.
    embargo_until: dt.datetime | None
    new: bool
    saved: bool
    colleagues: Colleagues | None
    reasons: Sequence[str]
    #: Of what the reader may ask for more or less.
    things: Sequence[Thing] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about the reader and the stories of a page."""

    #: Stories that were shown on an earlier day.
    before: Collection[int]
    saved: Collection[int]
    followed: frozenset[str] = frozenset()
    leanings: Leanings = NO_LEANINGS


def host(url: str) -> str:
    """Where a link leads, as people say it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def card(ranked: Ranked, viewer: Viewer, known: Known, *, now: dt.datetime) -> Card:
    """The card of one story for this viewer."""
    story = ranked.story
    zone = ZoneInfo(viewer.time_zone)
    ends_soon = story.ends_at is not None and (story.kind == "job" or story.ends_at - now <= _SOON)
    return Card(
        story=story,
        language=ranked.language,
        language_name=OWN_NAMES.get(ranked.language, ranked.language),
        title=ranked.title,
        summary=ranked.summary,
        summary_language=ranked.summary_language,
        topic="" if story.outside or not story.topics else reasons.topic_name(story.topics[0]),
        origin=(story.source_name or host(story.target_url)) if story.outside else story.stream,
        until=story.ends_at.astimezone(zone).date() if story.ends_at and ends_soon else None,
        embargo_until=story.embargo_until if story.embargo_until and story.embargo_until > now else None,
        new=story.id not in known.before,
        saved=story.id in known.saved,
        colleagues=_colleagues(ranked.seen),
        things=things(story, known.leanings),
        reasons=reasons.reasons(
            ranked.reasons, story, followed=known.followed, sharers=ranked.seen.shares, explored=ranked.explored
        ),
    )


def things(story: StoryRow, said: Leanings) -> list[Thing]:
    """The story itself, its topics and its stream."""
    found = [Thing(thing="story", id=story.id, name=_("Stories like this one"), more=said.stories.get(story.id))]
    for topic in story.topics:
        name = reasons.topic_name(topic)
        found.append(Thing(thing="topic", id=topic.id, name=name, more=said.topics.get(topic.slug)))
    found.append(Thing(thing="stream", id=story.stream_id, name=story.stream, more=said.streams.get(story.stream)))
    return found


def _colleagues(seen: Seen) -> Colleagues | None:
    """None below five: fewer could be guessed by name."""
    if seen.shares < reasons.FEWEST:
        return None
    lit = round(_PANES * seen.shares / max(seen.views, seen.shares))
    return Colleagues(number=seen.shares, lit=max(lit, 1))
