"""Clicks after the roll-up: kept for a while, then forgotten, a batch at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from operator import attrgetter

from stemme.kit.retention import AT_ONCE
from stemme.kit.rows import delete_old, insert_new, portions
from stemme.kit.tenancy import across_organisations
from stemme.links.clicks import KeptClick
from stemme.links.models import VISITOR_KNOWN, BatchMark, Click, ClickInbox, OwnBrowser

_COLUMNS = tuple(KeptClick.__slots__)


def keep(clicks: Iterable[KeptClick]) -> None:
    """Keep rolled-up clicks to check the figures against. Keeping one twice changes nothing."""
    insert_new(Click, map(attrgetter(*_COLUMNS), clicks), columns=_COLUMNS)


@across_organisations("visitors are forgotten in every organisation")
def forget_visitors(before: dt.datetime, *, at_once: int = AT_ONCE) -> int:
    """Erase who the visitor was from clicks before this moment; the counts stay (security.md T-16). How many clicks.

    Employees' own browsers go by whole days, none later than a visitor of the same moment.
    """
    OwnBrowser.objects.filter(day__lt=(before + dt.timedelta(days=1)).astimezone(dt.UTC).date()).delete()
    moment, done = int(before.timestamp() * 1000), 0
    for table in (Click, ClickInbox):
        known = table.objects.filter(VISITOR_KNOWN, at__lt=moment).order_by("at")
        for some in portions(known, size=at_once):
            done += some.update(visitor=None, place=None)
    return done


def forget_clicks(before: dt.datetime, *, at_once: int = AT_ONCE) -> int:
    """Delete kept clicks, and marks of writers, from before this moment; roll-ups stay. How many clicks."""
    moment, gone = int(before.timestamp() * 1000), 0
    BatchMark.objects.filter(at__lt=moment).delete()
    for organisation in _organisations_with_clicks():
        old = Click.objects.filter(organisation_id=organisation, at__lt=moment).order_by("at")
        gone += delete_old(old, at_once=at_once)
    return gone


def _organisations_with_clicks() -> Iterator[int]:
    """By jumps in the index; also organisations that are gone."""
    last: int | None = -1
    while last is not None:
        rows = Click.objects.filter(organisation_id__gt=last).order_by("organisation_id")
        with across_organisations("which organisations have clicks at all"):
            last = rows.values_list("organisation_id", flat=True).first()
        if last is not None:
            yield last
