"""How many people had as many mails this week as the organisation lets them get."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Q

from stemme.mailings.models import DROPPED, Mailing
from stemme.mailings.rhythm import CAP_DAYS
from stemme.mailings.rhythm_queries import house_of
from stemme.people import queries as people
from stemme.people.choice_queries import Choice, how_many


def held_back(organisation_id: int, choice: Choice, now: dt.datetime) -> int:
    """Those of the choice who get no further mail today. Three queries."""
    cap = house_of(people.organisation(organisation_id)).cap
    first = now.date() - dt.timedelta(days=CAP_DAYS - 1)
    mine = Mailing.objects.filter(organisation_id=organisation_id, day__gte=first, day__lte=now.date())
    full = mine.exclude(state=DROPPED).order_by().values("person_id").annotate(mails=Count("id")).filter(mails__gte=cap)
    return how_many(organisation_id, choice, Q(id__in=full.values("person_id")), now=now)
