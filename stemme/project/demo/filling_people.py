"""The demo's organisation, teams and people."""

from __future__ import annotations

import datetime as dt

from stemme.library.models import Stream
from stemme.people.models import Organisation, Person, RoleGrant, Team
from stemme.people.roles import ROLE_OF, STREAM, TEAM
from stemme.project.demo.company import DIVISIONS
from stemme.project.demo.people import DemoPerson
from stemme.project.demo.stage import BATCH, SLUG, ZONE, Stage


def make_people(stage: Stage) -> None:
    """Everybody."""
    started = stage.now - dt.timedelta(days=740)
    stage.organisation = Organisation.objects.create(
        slug=SLUG,
        name="Nordlys Energi",
        language="nb",
        time_zone=str(ZONE),
        country="no",
        mail_domain="nordlys.example",
        created_at=started,
    )
    stage.teams = _teams(stage.organisation)
    made = Person.objects.bulk_create([_person(stage, p, started) for p in stage.plan], batch_size=BATCH)
    stage.person_of = {p.number: row for p, row in zip(stage.plan, made, strict=True)}
    stage.by_address = {row.email.split("@")[0]: row for row in made}


def make_grants(stage: Stage) -> None:
    """Who may do what, some of it in one stream or division only. Comes after the streams."""
    streams = dict(Stream.objects.filter(organisation=stage.organisation).values_list("name", "id"))
    grants = []
    for p in stage.plan:
        for written in p.roles:
            role, _, limit = written.partition(":")
            grant = RoleGrant(organisation=stage.organisation, person=stage.person_of[p.number], role=role)
            grant.granted_at = stage.organisation.created_at
            if limit:
                grant.stream_id = streams[limit] if ROLE_OF[role].scope == STREAM else None
                grant.team = stage.teams[limit, ""] if ROLE_OF[role].scope == TEAM else None
            grants.append(grant)
    RoleGrant.objects.bulk_create(grants)


def _teams(organisation: Organisation) -> dict[tuple[str, str], Team]:
    teams = {}
    for division in DIVISIONS:
        top = Team.objects.create(organisation=organisation, name=division.name)
        teams[division.name, ""] = top
        for name, *_ in division.teams:
            teams[division.name, name] = Team.objects.create(organisation=organisation, parent=top, name=name)
    return teams


def _person(stage: Stage, p: DemoPerson, started: dt.datetime) -> Person:
    invited = stage.time_on(stage.today - dt.timedelta(days=round(30.4 * p.months_ago) - 6)) if p.months_ago else None
    return Person(
        organisation=stage.organisation,
        team=stage.teams[p.division, p.team],
        external_id=f"N{1000 + p.number}",
        email=p.email,
        given_name=p.given,
        family_name=p.family,
        title=p.title,
        place=p.place,
        language=p.language,
        created_at=started,
        invited_at=invited,
        joined_at=invited + dt.timedelta(hours=3) if invited and p.joined else None,
        declined_at=invited + dt.timedelta(days=1) if invited and p.declined else None,
        bounced_at=invited if p.bounced else None,
        paused_until=stage.today + dt.timedelta(days=40) if p.paused else None,
    )
