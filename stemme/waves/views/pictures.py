"""What the pages of the roll-out draw: bars, curve and types with their words. Nothing is read here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from django.utils.formats import date_format, number_format

from stemme.atlas.panes import Part
from stemme.kit.languages import OWN_NAMES
from stemme.maturity.types import KEYS
from stemme.maturity.wording import type_name
from stemme.ui.charts import share_width
from stemme.waves import growth, growth_chart, timeline
from stemme.waves.lesson_queries import Taught
from stemme.waves.rollout_queries import Rollout, WaveState
from stemme.waves.wording import wave_name

#: The types whose people are asked to be hosts: they take part already and are near their colleagues.
_HOSTS = KEYS.index("participant")


@dataclass(frozen=True, slots=True)
class WaveBar:
    """A wave with its name and its bar."""

    state: WaveState
    name: str
    bar: timeline.Bar


@dataclass(frozen=True, slots=True)
class Timeline:
    """The waves over months. ``today`` is empty when today lies outside."""

    months: tuple[timeline.Mark, ...]
    days_off: tuple[timeline.Mark, ...]
    waves: tuple[WaveBar, ...]
    today: str


@dataclass(frozen=True, slots=True)
class TypeBar:
    """Types that are told together, with their part of the bar."""

    name: str
    people: int
    at: str
    width: str
    series: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve of who took part, what it reaches and when."""

    found: growth.Growth
    chart: growth_chart.GrowthChart | None
    half: float
    reached: dt.date | None

    @property
    def end(self) -> growth.Point | None:
        """The last that is expected."""
        return self.found.expected[-1] if self.found.expected else None


def timeline_of(rollout: Rollout, days_off: Sequence[dt.date]) -> Timeline:
    """The drawing of all waves."""
    rows = [wave.row for wave in rollout.waves]
    scale = timeline.scale_of([day for row in rows for day in (row.first_day, row.last_day)])
    inside = scale.first <= rollout.today <= scale.last
    return Timeline(
        tuple(timeline.month_marks(scale)),
        tuple(timeline.day_marks(scale, days_off)),
        tuple(
            WaveBar(wave, wave_name(wave.row), timeline.bar(scale, wave.row.first_day, wave.row.last_day))
            for wave in rollout.waves
        ),
        timeline.percent(scale.at(rollout.today)) if inside else "",
    )


def curve_of(waves: Collection[WaveState], *, today: dt.date, half: float) -> Curve:
    """The curve of these waves together; those below the organisation's floor are left out."""
    parts = [
        growth.Part(
            wave.reality.launched_on if wave.reality else wave.row.first_day,
            wave.row.last_day,
            wave.reality.by_week if wave.reality else (),
            wave.outlook.expected,
        )
        for wave in waves
        if not wave.outlook.hidden
    ]
    found = growth.growth(parts, today=today)
    chart = growth_chart.chart(
        found,
        half=half or None,
        write=lambda value: number_format(round(value), force_grouping=True),
        write_month=lambda day: date_format(day, "M"),
    )
    return Curve(found, chart, half, found.reached(half) if half else None)


def types_bar(parts: Sequence[Part]) -> list[TypeBar]:
    """The types of a wave from the largest part to the smallest."""
    whole, at, found = sum(part.people for part in parts), 0, []
    colours = count(2)
    for part in sorted(parts, key=lambda part: (-part.people, part.panes)):
        name = ", ".join(type_name(KEYS[pane]) for pane in part.panes)
        series = 1 if part.panes == (_HOSTS,) else next(colours)
        found.append(TypeBar(name, part.people, share_width(at, whole), share_width(part.people, whole), series))
        at += part.people
    return found


def possible_hosts(parts: Sequence[Part]) -> int:
    """About how many there are who could be hosts; 0 when they are not told by themselves."""
    return next((part.people for part in parts if part.panes == (_HOSTS,)), 0)


def language_names(taught: Taught | None) -> tuple[str, str] | None:
    """The names of the languages in which most and fewest took part."""
    found = taught.languages if taught else None
    return (OWN_NAMES.get(found.most, found.most), OWN_NAMES.get(found.fewest, found.fewest)) if found else None
