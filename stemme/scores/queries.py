"""Reading scores. Everything about one person is for that person alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from stemme.kit.periods import week_of
from stemme.scores import card_lines
from stemme.scores.bands import band_of
from stemme.scores.dial import Tick, ticks
from stemme.scores.formula import Score, ScoredShare, score
from stemme.scores.models import Baseline, Count, WeekScore
from stemme.scores.models import Card as CardRow
from stemme.scores.parts import shown
from stemme.scores.replay import earlier
from stemme.scores.sheets import Row, channel_rows

#: The dial says how the score has changed against about so many weeks ago.
_WEEKS_BACK = 13


@dataclass(frozen=True, slots=True)
class Card:
    """A person's score as it was counted last, with everything it is made of."""

    score: int
    exact: float
    provisional: bool
    #: The two factors: the mean quality of the shares, and how much evidence there is. 0 to below 1.
    quality: float
    evidence: float
    counted_at: dt.datetime
    quarter: dt.date
    version: int
    #: Higher than that of between so many and so many of a hundred colleagues; None when that cannot be said.
    band: tuple[int, int] | None
    baselines: dict[str, float]
    shares: tuple[ScoredShare, ...]
    whole: Score
    ticks: tuple[Tick, ...]
    #: Against the note of about three months ago, and when that was.
    change: int | None
    since: dt.date | None

    @property
    def channel_rows(self) -> Sequence[Row]:
        """The channels with points, most first: with the 1 of everybody they are the score."""
        return channel_rows(self.whole)


@dataclass(frozen=True, slots=True)
class Then:
    """The score of an earlier day, from the same shares as they were then."""

    day: dt.date
    score: int
    provisional: bool
    quality: float
    evidence: float
    #: So many shares there were.
    shares: int
    #: What was written down in that week, or None.
    noted: int | None


def card_of(organisation_id: int, person_id: int) -> Card | None:
    """The person's card, or None before anything of theirs was counted. For that person only. Four queries."""
    row = CardRow.objects.filter(organisation_id=organisation_id, person_id=person_id).first()
    if row is None:
        return None
    baselines = baselines_of(organisation_id, quarter=row.quarter, version=row.version)
    shares = card_lines.shares(row.lines, now=row.counted_at)
    whole = score(shares, baselines)
    value = shown(row.value)
    since, earlier = _earlier(organisation_id, person_id, row.counted_at.date())
    return Card(
        score=value,
        exact=row.value,
        provisional=whole.provisional,
        quality=row.quality,
        evidence=row.evidence,
        counted_at=row.counted_at,
        quarter=row.quarter,
        version=row.version,
        band=None if whole.provisional else band_of(value, _spread(organisation_id)),
        baselines=baselines,
        shares=tuple(shares),
        whole=whole,
        ticks=ticks(value),
        change=None if earlier is None else value - earlier,
        since=since,
    )


def _earlier(organisation_id: int, person_id: int, day: dt.date) -> tuple[dt.date | None, int | None]:
    """The note of thirteen weeks before, or the first one after that which is at least four weeks old."""
    first, last = week_of(day).first - dt.timedelta(weeks=_WEEKS_BACK), day - dt.timedelta(weeks=4)
    notes = WeekScore.objects.filter(
        organisation_id=organisation_id, person_id=person_id, week__gte=first, week__lte=last
    )
    found = notes.order_by("week").values_list("week", "value").first()
    return (found[0], shown(found[1])) if found else (None, None)


def _spread(organisation_id: int) -> list[int]:
    return Count.objects.filter(organisation_id=organisation_id).values_list("spread", flat=True).first() or []


def baselines_of(organisation_id: int, *, quarter: dt.date, version: int) -> dict[str, float]:
    """What a typical share brought by channel, as frozen for the quarter; empty before it was."""
    rows = Baseline.objects.filter(organisation_id=organisation_id, quarter=quarter, version=version)
    return dict(rows.values_list("channel", "value"))


def history_of(organisation_id: int, person_id: int) -> list[tuple[dt.date, int]]:
    """(Monday, score) for each week in which it was counted, oldest first. For that person only."""
    rows = WeekScore.objects.filter(organisation_id=organisation_id, person_id=person_id).order_by("week")
    return [(week, shown(value)) for week, value in rows.values_list("week", "value")]


def scores_of(organisation_id: int, person_ids: Collection[int]) -> dict[int, float]:
    """The scores of those of these people who have one. Never for a page about a person, but their own."""
    rows = CardRow.objects.filter(organisation_id=organisation_id, person_id__in=list(person_ids))
    return dict(rows.values_list("person_id", "value"))


def then(organisation_id: int, person_id: int, card: Card, *, day: dt.date, days: int) -> Then:
    """The score on a day ``days`` before the card was counted. For that person only. One query."""
    shares = earlier(card.shares, days=days)
    found = score(shares, card.baselines)
    notes = WeekScore.objects.filter(organisation_id=organisation_id, person_id=person_id, week=week_of(day).first)
    noted = notes.values_list("value", flat=True).first()
    return Then(
        day=day,
        score=shown(found.value),
        provisional=found.provisional,
        quality=found.quality,
        evidence=found.evidence,
        shares=len(shares),
        noted=None if noted is None else shown(noted),
    )
