"""Judging clicks when they are read from the inbox: the rules of behaviour.py with what the database knows."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q

from stemme.links.behaviour import Arrival, judge, stretches
from stemme.links.clicks import InboxRow
from stemme.links.hits import HUMAN, SELF, SUSPECT
from stemme.links.models import Click, OwnBrowser, TrackedLink
from stemme.links.visitors import day_number

_EPOCH = dt.date(1970, 1, 1)
#: With more owners than this the day's own browsers are read whole: a list of parameters has its limits.
_MOST_OWNERS = 5_000


class _Link(NamedTuple):
    person_id: int | None
    made: int


def judged(rows: list[InboxRow], following: Sequence[InboxRow]) -> list[InboxRow]:
    """The rows with their final class and reason. ``following`` are later rows of the inbox, which may be neighbours.

    Clicks on links that are gone stay as they are and blame nobody: they are dropped later, and would not be there for
    the judgement of the next portion.
    """
    people = [row for row in (*rows, *following) if row.hit == HUMAN]
    links = _links({row.link_id for row in people})
    people = [row for row in people if row.link_id in links]
    if not people:
        return rows
    own = _own_browsers(people, links)
    arrivals = _kept_before(people)
    for row in people:
        link = links[row.link_id]
        mine = row.visitor is not None and (row.organisation_id, link.person_id, row.visitor) in own
        arrivals.append(Arrival(row.id, row.at, row.link_id, row.visitor, row.place, link.made, mine))
    verdicts = judge(arrivals)
    return [
        dataclasses.replace(row, hit=verdicts[row.id].hit, reason=verdicts[row.id].reason)
        if row.hit == HUMAN and row.id in verdicts
        else row
        for row in rows
    ]


def within(around: list[tuple[int, int]]) -> Q:
    """A condition: ``at`` lies in one of these stretches."""
    condition = Q()
    for first, last in around:
        condition |= Q(at__gte=first, at__lte=last)
    return condition


def _links(link_ids: set[int]) -> dict[int, _Link]:
    rows = TrackedLink.objects.filter(id__in=link_ids).values_list("id", "person_id", "created_at")
    return {number: _Link(person, int(made.timestamp() * 1000)) for number, person, made in rows}


def _own_browsers(rows: Sequence[InboxRow], links: dict[int, _Link]) -> set[tuple[int, int | None, int]]:
    """(organisation, person, visitor) of the days of these clicks."""
    days = {day_number(row.at) for row in rows if row.visitor is not None}
    owners = {link.person_id for link in links.values() if link.person_id is not None}
    if not days or not owners:
        return set()
    found = OwnBrowser.objects.filter(
        organisation_id__in={row.organisation_id for row in rows},
        day__gte=_EPOCH + dt.timedelta(days=min(days)),
        day__lte=_EPOCH + dt.timedelta(days=max(days)),
    )
    if len(owners) <= _MOST_OWNERS:
        found = found.filter(person_id__in=owners)
    return set(found.values_list("organisation_id", "person_id", "visitor"))


def _kept_before(rows: Sequence[InboxRow]) -> list[Arrival]:
    """Clicks already counted that may be neighbours. ``suspect`` and ``self`` were once written as human."""
    kept = Click.objects.filter(
        within(stretches(row.at for row in rows)),
        organisation_id__in={row.organisation_id for row in rows},
        hit__in=(HUMAN, SUSPECT, SELF),
    ).values_list("inbox_id", "at", "link_id", "visitor", "place", "hit")
    return [Arrival(number, at, link, who, place, None, hit == SELF) for number, at, link, who, place, hit in kept]
