"""What an organisation decides about its mails."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.mailings.models import SendingRules
from stemme.mailings.rhythm import House
from stemme.mailings.rhythm_queries import house_of
from stemme.people import queries as people
from stemme.people.actions.digest_time import change_digest_time
from stemme.people.viewer import Viewer

MOST_A_WEEK = 7


def change_rules(*, actor: Viewer, house: House, now: dt.datetime) -> bool:
    """From now on mails leave by these rules; False if they were the same. What was due before by others is over.

    Raises ValueError for a time that does not exist, for a cap below one or above MOST_A_WEEK.
    """
    hours = house.hours
    if not 1 <= house.cap <= MOST_A_WEEK or not {hours.quiet_from, hours.quiet_until} <= set(range(24)):
        raise ValueError(f"no such rules: {house}")
    with transaction.atomic():
        before = house_of(people.organisation(actor.organisation_id))
        if _plain(before) == _plain(house):
            return False
        change_digest_time(actor=actor, weekday=house.weekday, hour=house.hour, minute=house.minute)
        SendingRules.objects.update_or_create(
            organisation_id=actor.organisation_id,
            defaults={
                "second_weekday": house.second_weekday,
                "quiet_from": hours.quiet_from,
                "quiet_until": hours.quiet_until,
                "weekends": hours.weekends,
                "cap": house.cap,
                "changed_at": now,
            },
        )
        record(
            facts.MAILS_CHANGED,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            at=now,
            cap=house.cap,
            quiet=f"{hours.quiet_from}–{hours.quiet_until}",
        )
    return True


def _plain(house: House) -> tuple[object, ...]:
    return house.weekday, house.second_weekday, house.hour, house.minute, house.hours, house.cap
