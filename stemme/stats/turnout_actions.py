"""Writing ``Turnout`` and ``DivisionFigures``."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction

from stemme.kit.rows import Row, add_to, insert_new
from stemme.people import queries as people
from stemme.stats.lately import weight
from stemme.stats.models import DivisionFigures, Turnout
from stemme.stats.stretches import Stretch, period_of
from stemme.stats.turnout_queries import counted

_TURNOUT = ("organisation_id", "grain", "start", "team_id", "took_part", "first_sharers", "shares")
_DIVISION = ("organisation_id", "division_id", "story_id")
#: (organisation, story, person, column, when): a story was shown to a person, or they shared it for the first time.
Event = tuple[int, int, int, str, dt.datetime]
OFFERED, SHARERS = "offered", "sharers"
#: The same columns, what happened lately counting more.
LATELY = {OFFERED: "offered_lately", SHARERS: "sharers_lately"}


def count_turnout(organisation_id: int, stretches: Collection[Stretch]) -> None:
    """Count anew who took part in these weeks, months, quarters and years. Done twice it gives the same."""
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
    team_of = people.team_of_people({person for _, _, person, _, _ in noted})
    lines = {organisation: people.team_lines(organisation) for organisation in {event[0] for event in noted}}
    sums: Counter[tuple[int, int, int, str]] = Counter()
    weights: dict[tuple[int, int, int, str], float] = defaultdict(float)
    for organisation, story, person, column, at in noted:
        line = lines[organisation].get(team_of.get(person, 0))
        if line:
            sums[organisation, line[-1], story, column] += 1
            weights[organisation, line[-1], story, column] += weight(at)
    keys = sorted({key[:3] for key in sums})
    rows: list[Row] = [
        (*key, *(sums[(*key, column)] for column in LATELY), *(weights[(*key, column)] for column in LATELY))
        for key in keys
    ]
    add_to(DivisionFigures, rows, key=_DIVISION, sums=(*LATELY, *LATELY.values()))
