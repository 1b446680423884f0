"""What the figures of the demo shall come to, month by month: those of the mockups, and a believable way there. Pure.

Months count backwards: 0 is the running one, 1 the last whole one (the mockups' October), 24 the first.
"""

from __future__ import annotations

from stemme.project.demo.company import DIVISIONS, Division

MONTHS = 24
#: Share of the visitors that came through people who are not the most active 3 %, newest last (mockup 06).
SPREAD = (0.40, 0.46, 0.52, 0.55, 0.63, 0.68)
CLICKS_PER_VISITOR = 7930 / 6412
GROWTH_LAST_MONTH = 1.18


def took_part(division: Division, months_ago: int, *, invited: int, elapsed: float) -> int:
    """How many of a division took part in a month. ``elapsed`` is the part of the running month that is over."""
    if months_ago == 0:
        return round(division.took_part * (0.35 + 0.6 * elapsed))
    if months_ago == 1:
        return division.took_part
    if months_ago == 2:
        return division.took_part_before
    rate = division.took_part_before / division.invited - 0.0085 * (months_ago - 2)
    return round(invited * max(rate, 0.2))


def visitors(division: Division, months_ago: int, *, elapsed: float) -> int:
    """How many visitors a division's people brought in a month."""
    if months_ago == 0:
        return round(division.visitors * 1.04 * elapsed)
    if months_ago == 1:
        return division.visitors
    return max(4, round(division.visitors / GROWTH_LAST_MONTH * 0.925 ** (months_ago - 2)))


def spread(months_ago: int) -> float:
    """Which part of the visitors comes through the other 97 %."""
    if months_ago == 0:
        return SPREAD[-1]
    return SPREAD[-months_ago] if months_ago <= len(SPREAD) else 0.37


def first_timers(division: Division, months_ago: int, *, elapsed: float) -> int:
    """How many share for the first time."""
    if months_ago == 0:
        return round(division.first_timers * elapsed)
    if months_ago == 1:
        return division.first_timers
    return round(division.first_timers * (27 / 38 if months_ago == 2 else 0.45))


def invited_in_all() -> int:
    """How many have been invited."""
    return sum(division.invited for division in DIVISIONS)
