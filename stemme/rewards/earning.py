"""What earns points, and how many. Pure.

Nothing here counts shares, clicks or anything else one could do more of for more points: a rule is about something that
happened with or for others. Each rule gives half as much each further time within a month, only so many times, and all
rules together never more than the month's limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: A newcomer's first share with one's help; one's own first share; a goal that one's team met.
HELPED, FIRST_STEP, TEAM_GOAL = "helped", "first_step", "team_goal"
RULES = (HELPED, FIRST_STEP, TEAM_GOAL)

#: Kinds of entries in a ledger.
EARNED, GIVEN, REDEEMED, RETURNED, CORRECTED = "earned", "given", "redeemed", "returned", "corrected"
KINDS = (EARNED, GIVEN, REDEEMED, RETURNED, CORRECTED)
#: What counts for "in all": what was earned, and what was put right.
_LASTING = frozenset({EARNED, CORRECTED})

MOST_POINTS, MOST_TIMES, MOST_A_MONTH = 1_000, 10, 5_000


@dataclass(frozen=True, slots=True)
class Rule:
    """How many points the first time in a month, and how many times."""

    key: str
    points: int
    per_month: int
    on: bool = True


DEFAULTS = (Rule(HELPED, 40, 2), Rule(FIRST_STEP, 20, 1), Rule(TEAM_GOAL, 20, 2))
DEFAULT_MOST_A_MONTH = 100


def points_for(rule: Rule, *, times_before: int, earned_before: int, most_a_month: int) -> int:
    """The points of one more time within a month; 0 when the rule is off or a limit is reached.

    ``times_before`` and ``earned_before``: how often by this rule, and how many points by all rules, in the month.

    >>> rule = Rule(HELPED, 40, 3)
    >>> [points_for(rule, times_before=n, earned_before=0, most_a_month=100) for n in range(4)]
    [40, 20, 10, 0]
    """
    if not rule.on or times_before >= rule.per_month:
        return 0
    return max(min(rule.points >> times_before, most_a_month - earned_before), 0)


@dataclass(frozen=True, slots=True)
class Balance:
    """``lifetime`` says what was earned in all and never falls by spending; ``spendable`` is what is left."""

    lifetime: int
    spendable: int


def balance(entries: Iterable[tuple[str, int]]) -> Balance:
    """What a ledger's (kind, points) come to.

    >>> balance([(EARNED, 40), (GIVEN, -10), (CORRECTED, -5)])
    Balance(lifetime=35, spendable=25)
    """
    rows = list(entries)
    return Balance(
        lifetime=sum(points for kind, points in rows if kind in _LASTING), spendable=sum(points for _, points in rows)
    )
