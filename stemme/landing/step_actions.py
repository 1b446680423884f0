"""Counting what visitors of landing pages do, each click and step once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from stemme.kit.periods import local_day
from stemme.landing.models import StepSeen, StepTally
from stemme.landing.step_queries import STEPS
from stemme.links.click_queries import ClickedLink, clicks_of
from stemme.outcomes.actions.conversions import MOST_CLICKS
from stemme.people import queries as people

#: Steps that a browser can repeat: remembered for each click, 48 hours long. The others happen once in a lead's life.
REPEATABLE = frozenset({"seen", "stayed", "form"})


def note_step(*, organisation_id: int, page_id: int, step: str, click_ids: Sequence[str], now: dt.datetime) -> bool:
    """Count one of STEPS for the tracked link of the newest genuine click; False when it counts for nothing.

    Only what came through a tracked link counts, each step of a click once. Raises ValueError for an unknown step.
    """
    if step not in STEPS:
        raise ValueError(step)
    known = clicks_of(click_ids[-MOST_CLICKS:], organisation_id=organisation_id, now=now)
    if not known:
        return False
    click_id, click = max(known.items(), key=lambda item: item[1].at)
    with transaction.atomic():
        if step in REPEATABLE:
            _seen, new = StepSeen.objects.get_or_create(
                organisation_id=organisation_id, page_id=page_id, step=step, click=_mark(click_id), defaults={"at": now}
            )
            if not new:
                return False
        _add(organisation_id, page_id, step, click, now)
    return True


def _add(organisation_id: int, page_id: int, step: str, click: ClickedLink, now: dt.datetime) -> None:
    day = local_day(now, people.organisation(organisation_id).time_zone)
    person = click.person_id
    tally, _made = StepTally.objects.get_or_create(
        organisation_id=organisation_id,
        page_id=page_id,
        day=day,
        link_id=click.link_id,
        defaults={
            "story_id": click.story_id,
            "channel": click.channel,
            "team_id": people.team_of_people({person}).get(person) if person else None,
        },
    )
    StepTally.objects.filter(organisation_id=organisation_id, id=tally.id).update(**{step: F(step) + 1})


def _mark(click_id: str) -> int:
    """What is remembered instead of the click id."""
    return int.from_bytes(hashlib.sha256(click_id.encode()).digest()[:8], "big", signed=True)
