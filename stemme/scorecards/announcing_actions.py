"""Telling everybody of an agreement: a mail each, and the agreement hears whom one has reached."""

from __future__ import annotations

import datetime as dt
import logging

from stemme.agreements import actions as agreements
from stemme.agreements import queries
from stemme.kit.periods import local_day
from stemme.mailings.actions.queueing import queue
from stemme.mailings.rhythm import NEVER
from stemme.mailings.rhythm_queries import chosen_by, house_of
from stemme.mailings.sent_queries import reached_by
from stemme.people import queries as people
from stemme.people.support_queries import reachable
from stemme.scorecards.announcement_kind import KEY

logger = logging.getLogger(__name__)
#: The notes say "by mail" of whoever a mail has reached.
_BY_MAIL = "mail"


def announce_all(*, now: dt.datetime) -> int:
    """Queue the mails about every agreement that people are still to be told of, and note whom one has reached since.

    How many mails were queued. Called again and again: nobody gets two, and who came later is told as well.
    """
    return sum(_announce(organisation_id, agreement_id, now=now) for organisation_id, agreement_id in queries.waiting())


def _announce(organisation_id: int, agreement_id: int, *, now: dt.datetime) -> int:
    waiting = queries.to_tell(organisation_id, agreement_id)
    reached = reached_by(organisation_id, KEY, agreement_id)
    told = {person: _BY_MAIL for person in waiting if person in reached}
    try:
        # Also when nobody is new: the last one may have left, or have read it on the page.
        agreements.announce(organisation_id=organisation_id, agreement_id=agreement_id, told=told, now=now)
    except agreements.AgreementError:
        logger.info("agreement %d was closed while people were being told of it", agreement_id)
        return 0
    organisation = people.organisation(organisation_id)
    today = local_day(now, organisation.time_zone)
    hours = house_of(organisation).hours
    silent = {person for person, choice in chosen_by(organisation_id).items() if choice.wish.every == NEVER}
    clocks = reachable(organisation_id, today=today)
    # Mails of this kind do not wait for quiet hours by themselves: they go to people whom no digest knows.
    opens = {clock: hours.first_open(now, zone=clock[0], country=clock[1]) for clock in set(clocks.values())}
    wanted = (clocks.keys() & set(waiting)) - reached - silent
    slot = _slot(organisation_id, agreement_id, today)
    return sum(
        queue(
            organisation_id=organisation_id,
            person_id=person,
            kind=KEY,
            subject_id=agreement_id,
            slot=slot,
            not_before=max(opens[clocks[person]], now),
            now=now,
        )
        for person in sorted(wanted)
    )


def _slot(organisation_id: int, agreement_id: int, today: dt.date) -> dt.date:
    """One mail to each about one agreement, on whichever day it is asked for again."""
    row = queries.agreement(organisation_id, agreement_id, on=today)
    return row.answered_at.date() if row and row.answered_at else today
