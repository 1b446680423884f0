"""Organisations, teams, people and invitations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from stemme.journal import facts
from stemme.journal.actions import record, record_many
from stemme.kit.lines import one_line
from stemme.people.actions.leaving import FactData, deactivate
from stemme.people.mail_address import normal_address
from stemme.people.models import Organisation, Person, Team
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer


def create_organisation(
    *,
    slug: str,
    name: str,
    language: str = "en",
    time_zone: str = "Europe/Oslo",
    mail_domain: str = "",
    country: str = "",
    now: dt.datetime | None = None,
) -> int:
    """A new organisation; its id. For the operator's console. Raises IntegrityError when the slug is taken."""
    made = Organisation.objects.create(
        slug=slug,
        name=one_line(name, limit=120),
        language=language,
        time_zone=time_zone,
        mail_domain=mail_domain,
        country=country,
        created_at=now or timezone.now(),
    )
    return made.id


def create_team(*, organisation_id: int, name: str, parent_id: int | None = None) -> int:
    """A team below another one of the same organisation, or a division; the id of the one there is, if there is one."""
    if parent_id is not None:
        Team.objects.get(id=parent_id, organisation_id=organisation_id)
    team, _ = Team.objects.get_or_create(
        organisation_id=organisation_id, parent_id=parent_id, name=one_line(name, limit=120)
    )
    return team.id


def create_person(
    *,
    organisation_id: int,
    email: str,
    given_name: str,
    family_name: str = "",
    team_id: int | None = None,
    title: str = "",
    place: str = "",
    language: str = "en",
    external_id: str = "",
    enrolled: bool = False,
    now: dt.datetime | None = None,
) -> int:
    """A person who is not invited yet; their id. Raises AddressError, or IntegrityError for a taken address.

    ``enrolled``: they came by themselves. The mail they asked for was their invitation, no second one follows (P-01);
    and no file overrules the language they chose.
    """
    moment = now or timezone.now()
    if team_id is not None:
        Team.objects.get(id=team_id, organisation_id=organisation_id)
    made = Person.objects.create(
        organisation_id=organisation_id,
        email=normal_address(email),
        given_name=one_line(given_name, limit=120),
        family_name=one_line(family_name, limit=120),
        team_id=team_id,
        title=one_line(title, limit=160),
        place=one_line(place, limit=120),
        language=language,
        external_id=external_id,
        created_at=moment,
        invited_at=moment if enrolled else None,
        language_chosen_at=moment if enrolled else None,
    )
    return made.id


def invite(*, actor: Viewer, person_ids: Sequence[int], now: dt.datetime) -> int:
    """Invite those of the actor's people who were not yet; how many. The mail follows from the fact.

    Whoever was invited, joined, said no or left stays untouched: one invitation is enough (P-01).
    """
    teams = actor.teams_for(MANAGE_PEOPLE)
    with transaction.atomic():
        people = list(
            Person.objects.select_for_update()
            .filter(
                Q() if teams is None else Q(team_id__in=teams),
                organisation_id=actor.organisation_id,
                id__in=list(person_ids),
                invited_at=None,
                joined_at=None,
                declined_at=None,
                deactivated_at=None,
            )
            .values_list("id", flat=True)
        )
        Person.objects.filter(id__in=people).update(invited_at=now)
        rows: list[FactData] = [(actor.person_id, person_id, {}) for person_id in people]
        record_many(facts.PERSON_INVITED, organisation_id=actor.organisation_id, at=now, rows=rows)
    return len(people)


def deactivate_person(*, actor: Viewer, person_id: int, now: dt.datetime) -> None:
    """Mark a colleague as having left; their links, visits and roles end at once.

    Raises Person.DoesNotExist for whoever is not among the actor's people, and LastOwnerError.
    """
    teams = actor.teams_for(MANAGE_PEOPLE)
    with transaction.atomic():
        people = Person.objects.filter(Q() if teams is None else Q(team_id__in=teams))
        people.select_for_update().get(id=person_id, organisation_id=actor.organisation_id, deactivated_at=None)
        deactivate(organisation_id=actor.organisation_id, person_ids=[person_id], now=now, actor_id=actor.person_id)
        record(
            facts.PERSON_DEACTIVATED,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            at=now,
            subject_id=person_id,
        )
