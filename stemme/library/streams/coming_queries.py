"""The stories that begin, end, leave an embargo or wait for a look in the next days."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from stemme.library.models import Story
from stemme.library.queries import titles
from stemme.library.streams.coming import Planned
from stemme.library.studio_queries import ASKED, Streams


def planned(organisation_id: int, *, since: dt.datetime, until: dt.datetime, own: Streams = None) -> list[Planned]:
    """Those with something between the two moments; other moments of theirs are left out. Two queries."""
    here = Story.objects.filter(organisation_id=organisation_id, withdrawn_at=None, archived_at=None)
    if own is not None:
        here = here.filter(stream_id__in=own)
    moments = ("starts_at", "embargo_until", "ends_at")
    span = Q()
    for name in moments:
        span |= Q(**{f"{name}__gte": since, f"{name}__lt": until})
    wanted = Q(published_at__isnull=False) & span | Q(published_at=None) & Q(ASKED)
    rows = list(
        here.annotate(in_review=ASKED)
        .filter(wanted)
        .order_by("id")
        .values_list("id", "published_at", "in_review", *moments)
    )
    names = titles(organisation_id, [row[0] for row in rows])
    found = []
    for story_id, published_at, asked, *at in rows:
        language, title = names.get(story_id, ("", ""))
        inside = [moment if published_at and moment and since <= moment < until else None for moment in at]
        looked_for = asked and published_at is None
        found.append(Planned(story_id, title, language, inside[0], inside[1], inside[2], looked_for))
    return found
