"""How many people had as many mails this week as the organisation lets them get."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count

from stemme.library.audience import Kinds
from stemme.mailings.models import DROPPED, Mailing
from stemme.mailings.rhythm import CAP_DAYS
from stemme.mailings.rhythm_queries import house_of
from stemme.people import queries as people
from stemme.people.crowd_queries import Crowd, crowds


def held_back(organisation_id: int, now: dt.datetime, kinds: Kinds) -> list[Crowd]:
    """Those who get no further mail today, counted by these kinds. Three queries."""
    cap = house_of(people.organisation(organisation_id)).cap
    first = now.date() - dt.timedelta(days=CAP_DAYS - 1)
    mine = Mailing.objects.filter(organisation_id=organisation_id, day__range=(first, now.date())).exclude(
        state=DROPPED
    )
    full = mine.order_by().values("person_id").annotate(mails=Count("id")).filter(mails__gte=cap).values("person_id")
    return crowds(organisation_id, now=now, among=full, **kinds)
