"""Lessons as numbers of the whole organisation. Never a person's."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db.models import Count

from stemme.growth.models import LessonDone
from stemme.kit.periods import midnight


def lessons_since(organisation_id: int, day: dt.date, *, zone: str, floor: int) -> int | None:
    """How many lessons were done since this day; None when fewer than ``floor`` people did one. One query."""
    done = LessonDone.objects.filter(organisation_id=organisation_id, done_at__gte=midnight(day, ZoneInfo(zone)))
    counted = done.aggregate(lessons=Count("id"), people=Count("person_id", distinct=True))
    return int(counted["lessons"]) if counted["people"] >= floor else None
