"""Stories that wait for a colleague's look."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Min

from stemme.library.models import Review


def waiting_for_a_look(organisation_id: int) -> tuple[int, dt.datetime | None]:
    """How many stories somebody was asked to look at without an answer yet, and since when the first of them waits."""
    open_ = Review.objects.filter(story__organisation_id=organisation_id, answered_at=None, dropped_at=None)
    found = open_.aggregate(stories=Count("story", distinct=True), since=Min("asked_at"))
    return found["stories"], found["since"]
