"""Forgetting what is no longer needed, a batch at a time."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.kit.tenancy import across_organisations
from stemme.links import kept_actions as links
from stemme.people import queries as people
from stemme.stats.agreement_queries import FORGOTTEN
from stemme.stats.buckets import DAY, LINK
from stemme.stats.keeping import AT_ONCE, CLICKS_KEPT, LINK_DAYS_KEPT, SEEN_KEPT, VISITORS_KEPT
from stemme.stats.models import Drained, Seen, Tally


def note_forgotten(before: dt.datetime) -> None:
    """Write down that clicks before this moment may be gone, so that no rebuild takes what is left for everything.

    Whoever writes figures without their clicks calls this too. The mark never moves back, also when the clock does.
    """
    moment = int(before.timestamp() * 1000)
    with transaction.atomic():
        Drained.objects.get_or_create(name=FORGOTTEN)
        Drained.objects.filter(name=FORGOTTEN, position__lt=moment).update(position=moment)


def forget_visits(*, now: dt.datetime) -> tuple[int, int]:
    """Forget visitors of clicks after 48 hours and clicks after 30 days; how many of each. Figures stay."""
    note_forgotten(now - CLICKS_KEPT)
    return (
        links.forget_visitors(now - VISITORS_KEPT, at_once=AT_ONCE),
        links.forget_clicks(now - CLICKS_KEPT, at_once=AT_ONCE),
    )


def tidy(*, now: dt.datetime) -> int:
    """Forget which visitors were seen more than three days ago, and days of links; how many rows. Totals stay."""
    return _forget_seen((now - SEEN_KEPT).date()) + sum(
        _forget_link_days(organisation.id, (now - LINK_DAYS_KEPT).date()) for organisation in people.organisations()
    )


@across_organisations("what has served its time goes in every organisation")
def _forget_seen(before: dt.date) -> int:
    """All of one day and organisation at once: they stand together in the table's key."""
    gone = 0
    days = Seen.objects.filter(day__lt=before).values_list("organisation_id", "day").distinct()
    for organisation, day in list(days):
        rows = Seen.objects.filter(organisation_id=organisation, day=day)
        while some := list(rows.order_by("visitor").values_list("visitor", flat=True)[:AT_ONCE]):
            gone += rows.filter(visitor__lte=some[-1]).delete()[0]
    return gone


def _forget_link_days(organisation_id: int, before: dt.date) -> int:
    gone = 0
    rows = Tally.objects.filter(organisation_id=organisation_id, dimension=LINK, grain=DAY, start__lt=before)
    while first := rows.order_by("start").values_list("start", flat=True).first():
        day = rows.filter(start=first)
        while some := list(day.order_by("key").values_list("key", flat=True)[:AT_ONCE]):
            gone += day.filter(key__lte=some[-1]).delete()[0]
    return gone
