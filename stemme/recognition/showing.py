"""A quay in words and lines, ready for the page. Pure, but for Django's translations and formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stemme.kit.periods import Period
from stemme.recognition.challenge_queries import ChallengeRow
from stemme.recognition.fairness import WINDOWS, House
from stemme.recognition.quay_queries import Street
from stemme.recognition.states import OVER, RUNNING
from stemme.recognition.wording import PER_HEAD, value
from stemme.ui import windows

#: Six lit windows in ten, unless a challenge says otherwise.
GOAL = 0.6
#: On a phone so many houses stand side by side.
_ON_A_PHONE = 4


@dataclass(frozen=True, slots=True)
class HouseLine:
    """A house beside its bar: compared with itself a month earlier, never with a neighbour."""

    name: str
    text: str
    share: float
    own: bool


@dataclass(frozen=True, slots=True)
class LongestStep:
    """The house whose lit windows became most more."""

    name: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A house of a challenge beside its bar: what it came to and the goal, as the reader writes them."""

    name: str
    shown: str
    value: float
    reached: bool


@dataclass(frozen=True, slots=True)
class ChallengeShown:
    """A challenge for somebody who may take part in it."""

    id: int
    theme: str
    language: str
    words: str
    prize: str
    over: bool
    met: bool
    first: dt.date
    last: dt.date
    days_left: int
    team_name: str
    goal: float
    goal_text: str
    scale: float
    lines: tuple[GoalLine, ...]


def house_lines(street: Street, *, month: Period) -> list[HouseLine]:
    """The houses in the order of the alphabet."""
    earlier = date_format(month.before().first, "F")
    rows = zip(street.houses, street.before, strict=True)
    return [
        HouseLine(house.name, _compared(house, before, earlier), house.average, place == street.own)
        for place, (house, before) in enumerate(rows)
    ]


def _compared(house: House, before: int, earlier: str) -> str:
    """A month that still runs is never said to be less than a whole one."""
    said = {"lit": round(house.total), "people": house.people, "n": round(house.total) - before, "month": earlier}
    if house.total > before:
        return _("%(lit)d of %(people)d, %(n)d more than in %(month)s") % said
    if house.total < before:
        return _("%(lit)d of %(people)d so far, %(before)d in all of %(month)s") % {**said, "before": before}
    return _("%(lit)d of %(people)d, as in %(month)s") % said


def longest_step(street: Street) -> LongestStep | None:
    """The house with the most windows more than a month earlier; None when none has more."""
    steps = [
        (round(house.total) - before, -place, house, before)
        for place, (house, before) in enumerate(zip(street.houses, street.before, strict=True))
    ]
    best = max(steps, default=None)
    return LongestStep(best[2].name, best[3], round(best[2].total)) if best and best[0] > 0 else None


def drawn(houses: Sequence[House]) -> list[windows.House]:
    """The houses as the drawing wants them."""
    return [windows.House(house.name, house.people, min(round(house.total), house.people)) for house in houses]


def in_rows(houses: Sequence[windows.House]) -> list[Sequence[windows.House]]:
    """The houses in rows that fit a phone, as equal as can be."""
    rows = -(-len(houses) // _ON_A_PHONE) or 1
    size = max(1, -(-len(houses) // rows))
    return [houses[start : start + size] for start in range(0, len(houses), size)]


def windows_challenge(challenges: Sequence[ChallengeRow], top: int | None) -> ChallengeRow | None:
    """The running challenge about lit windows that the quay shows: of the same houses, else of the whole company."""
    running = [c for c in challenges if c.state == RUNNING and c.measure == WINDOWS]
    return next((c for c in running if c.team_id == top), next((c for c in running if c.team_id is None), None))


def challenge_shown(row: ChallengeRow, *, language: str, today: dt.date) -> ChallengeShown:
    """A challenge in the reader's language."""
    text = row.words_for(language)
    lines = tuple(
        GoalLine(
            place.house.name,
            value(row.measure, place.house.average),
            place.house.average,
            place.reached,
        )
        for place in row.places
    )
    return ChallengeShown(
        id=row.id,
        theme=text.theme,
        language=text.language,
        words=text.words,
        prize=text.prize,
        over=row.state == OVER,
        met=row.met_on is not None,
        first=row.period.first,
        last=row.period.last,
        days_left=(row.period.last - today).days,
        team_name=row.team_name,
        goal=row.goal,
        goal_text=f"{value(row.measure, row.goal)} {PER_HEAD[row.measure]}",
        scale=scale_of(row),
        lines=lines,
    )


def scale_of(row: ChallengeRow) -> float:
    """Where the bars of a challenge end: at 100 per cent, at a score of 100, or a little beyond goal and best house."""
    if row.measure == WINDOWS:
        return 1.0
    best = max((place.house.average for place in row.places), default=0.0)
    return max(row.goal, best) * 1.1


def first_light(number: int) -> str:
    """How many shared for the first time ever."""
    return ngettext(
        "%(n)d colleague shared for the first time.", "%(n)d colleagues shared for the first time.", number
    ) % {"n": number}


def quiet_help(number: int) -> str:
    """How many took part without sharing."""
    return ngettext(
        "%(n)d colleague took part and shared nothing.", "%(n)d colleagues took part and shared nothing.", number
    ) % {"n": number}
