"""What an editor writes: a story's words, audience and times, as one value. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from stemme.library.audience import Audience

#: The tones of suggested share texts, in the order in which they are offered.
TONES = ("personal", "point", "question")
#: So many questions to begin with does a story have in one language.
ANGLES = 3


@dataclass(frozen=True, slots=True)
class Words:
    """A story in one language. ``body`` is clean HTML; the others are plain text."""

    title: str
    summary: str = ""
    why: str = ""
    body: str = ""
    #: Questions to begin with, at most ``ANGLES``.
    angles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareWords:
    """A starting point for somebody's own words."""

    language: str
    tone: str
    text: str
    #: Key of the channel it is written for; "" for any.
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything an editor decides about a story, except whether it is published."""

    stream_id: int
    language: str
    target_url: str
    kind: str = "article"
    source_name: str = ""
    picture_alt: str = ""
    #: What of the picture must stay when it is cut: per cent from the left and from the top.
    picture_focus: tuple[int, int] = (50, 50)
    #: The video or document it tells of, in our own keeping.
    asset_id: int | None = None
    campaign_id: int | None = None
    #: What it is meant to bring ("applications"); "": readers.
    goal: str = ""
    #: A job's place; an event's place and time.
    place: str = ""
    happens_at: dt.datetime | None = None
    happens_until: dt.datetime | None = None
    reading_minutes: int = 0
    topic_ids: frozenset[int] = frozenset()
    audience: Audience = field(default_factory=Audience)
    evergreen: bool = False
    priority: int = 0
    starts_at: dt.datetime | None = None
    embargo_until: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    texts: dict[str, Words] = field(default_factory=dict)
    share_texts: tuple[ShareWords, ...] = ()
