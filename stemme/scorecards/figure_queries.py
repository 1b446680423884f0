"""Effort and effect of people, read from what the apps below have counted. Nothing is counted anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from zoneinfo import ZoneInfo

from stemme.feed.offer_queries import suggested_in
from stemme.kit.periods import Period, midnight
from stemme.people import queries as people
from stemme.scorecards.card import Figures, Quarter, quarters
from stemme.sharing.doing_queries import Doing, doings
from stemme.sharing.queries import ShareRow, shares_of_many
from stemme.stats.buckets import PERSON
from stemme.stats.queries import NOTHING, by_key, link_totals
from stemme.stats.queries import Figures as Hits


def figures_of(organisation_id: int, person_ids: Collection[int], *, today: dt.date) -> dict[int, Figures]:
    """The quarter that runs on ``today`` and the one before, of each of these people. Eight queries, however many.

    For the person alone, and for whom they agreed to be seen by. Suggestions of the quarter before are left out: what
    was suggested is kept for 90 days, so they could not be told in whole.
    """
    running, past = quarters(today)
    zone = ZoneInfo(people.organisation(organisation_id).time_zone)
    since, beginning = midnight(running.first, zone), midnight(past.first, zone)
    ever, lately = (doings(organisation_id, person_ids, since=moment) for moment in (beginning, since))
    shares = shares_of_many(organisation_id, person_ids, since=beginning)
    hits = link_totals(organisation_id, [share.link_id for own in shares.values() for share in own])
    came = [by_key(organisation_id, PERSON, period, keys=person_ids) for period in (running, past)]
    suggested = suggested_in(organisation_id, person_ids, running)

    def quarter(person: int, period: Period, own: Sequence[ShareRow], words: int, now: bool) -> Quarter:
        return Quarter(
            period=period,
            suggestions=suggested.get(person, 0) if now else None,
            shares=len(own),
            own_words=words,
            visitors=came[0 if now else 1].get(person, NOTHING).visitors,
            brought=_brought(own, hits),
        )

    found = {}
    for person in person_ids:
        every = shares.get(person, [])
        here = [share for share in every if share.shared_at >= since]
        before = [share for share in every if share.shared_at < since]
        words, now_words = _words(ever.get(person)), _words(lately.get(person))
        found[person] = Figures(
            quarter(person, running, here, now_words, True), quarter(person, past, before, words - now_words, False)
        )
    return found


def _words(doing: Doing | None) -> int:
    return doing.own_words if doing else 0


def _brought(shares: Sequence[ShareRow], hits: Mapping[int, Hits]) -> int:
    return sum(hits.get(share.link_id, NOTHING).visitors > 0 for share in shares)
