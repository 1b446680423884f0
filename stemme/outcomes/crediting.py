"""From conversions with their clicks to sums: what each channel, story, person, team is credited with. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from stemme.links.channel_numbers import CHANNEL_NUMBERS, OTHER_CHANNEL
from stemme.outcomes.attributing import MODELS, WHOLE, divided, parts

ALL, CHANNEL, STORY, PERSON, TEAM, VOICES = DIMENSIONS = ("all", "channel", "story", "person", "team", "voices")
#: Three or more people's links are one class.
MOST_VOICES = 3
#: (dimension, key, model)
Thing = tuple[str, int, str]
Parts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What of a goal decides who is credited. Empty sets in all three: every story counts."""

    window_days: int
    value: Decimal | None
    value_from_event: bool
    streams: frozenset[int] = frozenset()
    campaigns: frozenset[int] = frozenset()
    stories: frozenset[int] = frozenset()

    def takes(self, story_id: int, place: tuple[int, int | None]) -> bool:
        """Whether clicks on a story count. ``place`` is its stream and its campaign."""
        if not (self.streams or self.campaigns or self.stories):
            return True
        return story_id in self.stories or place[0] in self.streams or place[1] in self.campaigns

    def worth(self, event_value: Decimal | None) -> Decimal:
        """What one conversion is worth in the organisation's currency; 0 if nobody said."""
        if self.value_from_event and event_value is not None:
            return event_value
        return self.value or Decimal(0)

    def within(self, clicked_at: dt.datetime, occurred_at: dt.datetime) -> bool:
        """Whether a click was before the conversion, and not too long."""
        return dt.timedelta(0) <= occurred_at - clicked_at <= dt.timedelta(days=self.window_days)


@dataclass(frozen=True, slots=True)
class Click:
    """A click that led to a conversion, as it is credited. ``teams`` are the person's team and those above it."""

    at: dt.datetime
    link_id: int
    story_id: int
    person_id: int | None
    channel: str
    teams: tuple[int, ...]


def shares(clicks: Iterable[dt.datetime]) -> list[Parts]:
    """For each click, oldest first, its millionths in each of MODELS."""
    moments = list(clicks)
    return list(zip(*(parts(model, moments) for model in MODELS), strict=True)) if moments else []


@dataclass(slots=True)
class Sums:
    """Millionths of conversions and of the currency's unit by thing and model, of one goal and day."""

    found: dict[Thing, list[int]] = field(default_factory=dict)

    def add(self, clicks: list[Click], credited: list[Parts], value: Decimal) -> None:
        """Count one conversion with the clicks that count for it, oldest first."""
        money = int(value * WHOLE)
        voices = len({click.person_id or -click.link_id for click in clicks})
        for number, model in enumerate(MODELS):
            self._put((ALL, 0, model), WHOLE, money)
            self._put((VOICES, min(voices, MOST_VOICES), model), WHOLE, money)
            here = [one[number] for one in credited]
            for click, part, worth in zip(clicks, here, divided(money, here), strict=True):
                if part or worth:
                    for dimension, key in _things(click):
                        self._put((dimension, key, model), part, worth)

    def _put(self, thing: Thing, conversions: int, value: int) -> None:
        sums = self.found.setdefault(thing, [0, 0])
        sums[0] += conversions
        sums[1] += value


def _things(click: Click) -> list[tuple[str, int]]:
    """What a click is credited to. Who left is nobody any more; no team is key 0."""
    things = [(CHANNEL, CHANNEL_NUMBERS.get(click.channel, OTHER_CHANNEL)), (STORY, click.story_id)]
    if click.person_id is not None:
        things.append((PERSON, click.person_id))
    return things + [(TEAM, team) for team in click.teams or (0,)]


def counting(
    clicks: Iterable[Click], *, rules: Rules, at: dt.datetime, places: Mapping[int, tuple[int, int | None]]
) -> list[Click]:
    """Those clicks that count for a conversion at this moment, oldest first."""
    return sorted(
        (
            one
            for one in clicks
            if rules.within(one.at, at) and rules.takes(one.story_id, places.get(one.story_id, (0, None)))
        ),
        key=lambda one: (one.at, one.link_id),
    )
