"""What people did with stories so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from stemme.feed.items import Leanings
from stemme.feed.leaning_queries import leanings_of
from stemme.feed.models import Declined, Interest, Reading
from stemme.feed.ranking import OPENED, SHARED
from stemme.sharing.queries import shared_stories_of
from stemme.sharing.story_queries import share_moments

#: What was read longer ago says little about today.
_REMEMBERED = dt.timedelta(days=120)
_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Past:
    """What some people did with stories, by person; people who did nothing are missing."""

    #: Slugs of the topics they follow.
    topics: dict[int, set[str]] = field(default_factory=dict)
    #: (story, OPENED or SHARED, days ago)
    acts: dict[int, list[tuple[int, float, float]]] = field(default_factory=dict)
    read: dict[int, set[int]] = field(default_factory=dict)
    shared: dict[int, set[int]] = field(default_factory=dict)
    declined: dict[int, set[int]] = field(default_factory=dict)
    #: What they asked for more or less of.
    leanings: dict[int, Leanings] = field(default_factory=dict)
    #: By story: the topics of what they read, so that stories that are over count too.
    about: dict[int, set[str]] = field(default_factory=dict)


def past_of(
    organisation_id: int, person_ids: Collection[int], *, now: dt.datetime, among: Collection[int] = ()
) -> Past:
    """What these people follow, lean to, read, shared and declined. Six queries.

    What they shared long ago is of interest only for stories one could still list: those ``among`` these.
    """
    past, ours = Past(), {"organisation_id": organisation_id, "person_id__in": list(person_ids)}
    for person, slug in Interest.objects.filter(**ours).values_list("person_id", "topic__slug"):
        past.topics.setdefault(person, set()).add(slug)
    _add_readings(past, ours, now.date())
    past.leanings = leanings_of(organisation_id, person_ids)
    past.shared = shared_stories_of(organisation_id, person_ids, among=among)
    for person, story, moment in share_moments(organisation_id, person_ids, since=now - _REMEMBERED):
        past.acts.setdefault(person, []).append((story, SHARED, (now - moment) / _DAY))
    for person, story in Declined.objects.filter(**ours).values_list("person_id", "story_id"):
        past.declined.setdefault(person, set()).add(story)
    return past


def _add_readings(past: Past, ours: dict[str, object], today: dt.date) -> None:
    columns = ("person_id", "story_id", "read_on", "story__topics__slug")
    for person, story, day, slug in Reading.objects.filter(**ours).values_list(*columns):
        past.read.setdefault(person, set()).add(story)
        if today - day <= _REMEMBERED:
            past.acts.setdefault(person, []).append((story, OPENED, float((today - day).days)))
            past.about.setdefault(story, set()).update([slug] if slug else [])
