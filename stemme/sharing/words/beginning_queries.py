"""Reading how many began alike. What is kept is a keyed fingerprint with a number, never who and never the words."""

from __future__ import annotations

import datetime as dt

from django.utils.crypto import salted_hmac

from stemme.library.queries import StoryPage
from stemme.library.reach import count
from stemme.people import queries as people
from stemme.people.crowd_queries import crowds
from stemme.people.viewer import Viewer
from stemme.sharing.models import Beginning, Share
from stemme.sharing.words.beginnings import TOLD_FROM, beginning_of, told


def fingerprint(organisation_id: int, story_id: int, text: str) -> str:
    """What stands for the beginning of a text about one story, from which nothing can be read; "" if it is too short.

    Keyed with the installation's secret and salted with the story: the same words about another story look different.
    """
    beginning = beginning_of(text)
    if not beginning:
        return ""
    salt = f"stemme.sharing.beginning.{organisation_id}.{story_id}"
    return salted_hmac(salt, beginning, algorithm="sha256").hexdigest()[:32]


def alike(viewer: Viewer, story: StoryPage, text: str, *, now: dt.datetime) -> int:
    """How many colleagues began their words about this story like this text; 0 where nothing may be said.

    One query; five when there is a number to judge.
    """
    key = fingerprint(viewer.organisation_id, story.id, text)
    if not key:
        return 0
    found = Beginning.objects.filter(organisation_id=viewer.organisation_id, fingerprint=key)
    counted = found.values_list("people", flat=True).first() or 0
    if counted < TOLD_FROM:
        return 0
    return told(
        counted,
        has_shared=has_shared(viewer.organisation_id, viewer.person_id, story_id=story.id),
        reached=_reached(viewer.organisation_id, story, now),
        floor=people.organisation(viewer.organisation_id).group_floor,
    )


def has_shared(organisation_id: int, person_id: int, *, story_id: int) -> bool:
    """True when this person has shared the story, on whichever channel."""
    mine = Share.objects.filter(organisation_id=organisation_id, person_id=person_id, story_id=story_id)
    return mine.exists()


def _reached(organisation_id: int, story: StoryPage, now: dt.datetime) -> int:
    audience = story.audience
    asked = audience.kinds
    lines = people.team_lines(organisation_id) if asked["teams"] else {}
    return count(audience, crowds(organisation_id, now=now, **asked), lines)
