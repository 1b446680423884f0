"""Counting what visitors of landing pages do, each click and step once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from django.db import transaction

from stemme.kit.periods import local_day, month_start
from stemme.kit.rows import Row, add_to, insert_new
from stemme.landing.models import StepMonth, StepSeen, StepTally
from stemme.landing.step_months import keys_of
from stemme.landing.step_queries import STEPS
from stemme.links.click_queries import ClickedLink, clicks_of
from stemme.outcomes.actions.conversions import MOST_CLICKS
from stemme.people import queries as people

#: Steps that a browser can repeat: remembered for each click, 48 hours long. The others happen once in a lead's life.
REPEATABLE = frozenset({"seen", "stayed", "form"})
_MONTH_KEY = ("organisation_id", "dimension", "month", "page_id", "key")


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
    team = people.team_of_people({person}).get(person) if person else None
    one = tuple(int(step == name) for name in STEPS)
    add_to(
        StepTally,
        [(page_id, day, click.link_id, organisation_id, click.story_id, click.channel, team, *one)],
        key=("page_id", "day", "link_id"),
        keep=("organisation_id", "story_id", "channel", "team_id"),
        sums=STEPS,
    )
    # The team of the day's first step is the link's for that day, and so it is in the month.
    kept = StepTally.objects.values_list("story_id", "channel", "team_id").get(
        organisation_id=organisation_id, page_id=page_id, day=day, link_id=click.link_id
    )
    keys = keys_of(channel=kept[1], story_id=kept[0], team_id=kept[2])
    month = month_start(day)
    rows: list[Row] = [(organisation_id, dimension, month, page_id, key, *one) for dimension, key in keys.items()]
    add_to(StepMonth, rows, key=_MONTH_KEY, sums=STEPS)


def sum_months(organisation_id: int, page_ids: Iterable[int]) -> None:
    """Make the months of these pages anew, as the sums of their days."""
    for page_id in page_ids:
        with transaction.atomic():
            StepMonth.objects.filter(organisation_id=organisation_id, page_id=page_id).delete()
            found: dict[tuple[str, dt.date, int], list[int]] = {}
            days = StepTally.objects.filter(organisation_id=organisation_id, page_id=page_id)
            for day, story, channel, team, *numbers in days.values_list(
                "day", "story_id", "channel", "team_id", *STEPS
            ):
                for dimension, key in keys_of(channel=channel, story_id=story, team_id=team).items():
                    before = found.get((dimension, month_start(day), key), [0] * len(STEPS))
                    found[dimension, month_start(day), key] = [a + b for a, b in zip(before, numbers, strict=True)]
            rows: list[Row] = [
                (organisation_id, dimension, month, page_id, key, *numbers)
                for (dimension, month, key), numbers in sorted(found.items())
            ]
            insert_new(StepMonth, rows, columns=(*_MONTH_KEY, *STEPS))


def _mark(click_id: str) -> int:
    """What is remembered instead of the click id."""
    return int.from_bytes(hashlib.sha256(click_id.encode()).digest()[:8], "big", signed=True)
