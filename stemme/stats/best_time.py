"""Where and when this person's shares reach most people: an estimate that admits how little there is. Pure.

Visitors per share by channel and by stretch of the week, shrunk twice (docs/algorithms/best-time.md): what colleagues'
shares brought is drawn to what is usual, the working mornings; one's own to that of the colleagues. Shrinking is the
credibility formula (n·own + K·prior)/(n + K) of Bühlmann (1967), with fixed K: as in stats/share_rates.py (20) for
groups of colleagues, and about the 4.8 that research/algorithms.md 2.4 found for single people (5).
"""

from __future__ import annotations

import statistics
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from stemme.stats.share_sums import part_of_day

#: What most people try first, when nothing is known.
USUAL_CHANNEL, USUAL_HOUR = "linkedin", 9
#: As if so many shares of the prior were there.
GIVEN_COLLEAGUES, GIVEN_OWN = 20.0, 5.0
#: One share counts at most so many times the average: a single lucky one makes no habit.
MOST_TIMES = 5.0
#: So many shares in a stretch speak; fewer say nothing, however well they did.
ENOUGH_OWN, ENOUGH_COLLEAGUES = 4, 20
#: Stretches of the day that are suggested, by their first hour, with the hour that is named; never the night.
HOURS: Mapping[int, int] = {6: 8, 9: 9, 12: 12, 15: 15, 18: 18}
#: How good a stretch is held to be before anything is known: mornings from Tuesday to Thursday are usual, ends of the
#: week are not. Only an order to begin with, so the differences are small.
_PART_USUAL = {6: 1.0, 9: 1.1, 12: 1.0, 15: 0.95, 18: 0.85}
_DAY_USUAL = (1.0, 1.05, 1.05, 1.05, 0.95, 0.7, 0.7)

Key = TypeVar("Key", bound=Hashable)
#: A weekday (0 is Monday) and the first hour of a part of the day.
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class BestTime:
    """Where and when to share. ``hour`` is local, 0 to 23; ``weekday`` 0 is Monday, None: any working day.

    ``from_own``: the person's own shares speak for it, else those of colleagues. ``evidence``: so many shares stand
    behind the time; 0: none, it is the usual working morning.
    """

    channel: str
    hour: int
    weekday: int | None
    from_own: bool
    evidence: int


@dataclass(frozen=True, slots=True)
class OwnShare:
    """One of the person's own shares, at its local weekday and hour, with the visitors until now."""

    channel: str
    weekday: int
    hour: int
    visitors: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Shares and the visitors they brought."""

    shares: float = 0.0
    visitors: float = 0.0

    def __add__(self, other: Sums) -> Sums:
        return Sums(self.shares + other.shares, self.visitors + other.visitors)


NOTHING = Sums()
NOTHING_KNOWN = BestTime(USUAL_CHANNEL, USUAL_HOUR, None, from_own=False, evidence=0)


def best(
    own: Collection[OwnShare],
    colleagues: Mapping[Stretch, Sums],
    channels: Mapping[str, Sums],
    *,
    uses: Collection[str] = (),
) -> BestTime:
    """The channel and time at which this person's next share can be expected to bring most visitors.

    ``colleagues``: sums of the organisation by stretch; ``channels``: by channel. Both hold the person's own shares as
    well, and no group below the floor. ``uses``: the channels that the person says they use; only these are named.
    """
    channel = _best_channel(own, channels, uses)
    capped = _capped(own)
    own_by_time = _summed(((share.weekday, part_of_day(share.hour)), visitors) for share, visitors in capped)
    stretches = [(day, part) for day in range(7) for part in HOURS]
    expected = _expected(stretches, own_by_time, colleagues, prior={s: _usual(s) for s in stretches})
    chosen = max(stretches, key=lambda stretch: (round(expected[stretch], 9), _usual(stretch), -stretch[0]))
    mine, theirs = own_by_time.get(chosen, NOTHING).shares, colleagues.get(chosen, NOTHING).shares
    if mine >= ENOUGH_OWN:
        hours = [share.hour for share in own if (share.weekday, part_of_day(share.hour)) == chosen]
        return BestTime(channel, int(statistics.median_low(hours)), chosen[0], from_own=True, evidence=int(mine))
    if theirs >= ENOUGH_COLLEAGUES:
        return BestTime(channel, HOURS[chosen[1]], chosen[0], from_own=False, evidence=int(theirs))
    return _best_part(channel, own_by_time, colleagues, own)


def _best_part(
    channel: str, own_by_time: Mapping[Stretch, Sums], colleagues: Mapping[Stretch, Sums], own: Collection[OwnShare]
) -> BestTime:
    """Too little for a day of the week: only the part of the day, or the usual morning."""
    mine, theirs = _by_part(own_by_time), _by_part(colleagues)
    expected = _expected(list(HOURS), mine, theirs, prior=_PART_USUAL)
    part = max(HOURS, key=lambda one: (round(expected[one], 9), _PART_USUAL[one]))
    if mine.get(part, NOTHING).shares >= ENOUGH_OWN:
        hours = [share.hour for share in own if part_of_day(share.hour) == part]
        return BestTime(channel, int(statistics.median_low(hours)), None, True, int(mine[part].shares))
    if theirs.get(part, NOTHING).shares >= ENOUGH_COLLEAGUES:
        return BestTime(channel, HOURS[part], None, False, int(theirs[part].shares))
    return BestTime(channel, USUAL_HOUR, None, from_own=False, evidence=0)


def _best_channel(own: Collection[OwnShare], channels: Mapping[str, Sums], uses: Collection[str]) -> str:
    """Among the channels the person uses the one with the highest estimate; without any, where most colleagues share.

    Colleagues on other channels say little about one's own: a channel nobody uses is not suggested to anybody.
    """
    mine = _summed((share.channel, visitors) for share, visitors in _capped(own))
    known = list(uses) or sorted(mine)
    if known:
        expected = _expected(known, mine, channels, prior=dict.fromkeys(known, 1.0))
        return max(
            known, key=lambda key: (round(expected[key], 9), mine.get(key, NOTHING).shares, key == USUAL_CHANNEL)
        )
    return max(channels, key=lambda key: (channels[key].shares, key), default=USUAL_CHANNEL)


def _expected(
    keys: Iterable[Key], own: Mapping[Key, Sums], colleagues: Mapping[Key, Sums], *, prior: Mapping[Key, float]
) -> dict[Key, float]:
    """Visitors of the next share by key, as a multiple of what is average for this person.

    First the colleagues' rate is drawn to the average times ``prior``, then one's own rate to that: as one's own level
    may be quite another, both are measured by their own average.
    """
    theirs, mine = _rate(colleagues.values()), _rate(own.values())
    found = {}
    for key in keys:
        group, personal = colleagues.get(key, NOTHING), own.get(key, NOTHING)
        if personal.shares < ENOUGH_OWN:
            personal = NOTHING
        usual = (group.visitors / theirs + GIVEN_COLLEAGUES * prior[key]) / (group.shares + GIVEN_COLLEAGUES)
        found[key] = (personal.visitors / mine + GIVEN_OWN * usual) / (personal.shares + GIVEN_OWN)
    return found


def _rate(sums: Iterable[Sums]) -> float:
    """Visitors per share over all; 1 when nobody came, so that it can be divided by."""
    whole = sum(sums, NOTHING)
    return whole.visitors / whole.shares if whole.shares and whole.visitors else 1.0


def _capped(own: Collection[OwnShare]) -> list[tuple[OwnShare, float]]:
    """Each own share with its visitors, at most MOST_TIMES the average of the others."""
    total = sum(share.visitors for share in own)
    found = []
    for share in own:
        others = (total - share.visitors) / (len(own) - 1) if len(own) > 1 else 0.0
        found.append((share, min(float(share.visitors), MOST_TIMES * max(1.0, others))))
    return found


def _summed(pairs: Iterable[tuple[Key, float]]) -> dict[Key, Sums]:
    found: dict[Key, Sums] = {}
    for key, visitors in pairs:
        found[key] = found.get(key, NOTHING) + Sums(1, visitors)
    return found


def _by_part(by_stretch: Mapping[Stretch, Sums]) -> dict[int, Sums]:
    found: dict[int, Sums] = {}
    for (_day, part), sums in by_stretch.items():
        found[part] = found.get(part, NOTHING) + sums
    return found


def _usual(stretch: Stretch) -> float:
    day, part = stretch
    return _DAY_USUAL[day] * _PART_USUAL[part]
