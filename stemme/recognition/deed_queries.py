"""What one person did, for their own page, and the first steps of those who joined a board."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from stemme.journal import facts
from stemme.journal.queries import own_deeds
from stemme.kit.periods import Period, local_day, month_start, quarter_of
from stemme.people import queries as people
from stemme.recognition.badges import Deeds, ShareDeed, steps_since
from stemme.sharing.step_queries import Step, steps_of
from stemme.stats import first_queries
from stemme.stats import queries as stats

#: Deeds are kept for so long (kit/retention.py).
KEPT = dt.timedelta(days=365)
#: What lights a window.
_LIGHTS = frozenset({facts.STORY_READ, facts.STORY_SAVED, facts.STORY_SHARED})


def deeds_of(organisation_id: int, person_id: int, *, now: dt.datetime, zone: str) -> tuple[Deeds, dt.date | None]:
    """Everything one's own page needs, and since which day of this month one's window is lit (None: it is dark)."""
    today = local_day(now, zone)
    shares = steps_of(organisation_id, [person_id])
    figures = stats.link_totals(organisation_id, [step.link_id for step in shares])
    journal = own_deeds(organisation_id, person_id)
    lights = [local_day(fact.happened_at, zone) for fact in journal if fact.kind in _LIGHTS]
    helped = tuple(local_day(fact.happened_at, zone) for fact in journal if fact.kind == facts.BUDDY_HELPED)
    deeds = Deeds(
        shares=tuple(
            _deed(step, zone, figures[step.link_id].visitors if step.link_id in figures else 0) for step in shares
        ),
        visitors_on=stats.person_days(organisation_id, person_id, Period(today - KEPT, today)),
        helped_on=helped,
        from_the_start=bool(first_queries.first_share_kept(organisation_id, [person_id], since=_since(today))),
    )
    return deeds, min((day for day in lights if day >= month_start(today)), default=None)


def steps_this_quarter(organisation_id: int, person_ids: Sequence[int], *, now: dt.datetime) -> dict[int, int]:
    """How many firsts each of these people reached in the running quarter. What visitors did plays no part."""
    zone = people.organisation(organisation_id).time_zone
    today = local_day(now, zone)
    by_person: defaultdict[int, list[ShareDeed]] = defaultdict(list)
    for step in steps_of(organisation_id, person_ids):
        by_person[step.person_id].append(_deed(step, zone, 0))
    beginners = first_queries.first_share_kept(organisation_id, person_ids, since=_since(today))
    first = quarter_of(today).first
    return {
        person: steps_since(Deeds(shares=tuple(by_person[person]), from_the_start=person in beginners), first)
        for person in person_ids
    }


def _deed(step: Step, zone: str, visitors: int) -> ShareDeed:
    return ShareDeed(step.shared_at.astimezone(ZoneInfo(zone)).date(), step.channel, step.own_words, visitors)


def _since(today: dt.date) -> dt.date:
    """The first whole month of which everything is kept."""
    return month_start(today - KEPT + dt.timedelta(days=31))
