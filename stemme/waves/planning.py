"""Who is invited with which wave (docs/algorithms/waves.md; research/algorithms.md 1.2; source 004). Pure.

A wave orders invitations and coaching, never access: everybody may join at any time (source 001, rule 1).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import product

#: What the nine types count, in the order of maturity's types (network first): 1 for those of the pilot in 1.2, then
#: .66 and .33, and 0 for the wave that is always open.
BOX_WEIGHTS: tuple[float, ...] = (0.0, 0.66, 1.0, 0.33, 0.66, 1.0, 0.33, 1.0, 1.0)
#: Of those whose place is known, for so many a lot decides as well, so that a wave says little about anybody.
LEFT_TO_THE_LOT = 0.5
#: Departments from this size on have somebody in the first wave.
BIG_DEPARTMENT = 15
Levels = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is given a wave. ``team_line``: their team and those above it, the nearest first; may be empty.

    ``weight``: the wave score, 0..1. ``pinned_to``: the wave they stay in: launched, or moved there by hand.
    """

    person_id: int
    team_line: tuple[int, ...]
    weight: float
    volunteer: bool = False
    pinned_to: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """At most ``pilot_size`` people in the first wave, ``capacity`` in each that follows, ``team_share`` per cent of a
    team in one of them (one person always may). The last wave is always open and has no cap.

    ``waves``: how many there are; 0: as many as it takes. Nobody is added to those in ``closed``.
    """

    pilot_size: int
    capacity: int
    team_share: int
    waves: int = 0
    closed: frozenset[int] = field(default_factory=frozenset)

    def cap_of(self, wave: int) -> int:
        """How many people may be in a wave that is not the last."""
        return self.capacity if wave else self.pilot_size


class PlanningError(ValueError):
    """No plan keeps these rules. ``reason``: "departments" (the pilot must hold ``at_least`` people), or "pinned" (so
    many are kept in ``wave`` already)."""

    def __init__(self, reason: str, *, at_least: int, wave: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.at_least, self.wave = reason, at_least, wave


def score(network: Levels, activity: Levels) -> float:
    """The wave score R: the nine memberships, each with the weight of its box. 0..1.

    >>> score((0.0, 0.0, 1.0), (0.0, 0.0, 1.0)), score((1.0, 0.0, 0.0), (1.0, 0.0, 0.0))
    (1.0, 0.0)
    """
    shares = (one * other for one, other in product(network, activity))
    return min(1.0, sum(share * weight for share, weight in zip(shares, BOX_WEIGHTS, strict=True)))


def lot(seed: int, person_id: int, purpose: str) -> float:
    """A number in [0, 1) that only seed, person and purpose decide, so that a newcomer changes nobody else's."""
    drawn = blake2b(f"{seed} {person_id} {purpose}".encode(), digest_size=7).digest()
    return int.from_bytes(drawn, "big") / 2**56


def weighed(known: Mapping[int, float], person_ids: Iterable[int], seed: int) -> dict[int, float]:
    """The weight of each person. Whoever is unknown or off the map draws one of the known weights, and so does a part
    of those who are known: being early or late then says little about anybody, and nothing about being off the map.
    """
    ranked = sorted(known.values()) or [0.5]
    found = {}
    for person in person_ids:
        drawn = person not in known or lot(seed, person, "drawn") < LEFT_TO_THE_LOT
        found[person] = ranked[int(lot(seed, person, "weight") * len(ranked))] if drawn else known[person]
    return found


def department_of(team_line: Sequence[int]) -> int:
    """The team of the second level, or the topmost if there is none below it; 0 for whoever has no team.

    >>> department_of((7, 3, 1)), department_of((1,)), department_of(())
    (3, 1, 0)
    """
    return team_line[-2] if len(team_line) > 1 else team_line[-1] if team_line else 0


def team_cap(size: int, team_share: int) -> int:
    """How many of a team of ``size`` may be in one wave: ``team_share`` per cent, and one person always.

    >>> team_cap(30, 40), team_cap(2, 40)
    (12, 1)
    """
    return max(1, size * team_share // 100)


def plan(candidates: Sequence[Candidate], rules: Rules, seed: int) -> dict[int, int]:
    """The wave of everybody: person → number, 0 is the pilot. The order of the candidates changes nothing.

    Raises PlanningError when the rules cannot be kept.
    """
    settled = sum(one.pinned_to in rules.closed for one in candidates)
    seats = _Seats(candidates, rules, rules.waves or waves_needed(len(candidates) - settled, rules))
    free = []
    for one in sorted(candidates, key=lambda one: one.person_id):
        if one.pinned_to is None:
            free.append(one)
        else:
            seats.take(one, one.pinned_to)
    seats.check()
    queue = in_turn(free, seed)
    if 0 not in rules.closed:
        queue = _seat_departments(candidates, queue, seats)
    for one in queue:
        seats.take(one, seats.first_with_room(one))
    return seats.taken


def waves_needed(people: int, rules: Rules) -> int:
    """How many waves so many people make beside those in closed ones: the closed, and the one that is always open,
    among them.

    >>> waves_needed(860, Rules(40, 300, 40)), waves_needed(820, Rules(40, 300, 40, closed=frozenset({0})))
    (4, 4)
    """
    pilot = 0 not in rules.closed
    rest = max(1, people - rules.pilot_size * pilot)
    return len(rules.closed) + pilot + math.ceil(rest / max(1, rules.capacity))


def in_turn(candidates: Sequence[Candidate], seed: int) -> list[Candidate]:
    """Everybody in the order in which they are given places: by weight within a department, those who offered
    themselves first, and departments in step with one another, so that each has people in every wave."""
    departments: dict[int, list[Candidate]] = {}
    for one in candidates:
        departments.setdefault(department_of(one.team_line), []).append(one)
    placed = []
    for here in departments.values():
        lots = {one.person_id: lot(seed, one.person_id, "turn") for one in here}
        here.sort(key=lambda one: (not one.volunteer, -one.weight, lots[one.person_id], one.person_id))
        shift = min(lots.values())  # Departments of one size do not all begin at once.
        placed += [((rank + shift) / len(here), one.person_id, one) for rank, one in enumerate(here)]
    return [one for *_, one in sorted(placed, key=lambda entry: entry[:2])]


def big_departments(candidates: Iterable[Candidate]) -> set[int]:
    """Those that have somebody in the first wave."""
    sizes = Counter(department_of(one.team_line) for one in candidates)
    return {department for department, size in sizes.items() if department and size >= BIG_DEPARTMENT}


def halved(
    members: Sequence[Candidate], cap: int, team_caps: Mapping[int, int], seed: int
) -> tuple[set[int], set[int]]:
    """The same wave twice: who stays and who goes on, department by department one after the other.

    Those kept by hand stay; more than ``cap``, or than ``team_caps`` of a team, never do.
    """
    stay = {one.person_id for one in members if one.pinned_to is not None}
    in_teams = Counter(_team(one) for one in members if one.person_id in stay)
    wanted = min(cap, math.ceil(len(members) / 2))
    by_department: Counter[int] = Counter()
    for one in in_turn([one for one in members if one.person_id not in stay], seed):
        department = department_of(one.team_line)
        even = by_department[department] % 2 == 0
        by_department[department] += 1
        room = not _team(one) or in_teams[_team(one)] < team_caps[_team(one)]
        if even and room and len(stay) < wanted:
            stay.add(one.person_id)
            in_teams[_team(one)] += 1
    return stay, {one.person_id for one in members} - stay


def team_caps(candidates: Iterable[Candidate], team_share: int) -> dict[int, int]:
    """How many of each team may be in one wave."""
    sizes = Counter(_team(one) for one in candidates)
    return {team: team_cap(size, team_share) for team, size in sizes.items() if team}


def _team(one: Candidate) -> int:
    return one.team_line[0] if one.team_line else 0


class _Seats:
    """The waves while they fill up."""

    def __init__(self, candidates: Sequence[Candidate], rules: Rules, waves: int) -> None:
        self.rules, self.last = rules, waves - 1
        self.team_caps = team_caps(candidates, rules.team_share)
        self.taken: dict[int, int] = {}
        self.sizes = [0] * waves
        self.in_teams: Counter[tuple[int, int]] = Counter()
        self._open = [wave for wave in range(self.last) if wave not in rules.closed]

    def take(self, one: Candidate, wave: int) -> None:
        """Give somebody a place; a wave that is not there any more is the last one."""
        wave = min(wave, self.last)
        self.taken[one.person_id] = wave
        self.sizes[wave] += 1
        self.in_teams[_team(one), wave] += 1

    def fits(self, one: Candidate, wave: int) -> bool:
        """Whether a wave that is not the last has room for somebody."""
        if self.sizes[wave] >= self.rules.cap_of(wave):
            return False
        team = _team(one)
        return not team or self.in_teams[team, wave] < self.team_caps[team]

    def first_with_room(self, one: Candidate) -> int:
        """The earliest wave that may take somebody; the last one always does."""
        while self._open and self.sizes[self._open[0]] >= self.rules.cap_of(self._open[0]):
            self._open.pop(0)
        return next((wave for wave in self._open if self.fits(one, wave)), self.last)

    def check(self) -> None:
        """Raise PlanningError when those who are kept by hand are too many already."""
        for wave in self._open:
            if self.sizes[wave] > self.rules.cap_of(wave):
                raise PlanningError("pinned", at_least=self.sizes[wave], wave=wave)
        for (team, wave), people in self.in_teams.items():
            if team and wave in self._open and people > self.team_caps[team]:
                raise PlanningError("pinned", at_least=people, wave=wave)


def _seat_departments(candidates: Sequence[Candidate], queue: Sequence[Candidate], seats: _Seats) -> list[Candidate]:
    """Give each big department its first-wave person; the queue without them. Raises PlanningError."""
    served = {department_of(one.team_line) for one in candidates if seats.taken.get(one.person_id) == 0}
    waiting = big_departments(candidates) - served
    first: set[int] = set()
    for one in queue:
        department = department_of(one.team_line)
        if department in waiting:
            waiting.discard(department)
            first.add(one.person_id)
            seats.take(one, 0)
    if seats.sizes[0] > seats.rules.pilot_size:
        raise PlanningError("departments", at_least=seats.sizes[0])
    return [one for one in queue if one.person_id not in first]
