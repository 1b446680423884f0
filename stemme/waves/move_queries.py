"""Colleagues by name with the wave they are in, where one is looked for to be moved. Nothing else about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.people.list_filters import Filters
from stemme.people.list_queries import people_page
from stemme.people.viewer import Viewer
from stemme.waves.models import Place


@dataclass(frozen=True, slots=True)
class Found:
    """A colleague and their wave. ``by_hand``: somebody put them there."""

    person_id: int
    name: str
    initials: str
    title: str
    team: str
    wave: int
    by_hand: bool


def found_places(viewer: Viewer, plan_id: int, words: str, *, now: dt.datetime) -> tuple[list[Found], bool]:
    """The first page of colleagues who have these words in their name, title, place or team; and whether there are
    more. A constant number of queries."""
    page = people_page(viewer.organisation_id, Filters(words=words), page=1, today=viewer.today(now))
    places = Place.objects.filter(plan_id=plan_id, person_id__in=[row.id for row in page.object_list])
    waves = {
        person: (number, moved is not None)
        for person, number, moved in places.values_list("person_id", "wave__number", "moved_at")
    }
    rows = [
        Found(row.id, row.name, row.initials, row.title, row.team, *waves[row.id])
        for row in page.object_list
        if row.id in waves
    ]
    return rows, page.has_next()
