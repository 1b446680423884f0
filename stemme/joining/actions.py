"""Making links for joining, asking by them, answering, confirming."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from stemme.joining import codes, domains, limits
from stemme.joining.models import JoinLink, JoinRequest
from stemme.joining.queries import WORKS, live_link, makers_who_may, state_of
from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.lines import one_line
from stemme.kit.retention import before
from stemme.kit.tokens import new_token, normal_token, token_hash
from stemme.people import actions as people
from stemme.people.actions.limits import has_left, take
from stemme.people.name_queries import team_names
from stemme.people.queries import person_by_address
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer


class LinkOverError(Exception):
    """The link does not work (any more), or its maker may not invite any more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of asking. ``waits``: a people administrator answers first, and nothing is sent before."""

    request_id: int
    waits: bool


def make_link(
    *,
    actor: Viewer,
    label: str,
    team_id: int | None,
    language: str,
    mail_domains: Sequence[str],
    private: bool,
    most: int,
    last_day: dt.date,
    now: dt.datetime,
) -> int:
    """A new link; its id. Raises ValueError for a team (or for none) that the actor does not look after."""
    teams = actor.teams_for(MANAGE_PEOPLE)
    if not actor.may(MANAGE_PEOPLE) or (teams is not None and team_id not in teams):
        raise ValueError("a link leads into a team that its maker looks after")
    if team_id is not None:
        _needs_team(actor.organisation_id, team_id)
    with transaction.atomic():
        made = JoinLink.objects.create(
            organisation_id=actor.organisation_id,
            team_id=team_id,
            label=one_line(label, limit=80),
            token=codes.new_public_token(),
            code=codes.new_code(),
            language=language,
            domains="\n".join(mail_domains),
            private=private,
            most=most,
            last_day=last_day,
            created_at=now,
            made_by_id=actor.person_id,
        )
        _note(facts.JOIN_LINK_MADE, actor, made.pk, now, team=team_id, most=most)
    return made.pk


def _needs_team(organisation_id: int, team_id: int) -> None:
    if team_id not in team_names(organisation_id, [team_id]):
        raise ValueError("there is no such team")


def stop_link(*, actor: Viewer, link_id: int, now: dt.datetime) -> bool:
    """Nobody can ask or confirm by it any more, and whoever waits is forgotten; False if it was stopped before."""
    with transaction.atomic():
        mine = JoinLink.objects.filter(id=link_id, organisation_id=actor.organisation_id, stopped_at=None)
        if not mine.update(stopped_at=now):
            return False
        JoinRequest.objects.filter(organisation_id=actor.organisation_id, link_id=link_id).delete()
        _note(facts.JOIN_LINK_STOPPED, actor, link_id, now)
    return True


def find_by_code(*, found: str | None, network: str, now: dt.datetime) -> str | None:
    """The address for a typed code, or None after counting a wrong one. Raises people.actions.TooManyTriesError.

    ``found`` is what queries.token_of_code says. Right codes cost nothing. Whoever has used up their tries learns
    nothing any more, also not by right ones; the QR codes go on working for everybody.
    """
    if not has_left(limits.WRONG_CODES, network, now=now):
        raise people.TooManyTriesError
    if found is None:
        take(limits.WRONG_CODES, network, now=now)
    return found


def ask(
    *,
    token: str,
    address: str,
    given_name: str,
    family_name: str,
    language: str,
    network: str,
    now: dt.datetime,
) -> Asked:
    """Somebody wants to take part; no account comes of it, and the same happens for known and unknown addresses.

    ``address`` is normal. Asking again replaces what was asked before. Raises LinkOverError, ValueError for an
    address that the link is not for, and people.actions.TooManyTriesError.
    """
    link = live_link(token, now=now)
    if link is None:
        raise LinkOverError
    work = domains.is_work(address, link.domains)
    if not work and not link.private:
        raise ValueError("the link is for work addresses")
    if not take(limits.BY_NETWORK, network, now=now) or not take(
        limits.BY_ADDRESS, f"{link.organisation_id}:{address}", now=now
    ):
        raise people.TooManyTriesError
    with transaction.atomic():
        if JoinRequest.objects.filter(link_id=link.id).count() >= limits.MOST_WAITING:
            raise people.TooManyTriesError
        asked, made = JoinRequest.objects.get_or_create(
            link_id=link.id,
            email=address,
            defaults={"organisation_id": link.organisation_id, "waits": not work, "since": now},
        )
        # Whoever has been said yes to stays so; the name is what was typed last, and is asked for again at the end.
        asked.given_name = one_line(given_name, limit=120)
        asked.family_name = one_line(family_name, limit=120)
        asked.language = language
        asked.since = now if made or work else asked.since
        asked.save()
    return Asked(asked.pk, asked.waits)


def accept(*, actor: Viewer, request_id: int, now: dt.datetime) -> bool:
    """A people administrator knows who it is: the confirmation may be sent. False if it was answered before."""
    return _answer(actor, request_id, facts.JOIN_ACCEPTED, now)


def refuse(*, actor: Viewer, request_id: int, now: dt.datetime) -> bool:
    """Forget the request. Nobody is written to. False if it was answered before."""
    return _answer(actor, request_id, facts.JOIN_REFUSED, now)


def _answer(actor: Viewer, request_id: int, kind: str, now: dt.datetime) -> bool:
    with transaction.atomic():
        mine = JoinRequest.objects.filter(id=request_id, organisation_id=actor.organisation_id, waits=True)
        asked = mine.select_for_update().first()
        if asked is None:
            return False
        if kind == facts.JOIN_ACCEPTED:
            asked.waits, asked.since = False, now
            asked.save(update_fields=["waits", "since"])
        else:
            asked.delete()
        _note(kind, actor, asked.link_id, now)
    return True


def _note(kind: str, actor: Viewer, link_id: int, now: dt.datetime, **data: int | None) -> None:
    """What an administrator did with a link goes into the journal."""
    organisation_id, actor_id = actor.organisation_id, actor.person_id
    record(kind, organisation_id=organisation_id, actor_id=actor_id, at=now, subject_id=link_id, **data)


def make_confirmation(*, request_id: int) -> str:
    """A fresh token for the confirmation mail; shown once, stored as a hash. An earlier one of the request ends."""
    token = new_token("advj")
    JoinRequest.objects.filter(id=request_id).update(token_hash=token_hash(token))
    return token


def forget_request(*, request_id: int) -> None:
    """Delete a request that needs no answer any more."""
    JoinRequest.objects.filter(id=request_id).delete()


def confirm(*, token: str, given_name: str, family_name: str, now: dt.datetime) -> str | None:
    """The owner of the mailbox confirms: now there is a person, not one who takes part yet. Returns a door's token.

    None when the mail's link does not work (any more). Raises LinkOverError when the link for joining ended meanwhile
    or its maker may not invite any more (T-28); then nothing happens.
    """
    normal = normal_token(token)
    if normal is None:
        return None
    with transaction.atomic():
        asked = (
            JoinRequest.objects.select_for_update(of=("self",))
            .select_related("organisation")
            .filter(token_hash=token_hash(normal), since__gt=before("joining", now=now), waits=False)
            .first()
        )
        if asked is None:
            return None
        known = person_by_address(asked.organisation.slug, asked.email)
        person_id = known or _enrol(asked, given_name, family_name, now)
        asked.delete()
        return people.make_door_link(person_id=person_id, now=now)


def _enrol(asked: JoinRequest, given_name: str, family_name: str, now: dt.datetime) -> int:
    link = JoinLink.objects.select_for_update(of=("self",)).select_related("organisation").get(id=asked.link_id)
    if state_of(link, now=now, may=bool(makers_who_may([link]))) != WORKS:
        raise LinkOverError
    JoinLink.objects.filter(id=link.pk).update(used=F("used") + 1)
    person_id = people.create_person(
        organisation_id=asked.organisation_id,
        email=asked.email,
        given_name=given_name,
        family_name=family_name,
        team_id=link.team_id,
        language=asked.language,
        enrolled=True,
        now=now,
    )
    record(
        facts.PERSON_ENROLLED,
        organisation_id=asked.organisation_id,
        actor_id=None,
        at=now,
        subject_id=person_id,
        link=link.pk,
    )
    return person_id
