"""Who gets a mail about proposals, and when it may leave."""

from __future__ import annotations

import datetime as dt

from stemme.library import proposal_queries
from stemme.mailings import queries as mailings
from stemme.mailings.rhythm import NEVER
from stemme.mailings.rhythm_queries import Chosen, chosen_by, house_of
from stemme.people import queries as people
from stemme.people.break_queries import break_of
from stemme.people.role_queries import held_by
from stemme.people.roles import WRITE_STORIES, streams_with
from stemme.proposals.timing import after_silence, waited_too_long

#: A break may be long; after that the answer stands on the page and in no mail.
_LONGEST_WAIT = dt.timedelta(days=60)
_BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def gets_mail(organisation_id: int, person_id: int, *, now: dt.datetime) -> bool:
    """Whether a mail reaches this person now: no No, no stop, no break, no quiet week, and their address works."""
    at = when(organisation_id, person_id, now=now)
    card = people.receivers(organisation_id, now=now, only=[person_id])
    if at is None or not card:
        return False
    return not any(row.first <= at.date() <= row.last for row in _quiet(organisation_id, person_id, now))


def when(organisation_id: int, person_id: int, *, now: dt.datetime) -> dt.datetime | None:
    """When a mail may leave to this person: after a break, a quiet week, quiet hours and days off; None for never."""
    card = people.person_card(organisation_id, person_id)
    if card is None or person_id not in people.people_taking_part(organisation_id):
        return None
    if chosen_by(organisation_id, [person_id]).get(person_id, Chosen()).wish.every == NEVER:
        return None
    until = break_of(organisation_id, person_id, now=now)
    quiet = [(row.first, row.last) for row in _quiet(organisation_id, person_id, now)]
    at = after_silence(now, zone=card.time_zone, until=until, quiet=quiet)
    if at - now > _LONGEST_WAIT:
        return None
    hours = house_of(people.organisation(organisation_id)).hours
    return hours.first_open(at, zone=card.time_zone, country=card.country)


def owners_to_tell(here: people.OrganisationRow, *, today: dt.date) -> list[int]:
    """The owners of streams in which something has begun to wait too long, as far as they may answer there."""
    since, until = waited_too_long(today, here.country, here.time_zone)
    new = proposal_queries.waiting_between(here.id, since=since, until=until)
    owners = {owner for stream, (owner, _) in proposal_queries.owners_of(here.id).items() if stream in new and owner}
    return sorted(owner for owner in owners if _may_answer(here.id, owner, set(new)))


def waiting_of(here: people.OrganisationRow, person_id: int, *, today: dt.date) -> dict[str, int]:
    """How many proposals have waited too long in each stream that this person owns, by the stream's name."""
    _, until = waited_too_long(today, here.country, here.time_zone)
    found = proposal_queries.waiting_between(here.id, since=_BEGINNING, until=until)
    owned = proposal_queries.owners_of(here.id)
    return {owned[s][1]: number for s, number in found.items() if s in owned and owned[s][0] == person_id}


def _may_answer(organisation_id: int, person_id: int, streams: set[int]) -> bool:
    own = streams_with(WRITE_STORIES, held_by(organisation_id, [person_id])[person_id])
    return own is None or bool(own & streams)


def _quiet(organisation_id: int, person_id: int, now: dt.datetime) -> list[mailings.QuietRow]:
    return mailings.quiet_weeks_of(organisation_id, person_id, now=now)
