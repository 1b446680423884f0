"""The tables of "How this number came about": the same points told in four ways. Pure, but for translations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from stemme.scores.formula import LOWEST, Score, Weighed
from stemme.scores.parts import by, by_kind, in_whole_points, shown
from stemme.scores.wording import channel_name, kind_name

Key = TypeVar("Key", bound=Hashable)
#: More rows are put together in one.
MOST_ROWS = 20

#: Story → (language, title).
Titles = Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """Points of a story, a channel or a kind. ``language``: that of the name, if it has one of its own."""

    name: str
    points: int
    language: str = ""
    #: So many things stand in this row; 1 in all but the last.
    together: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that add up to the score, with the point that everybody has."""

    rows: tuple[Row, ...]
    everybody: int
    total: int


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One share with what the formula made of it."""

    title: str
    language: str
    channel: str
    day: dt.date
    visitors: int
    relative: float
    quality: float
    weight: float
    points: int
    #: Too young to lower anything, and left out because it would.
    waiting: bool


def _table(points: Mapping[Key, int], names: Mapping[Key, tuple[str, str]], value: float) -> Table:
    rows = [Row(names[key][1], number, names[key][0]) for key, number in points.items()]
    kept, rest = rows[:MOST_ROWS], rows[MOST_ROWS:]
    if len(rest) == 1:
        kept, rest = rows, []
    if rest:
        kept.append(Row(_("All others"), sum(row.points for row in rest), together=len(rest)))
    return Table(tuple(kept), int(LOWEST), shown(value))


def title_of(titles: Titles, story_id: int) -> tuple[str, str]:
    """(language, title) of a story; stories may go."""
    return titles.get(story_id, ("", _("A story that is gone")))


def by_story(score: Score, titles: Titles) -> Table:
    """Points by story, most first."""
    points = in_whole_points(by(score, lambda weighed: weighed.share.story_id), score.value)
    return _table(points, {key: title_of(titles, key) for key in points}, score.value)


def by_channel(score: Score) -> Table:
    """Points by channel, most first."""
    points = in_whole_points(by(score, lambda weighed: weighed.share.channel), score.value)
    return _table(points, {key: ("", channel_name(key)) for key in points}, score.value)


def kinds_table(score: Score) -> Table:
    """Points by what the shares brought, most first."""
    points = in_whole_points(by_kind(score), score.value)
    return _table(points, {key: ("", kind_name(key)) for key in points}, score.value)


def by_share(score: Score, titles: Titles, *, today: dt.date) -> tuple[list[ShareRow], Row | None]:
    """Every share with its points, most first, and what those beyond the first rows have together."""
    numbered = dict(enumerate(score.weighed))
    points = in_whole_points({place: weighed.part for place, weighed in numbered.items()}, score.value)
    rows = [_share_row(numbered[place], number, titles, today) for place, number in points.items()]
    rest = rows[MOST_ROWS:]
    if len(rest) < 2:
        return rows, None
    return rows[:MOST_ROWS], Row(_("All others"), sum(row.points for row in rest), together=len(rest))


def _share_row(weighed: Weighed, points: int, titles: Titles, today: dt.date) -> ShareRow:
    share = weighed.share
    language, title = title_of(titles, share.story_id)
    return ShareRow(
        title=title,
        language=language,
        channel=channel_name(share.channel),
        day=today - dt.timedelta(days=int(share.age)),
        visitors=share.counts.clicks,
        relative=weighed.relative,
        quality=weighed.quality,
        weight=weighed.weight,
        points=points,
        waiting=not weighed.weight,
    )


def channel_rows(score: Score) -> Sequence[Row]:
    """The channels with points, most first."""
    return [row for row in by_channel(score).rows if row.points]
