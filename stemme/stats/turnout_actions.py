"""Writing ``Turnout`` and ``DivisionFigures``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from django.db import transaction

from stemme.kit.rows import Row, add_to, insert_new
from stemme.people import queries as people
from stemme.stats.models import DivisionFigures, Turnout
from stemme.stats.stretches import Stretch, period_of
from stemme.stats.turnout_queries import counted

_TURNOUT = ("organisation_id", "grain", "start", "team_id", "took_part", "first_sharers", "shares")
_DIVISION = ("organisation_id", "division_id", "story_id")
#: (organisation, story, person, column): a story was shown to a person, or the person shared it for the first time.
Event = tuple[int, int, int, str]
OFFERED, SHARERS = "offered", "sharers"


def count_turnout(organisation_id: int, stretches: Collection[Stretch]) -> None:
    """Count anew who took part in these weeks, months and quarters. Done twice it gives the same."""
    for grain, start in sorted(stretches):
        found = counted(organisation_id, period_of((grain, start)))
        rows: list[Row] = [
            (organisation_id, grain, start, team, part.took_part, part.first_sharers, part.shares)
            for team, part in sorted(found.items())
        ]
        with transaction.atomic():
            Turnout.objects.filter(organisation_id=organisation_id, grain=grain, start=start).delete()
            insert_new(Turnout, rows, columns=_TURNOUT)


def add_division_figures(events: Iterable[Event]) -> None:
    """Add to the figures of the divisions that the people are in now; people in none are left out."""
    noted = list(events)
    team_of = people.team_of_people({person for _, _, person, _ in noted})
    lines = {organisation: people.team_lines(organisation) for organisation in {event[0] for event in noted}}
    sums: Counter[tuple[int, int, int, str]] = Counter()
    for organisation, story, person, column in noted:
        line = lines[organisation].get(team_of.get(person, 0))
        if line:
            sums[organisation, line[-1], story, column] += 1
    keys = sorted({key[:3] for key in sums})
    rows: list[Row] = [(*key, sums[(*key, OFFERED)], sums[(*key, SHARERS)]) for key in keys]
    add_to(DivisionFigures, rows, key=_DIVISION, sums=(OFFERED, SHARERS))
