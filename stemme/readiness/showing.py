"""Whose numbers may stand by themselves, so that nobody's answers can be worked out. Pure (decision 0031).

A row of its own has a role with three raters or more, or one whose raters have all agreed to be named. What is left
when the rows are taken away from the whole must be nobody or at least three people: else further rows are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

#: The fewest people whose answers are shown together.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Group:
    """The raters of a role: how many, and whether each of them agreed to stand there by name."""

    raters: int
    all_named: bool


def may_stand(group: Group) -> bool:
    """Whether these people's answers may be shown as one, looked at alone.

    >>> may_stand(Group(2, False)), may_stand(Group(1, True)), may_stand(Group(3, False)), may_stand(Group(0, True))
    (False, True, True, False)
    """
    return group.raters > 0 and (group.all_named or group.raters >= FEWEST)


def told(raters: Sequence[Mapping[str, int | None]], group: Group) -> list[dict[str, int | None]]:
    """What of a group's answers may go into its row: without names, no statement that fewer than three answered."""
    if group.all_named:
        return [dict(answers) for answers in raters]
    answered = Counter(key for answers in raters for key, said in answers.items() if said is not None)
    return [{key: said for key, said in answers.items() if answered[key] >= FEWEST} for answers in raters]


def rows(groups: Mapping[str, Group]) -> tuple[str, ...]:
    """The roles that get a row, in the order given.

    Where further rows must go, those go that together have the fewest raters.

    >>> rows({"hr": Group(1, True), "it": Group(1, False), "employees": Group(4, False)})
    ('hr',)
    >>> rows({"hr": Group(1, True), "it": Group(1, True), "employees": Group(1, False)})
    ()
    """
    alone = [role for role, group in groups.items() if may_stand(group)]
    people = {role: group.raters for role, group in groups.items()}
    rest = sum(number for role, number in people.items() if role not in alone)
    if rest == 0 or rest >= FEWEST:
        return tuple(alone)
    ways = [gone for size in range(1, len(alone) + 1) for gone in combinations(alone, size)]
    enough = [gone for gone in ways if rest + sum(people[role] for role in gone) >= FEWEST]
    if not enough:
        return ()
    gone = min(enough, key=lambda roles: (sum(people[role] for role in roles), len(roles)))
    return tuple(role for role in alone if role not in gone)
