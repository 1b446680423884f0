"""How long before measuring begins the employees are told, by country (security.md P-06). Pure.

Denmark's main organisations agreed on six weeks. Norway, Sweden and Germany name no number: employer and
representatives agree on a day. So does everybody else here, but never on less than two weeks, which is the shortest
period that any of the agreements we know of names (Danish agriculture) and longer than most people are away at once.
"""

from __future__ import annotations

from collections.abc import Iterable

#: By country, two small letters; others agree on a number.
NOTICE_DAYS: dict[str, int] = {"dk": 42}
LEAST_DAYS, MOST_DAYS = 14, 365


def notice_days(country: str) -> int | None:
    """The number of days that holds in the country; None where the parties agree on one."""
    return NOTICE_DAYS.get(country)


def least_days(country: str) -> int:
    """The shortest period that is accepted for the country.

    >>> least_days("dk"), least_days("no"), least_days("")
    (42, 14, 14)
    """
    return NOTICE_DAYS.get(country, LEAST_DAYS)


def strictest(countries: Iterable[str]) -> str:
    """The country whose period is longest, among those in which people work; "" for none. The first of equals.

    >>> strictest(["no", "dk", "se"]), strictest([])
    ('dk', '')
    """
    return max(countries, key=least_days, default="")
