"""Through whom the visitors came. From ``SpreadFigures``; what is not counted yet from what each person brought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q, Sum

from stemme.kit.periods import Period
from stemme.stats.buckets import ALL, DAY, PERSON
from stemme.stats.involvement import Spread, spread
from stemme.stats.models import SpreadFigures, Tally
from stemme.stats.queries import by_key
from stemme.stats.stretches import Stretch, turnout_stretch_of, turnout_stretches_of
from stemme.stats.turnout_queries import EVERYBODY, invited, taking_part_in

NOTHING = Spread(0, 0, 0, 0)


def other_97(organisation_id: int, periods: Sequence[Period], *, began: dt.date | None) -> list[Spread]:
    """For each of these periods: the most active 3 % of the invited, by shares, and everybody else.

    ``began`` is the first day with figures: what lies before it is not looked up. Of weeks, months, quarters and years
    one query; anything else is counted from all who took part in it.
    """
    stretches = {period: turnout_stretch_of(period) for period in periods}
    wanted = Q()
    for grain, start in {stretch for stretch in stretches.values() if stretch}:
        wanted |= Q(grain=grain, start=start)
    rows = SpreadFigures.objects.filter(wanted, organisation_id=organisation_id) if wanted else ()
    known = {
        (row.grain, row.start): Spread(
            row.most_active, row.others, row.by_most_active, row.by_others, row.wider, row.by_wider
        )
        for row in rows
    }
    found = []
    for period in periods:
        stretch = stretches[period]
        if stretch in known:
            found.append(known[stretch])
        elif began is None or period.last < began:
            found.append(NOTHING)
        else:
            found.append(counted_spread(organisation_id, period))
    return found


def counted_spread(organisation_id: int, period: Period) -> Spread:
    """The same from what each person brought and shared: as many rows as there are active people."""
    visitors = {key: figures.visitors for key, figures in by_key(organisation_id, PERSON, period).items()}
    shared: dict[int, int] = dict(
        taking_part_in(organisation_id, period).filter(shares__gt=0).values_list("person_id").annotate(n=Sum("shares"))
    )
    everyone = (visitors.keys() | shared.keys()) - {0}
    activity = [(shared.get(person, 0), visitors.get(person, 0)) for person in everyone]
    people = invited(organisation_id, period.last, [EVERYBODY]).get(EVERYBODY, 0)
    return spread(people, activity, through_nobody=visitors.get(0, 0))


def visitors_by_stretch(organisation_id: int) -> dict[Stretch, int]:
    """All visitors of every week, month, quarter and year that has any."""
    rows = Tally.objects.filter(organisation_id=organisation_id, dimension=ALL, grain=DAY, key=0, visitors__gt=0)
    found: dict[Stretch, int] = {}
    for day, number in rows.values_list("start", "visitors"):
        for stretch in turnout_stretches_of(day):
            found[stretch] = found.get(stretch, 0) + number
    return found
