"""Gathering the evidence for places: six queries, however many people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from stemme.maturity.counts import OwnCounts
from stemme.maturity.gathering import Gathered
from stemme.maturity.models import Answer, Correction, OwnNumbers, Preference
from stemme.maturity.positions import Seen
from stemme.sharing import doing_queries
from stemme.stats import visitor_queries

#: What was done here is looked at for so long.
YEAR = dt.timedelta(days=365)
_COUNTS = (
    "connections", "new_connections", "invitations_sent", "reactions", "comments", "reshares", "originals",
)  # fmt: skip


def gathered(organisation_id: int, person_ids: Collection[int], *, now: dt.datetime) -> dict[int, Gathered]:
    """Everything known about these people, of those about whom anything may be concluded."""
    found: dict[int, Gathered] = {}
    these = {"organisation_id": organisation_id, "person_id__in": person_ids}
    for person, question, option, at in Answer.objects.filter(**these).values_list(
        "person_id", "question", "option", "answered_at"
    ):
        found.setdefault(person, Gathered()).answers[question] = (option, at)
    for person, until, *numbers in OwnNumbers.objects.filter(**these).values_list("person_id", "until", *_COUNTS):
        found.setdefault(person, Gathered()).counts.append((OwnCounts(*numbers), until))
    for person, kind, at in Correction.objects.filter(**these).values_list("person_id", "type", "corrected_at"):
        found.setdefault(person, Gathered()).correction = (kind, at)
    for person, on_map, by_stemme in Preference.objects.filter(**these).values_list("person_id", "on_map", "by_stemme"):
        one = found.setdefault(person, Gathered())
        one.on_map, one.by_stemme = on_map, by_stemme
    _add_behaviour(organisation_id, found, now=now)
    return found


def _add_behaviour(organisation_id: int, found: dict[int, Gathered], *, now: dt.datetime) -> None:
    """What people did here in twelve months: only of those who placed themselves or asked Stemme to."""
    watched = [person for person, one in found.items() if one.watched]
    if not watched:
        return
    doings = doing_queries.doings(organisation_id, watched, since=now - YEAR)
    visitors = visitor_queries.visitors_of(organisation_id, list(doings), since=(now - YEAR).date())
    for person, done in doings.items():
        seen = Seen(done.shares, done.own_words, done.channels, visitors.get(person))
        found[person].seen, found[person].seen_last = seen, done.last
