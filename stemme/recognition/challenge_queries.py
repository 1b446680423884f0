"""Reading challenges and how far their houses have come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from stemme.kit.languages import best_language
from stemme.kit.periods import Period
from stemme.recognition.fairness import House
from stemme.recognition.models import Challenge, Standing
from stemme.recognition.states import CALLED_OFF, OVER, PLANNED, RUNNING, state_of

#: Challenges that ended stand on the team page for so long.
RECENT = dt.timedelta(days=31)
#: The order of the list.
_ORDER = {RUNNING: 0, PLANNED: 1, OVER: 2, CALLED_OFF: 3}


@dataclass(frozen=True, slots=True)
class Words:
    """What a challenge says in one language."""

    language: str
    theme: str
    words: str
    prize: str


@dataclass(frozen=True, slots=True)
class Place:
    """A house of a challenge, with what groups of similar size came to (None: too few of them)."""

    house: House
    alike: float | None
    reached: bool


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """A challenge with its texts by language and its houses by the alphabet."""

    id: int
    team_id: int | None
    team_name: str
    measure: str
    goal: float
    period: Period
    state: str
    met_on: dt.date | None
    frozen: bool
    counted_at: dt.datetime | None
    texts: dict[str, Words]
    places: tuple[Place, ...]

    def words_for(self, language: str) -> Words:
        """The text for a reader of this language."""
        return self.texts[best_language(language, list(self.texts))]

    @property
    def reached(self) -> int:
        """How many houses are at the goal."""
        return sum(place.reached for place in self.places)


def challenges(organisation_id: int, *, today: dt.date) -> list[ChallengeRow]:
    """All challenges: those that run, those to come, those that were. Three queries."""
    found = _rows(Q(organisation_id=organisation_id), today)
    return sorted(found, key=lambda row: (_ORDER[row.state], -row.period.first.toordinal(), row.id))


def challenge(organisation_id: int, challenge_id: int, *, today: dt.date) -> ChallengeRow | None:
    """One challenge of the organisation, or None."""
    return next(iter(_rows(Q(organisation_id=organisation_id, id=challenge_id), today)), None)


def seen_by(organisation_id: int, line: Collection[int], *, today: dt.date) -> list[ChallengeRow]:
    """The challenges that run or ended lately, of the whole organisation and of these teams. Three queries."""
    theirs = Q(team_id=None) | Q(team_id__in=list(line))
    now = Q(called_off_at=None, first_day__lte=today, last_day__gte=today - RECENT)
    found = _rows(Q(organisation_id=organisation_id) & theirs & now, today)
    return sorted(found, key=lambda row: (_ORDER[row.state], row.team_id is None, row.id))


def to_count(organisation_id: int, *, today: dt.date) -> list[int]:
    """The challenges whose houses have to be counted: begun, neither called off nor frozen."""
    rows = Challenge.objects.filter(
        organisation_id=organisation_id, called_off_at=None, frozen_at=None, first_day__lte=today
    )
    return list(rows.order_by("id").values_list("id", flat=True))


def _rows(which: Q, today: dt.date) -> list[ChallengeRow]:
    rows = Challenge.objects.filter(which).select_related("team").prefetch_related("texts", "standings").order_by("id")
    return [_row(row, today) for row in rows]


def _row(found: Challenge, today: dt.date) -> ChallengeRow:
    period = Period(found.first_day, found.last_day)
    texts = sorted(found.texts.all(), key=lambda text: text.id)
    return ChallengeRow(
        id=found.id,
        team_id=found.team_id,
        team_name=found.team.name if found.team else "",
        measure=found.measure,
        goal=found.goal,
        period=period,
        state=state_of(period, today=today, called_off=found.called_off_at is not None),
        met_on=found.met_at.date() if found.met_at else None,
        frozen=found.frozen_at is not None,
        counted_at=found.counted_at,
        texts={text.language: Words(text.language, text.theme, text.words, text.prize) for text in texts},
        places=tuple(_place(row) for row in sorted(found.standings.all(), key=lambda row: row.position)),
    )


def _place(row: Standing) -> Place:
    return Place(House(row.name, tuple(row.team_ids), row.people, row.heads, row.total), row.alike, row.reached)
