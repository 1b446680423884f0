"""Stories and readers as the ranking needs them, and which story may come to which reader at all. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from stemme.feed.popularity import NOBODY, Faded, Seen
from stemme.kit.languages import best_language
from stemme.library.audience import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story as the ranking needs it."""

    id: int
    stream: str
    outside: bool
    job: bool
    evergreen: bool
    #: -1 low, 0 normal, 1 high.
    priority: int
    audience: Audience
    #: Languages there is a text in.
    languages: tuple[str, ...]
    topics: frozenset[str]
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    #: When an event happens, from when until when.
    happens_at: dt.datetime | None = None
    happens_until: dt.datetime | None = None
    #: 0 for none.
    campaign: int = 0
    author: int = 0
    #: Of maturity.rungs: the ways of taking part this story is prepared for.
    rungs: frozenset[str] = frozenset()
    #: Everybody in the organisation, ever.
    seen: Seen = NOBODY
    #: The same, of late; None: as ever.
    lately: Faded | None = None

    @property
    def rated(self) -> Seen | Faded:
        """What its share rate is counted from."""
        return self.seen if self.lately is None else self.lately


@dataclass(frozen=True, slots=True)
class Leanings:
    """What somebody asked for more of (True) or less of (False): of what is like stories, of topics, of streams."""

    stories: dict[int, bool] = field(default_factory=dict)
    topics: dict[str, bool] = field(default_factory=dict)
    streams: dict[str, bool] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.stories or self.topics or self.streams)


NO_LEANINGS = Leanings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A person as the ranking needs them."""

    language: str
    place: str
    team_line: tuple[int, ...]
    #: The languages they want stories in; empty: they have not said.
    story_languages: tuple[str, ...] = ()
    #: Topics the person follows.
    topics: frozenset[str] = frozenset()
    #: Weights of stories the person opened or shared, see ``ranking.memory``.
    history: Mapping[int, float] = field(default_factory=dict)
    leanings: Leanings = NO_LEANINGS
    #: The way of taking part next to their place (maturity.rungs); "" when it must not show or there is none.
    rung: str = ""
    #: Not to be shown: shared already, declined, and for mails also what was read.
    done: frozenset[int] = frozenset()
    #: What the person's own division did with a story. The same for all readers of a division: it is worked off once.
    division: Mapping[int, Seen | Faded] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether anything tells what they like. To whoever is new nothing is shown to try it out."""
        return bool(self.history or self.topics or self.leanings)


@lru_cache(maxsize=1024)
def reads(language: str, available: tuple[str, ...], chosen: tuple[str, ...] = ()) -> bool:
    """Whether somebody with this language reads one of those: one of the languages they have ``chosen``; for who has
    chosen none their own, a Scandinavian neighbour's, or English."""
    if chosen:
        return any(code in chosen for code in available)
    # The empty language comes first, so it is what is left when none of the others will do.
    return best_language(language, ("", *available)) != ""


def may_see(item: Item, reader: Reader, now: dt.datetime) -> bool:
    """The hard filters. An embargo is none of them: it forbids sharing, not reading."""
    return item.id not in reader.done and open_to(item, reader, now)


def open_to(item: Item, reader: Reader, now: dt.datetime) -> bool:
    """The filters that depend on team, language and place alone: the same for everybody who has these in common."""
    return (
        item.starts_at <= now
        and (item.ends_at is None or item.ends_at > now)
        and item.audience.reaches(team_line=reader.team_line, language=reader.language, place=reader.place)
        and reads(reader.language, item.languages, reader.story_languages)
    )
