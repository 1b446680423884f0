"""What Nordlys hopes for in its functions: our own words, with titles of HR's file."""

from __future__ import annotations

import datetime as dt

from stemme.policy.expectations import actions, starters
from stemme.policy.expectations.actions import FunctionChoice
from stemme.project.demo.company import TITLES
from stemme.project.demo.stage import Stage

#: Our starter → words that its titles begin with, minutes of working time a week, days since it was written.
_FUNCTIONS: dict[str, tuple[tuple[str, ...], int, int]] = {
    "everybody": ((), 0, 190),
    "engineers": (("ingeni", "ingenj", "projekt", "prosjekt", "project", "drifttek"), 30, 12),
    "without_desk": (("mont", "oper", "tekniker", "fagarb", "techn"), 30, 190),
    "sales": (("kunde", "kund", "rådgiv"), 20, 190),
}


def make_expectations(stage: Stage) -> None:
    """Four functions; that of the engineers was changed lately, so it is marked as new."""
    titles = {title for group in TITLES.values() for title in group} | {person.title for person in stage.plan}
    free = {title.casefold(): title for title in titles}
    for key, (beginnings, minutes, days) in _FUNCTIONS.items():
        own = {known for known in free if known.startswith(beginnings)} if beginnings else set()
        actions.make_function(
            actor=None,
            organisation_id=stage.organisation.pk,
            choice=FunctionChoice(
                name=starters.starter_name(key, "nb"),
                texts=starters.starter(key),
                titles=frozenset(free.pop(known) for known in own),
                minutes_a_week=minutes,
                everybody=key == starters.EVERYBODY,
            ),
            now=stage.now - dt.timedelta(days=days),
        )
