"""What the demo's streams have agreed with themselves, and why some colleagues said no to stories."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from stemme.feed.models import Declined
from stemme.library.models import Stream
from stemme.library.streams.declines import DOUBT, FIELD, LANGUAGE, SALESY, TIME
from stemme.project.demo.stage import Stage
from stemme.project.demo.stories import DemoStory

#: Their own targets and beginnings; who is missing keeps the defaults.
_AGREED: dict[str, dict[str, Any]] = {
    "HR": {"language": "nb", "channels": ["linkedin", "facebook", "xing", "whatsapp"], "outside_target": 15},
    "Marketing": {"language": "de", "audience_places": ["Hamburg"], "outside_target": 25},
    "CSR": {"language": "da", "outside_target": 20},
    "Branding": {"outside_target": 0},
    "From outside": {"outside_target": 100},
}
#: How often a reason is given, by kind of story.
_REASONS = {SALESY: 5, FIELD: 6, LANGUAGE: 2, DOUBT: 1, TIME: 2}
_OUTSIDE = {SALESY: 1, FIELD: 6, LANGUAGE: 4, DOUBT: 2, TIME: 2}
#: One in so many who were offered a story and did not share it says no with a reason.
_ONE_IN = 9
_DAYS = 80


def agree(stage: Stage) -> None:
    """Each stream's settings."""
    for stream in Stream.objects.filter(organisation=stage.organisation, name__in=_AGREED):
        for name, value in _AGREED[stream.name].items():
            setattr(stream, name, value)
        stream.save()


def say_no(stage: Stage) -> None:
    """Noes with a reason to the stories of the last months, by people who did not share them."""
    draw = random.Random(29)  # noqa: S311 - invented noes, not secrets
    since = stage.today - dt.timedelta(days=_DAYS)
    shared = {(share.person.number, share.story.id) for share in stage.history.shares}
    said: dict[tuple[int, int], Declined] = {}
    for person, story, day in stage.history.offers:
        key = (person.number, story.id)
        if day < since or story.first_day < since or key in shared or key in said or person.declined:
            continue
        if draw.randrange(_ONE_IN) == 0:
            said[key] = _no(stage, person.number, story, day, draw)
    Declined.objects.bulk_create(said.values())


def _no(stage: Stage, number: int, story: DemoStory, day: dt.date, draw: random.Random) -> Declined:
    weights = _OUTSIDE if story.kind == "outside" else _REASONS
    return Declined(
        organisation=stage.organisation,
        person=stage.person_of[number],
        story_id=story.id,
        reason=draw.choices(list(weights), list(weights.values()))[0],
        declined_at=stage.time_on(day),
    )
