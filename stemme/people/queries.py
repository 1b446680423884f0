"""Reading people. One function per question. Others get plain rows, never models."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from stemme.people.models import Person, Team
from stemme.people.organisation_queries import OrganisationRow as OrganisationRow
from stemme.people.organisation_queries import brand as brand
from stemme.people.organisation_queries import brand_of as brand_of
from stemme.people.organisation_queries import link_hosts as link_hosts
from stemme.people.organisation_queries import organisation as organisation
from stemme.people.organisation_queries import organisation_by_slug as organisation_by_slug
from stemme.people.organisation_queries import organisations as organisations
from stemme.people.organisation_queries import own_names as own_names
from stemme.people.organisation_queries import page_url_of as page_url_of
from stemme.people.role_queries import held_by
from stemme.people.roles import MANAGE_PEOPLE, rights_of
from stemme.people.viewer import Viewer
from stemme.people.ways import STRONG


@dataclass(frozen=True, slots=True)
class Receiver:
    """A person as mails and feeds need them."""

    person_id: int
    email: str
    given_name: str
    name: str
    initials: str
    title: str
    language: str
    place: str
    team_id: int | None
    #: Their own, or the organisation's.
    time_zone: str
    #: Two small letters, their own or the organisation's; empty for none that is known.
    country: str
    #: The languages they want stories in; empty: they have not said, so their own and what its speakers read.
    story_languages: tuple[str, ...]
    joined_at: dt.datetime | None
    invited_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and the division (topmost team) it belongs to; a division belongs to itself."""

    id: int
    parent_id: int | None
    name: str
    division_id: int
    division_name: str


@dataclass(frozen=True, slots=True)
class LanguagesAndPlaces:
    """What audiences can be made of."""

    languages: tuple[str, ...]
    places: tuple[str, ...]


def viewer(person_id: int, *, scope: str, started: dt.datetime | None = None, way: str | None = None) -> Viewer | None:
    """The person as a viewer, or None if there is no such person any more, they have left, or the visit that
    ``started`` then has been ended since.

    ``way`` is what opened the visit (models.way_choices; empty if unknown). Who has a strong way and came by another
    has no role rights; nor has anybody who came by another where roles need a strong way. None: there is no visit,
    somebody works in this person's name.
    """
    person = Person.objects.select_related("organisation", "team").filter(id=person_id, deactivated_at=None).first()
    if person is None or (started and person.signed_out_at and started < person.signed_out_at):
        return None
    held = held_by(person.organisation_id, [person.id])[person.id]
    rights = rights_of([grant.role for grant in held])
    strong = person.strong_sign_in_since is not None
    by_mail = way is not None and way not in STRONG
    proven = not (strong and by_mail)
    rests = by_mail and (strong or person.organisation.roles_need_strong)
    return Viewer(
        person_id=person.id,
        organisation_id=person.organisation_id,
        organisation_name=person.organisation.name,
        organisation_slug=person.organisation.slug,
        time_zone=person.organisation.time_zone,
        team_id=person.team_id,
        team_name=person.team.name if person.team else "",
        place=person.place,
        given_name=person.given_name,
        name=person.name,
        initials=person.initials,
        title=person.title,
        language=person.language,
        theme=person.theme,
        own_zone=person.time_zone,
        story_languages=tuple(person.story_languages or ()),
        scope=scope,
        rights=frozenset() if rests else rights,
        held=() if rests else held,
        strong=strong,
        proven=proven,
        resting=rights if rests else frozenset(),
        brand=brand_of(person.organisation),
    )


def receivers(
    organisation_id: int, *, now: dt.datetime | None = None, only: Collection[int] | None = None
) -> list[Receiver]:
    """Everybody, or of ``only`` these everybody, who may get mail today: invited or joined, and not declined, paused,
    left or bounced."""
    here = organisation(organisation_id)
    today = (now or timezone.now()).astimezone(ZoneInfo(here.time_zone)).date()
    found = _reachable(organisation_id, today)
    found = found if only is None else found.filter(id__in=only)
    return [_receiver(person, here) for person in found.order_by("id")]


def person_card(organisation_id: int, person_id: int) -> Receiver | None:
    """One person of the organisation, whatever their state, or None if they are unknown or have left."""
    person = Person.objects.filter(organisation_id=organisation_id, id=person_id, deactivated_at=None).first()
    return _receiver(person, organisation(organisation_id)) if person else None


def people_taking_part(organisation_id: int) -> set[int]:
    """Everybody who may take part and has not said no: invited or joined, on a break or not."""
    reached = Q(invited_at__isnull=False) | Q(joined_at__isnull=False)
    found = Person.objects.filter(reached, organisation_id=organisation_id, declined_at=None, deactivated_at=None)
    return set(found.values_list("id", flat=True))


def _reachable(organisation_id: int, today: dt.date) -> QuerySet[Person]:
    return Person.objects.filter(
        Q(invited_at__isnull=False) | Q(joined_at__isnull=False),
        Q(paused_until=None) | Q(paused_until__lte=today),
        organisation_id=organisation_id,
        declined_at=None,
        deactivated_at=None,
        bounced_at=None,
    )


def _receiver(person: Person, here: OrganisationRow) -> Receiver:
    return Receiver(
        person_id=person.id,
        email=person.email,
        given_name=person.given_name,
        name=person.name,
        initials=person.initials,
        title=person.title,
        language=person.language,
        place=person.place,
        team_id=person.team_id,
        time_zone=person.time_zone or here.time_zone,
        country=person.country or here.country,
        story_languages=tuple(person.story_languages or ()),
        joined_at=person.joined_at,
        invited_at=person.invited_at,
    )


def teams(organisation_id: int) -> list[TeamRow]:
    """All teams in the order of the tree: a division, what is below it, the next division; by name on each level."""
    children: dict[int | None, list[tuple[int, str]]] = {}
    found = Team.objects.filter(organisation_id=organisation_id).order_by("name", "id")
    for team, above, name in found.values_list("id", "parent_id", "name"):
        children.setdefault(above, []).append((team, name))
    rows: list[TeamRow] = []

    def walk(team: int, above: int | None, name: str, division: tuple[int, str]) -> None:
        rows.append(TeamRow(team, above, name, *division))
        for child, its_name in children.get(team, []):
            walk(child, team, its_name, division)

    for team, name in children.get(None, []):
        walk(team, None, name, (team, name))
    return rows


def teams_looked_after(viewer: Viewer) -> list[TeamRow]:
    """Those of all teams whose people the viewer administers, in the same order."""
    limit = viewer.teams_for(MANAGE_PEOPLE)
    return [team for team in teams(viewer.organisation_id) if limit is None or team.id in limit]


def team_names(organisation_id: int) -> dict[int, str]:
    """The name of each team."""
    return dict(Team.objects.filter(organisation_id=organisation_id).values_list("id", "name"))


def division_names(organisation_id: int) -> dict[int, str]:
    """The names of the topmost teams, in the order of their names. One query, however many teams there are below."""
    rows = Team.objects.filter(organisation_id=organisation_id, parent=None).order_by("name", "id")
    return dict(rows.values_list("id", "name"))


def team_lines(organisation_id: int) -> dict[int, tuple[int, ...]]:
    """For each team its id and those of all teams above it, the nearest first."""
    parent = dict(Team.objects.filter(organisation_id=organisation_id).values_list("id", "parent_id"))
    return {team_id: _line(team_id, parent) for team_id in parent}


def _line(team_id: int, parent: Mapping[int, int | None]) -> tuple[int, ...]:
    found = [team_id]
    while above := parent[found[-1]]:
        found.append(above)
    return tuple(found)


def team_names_above(organisation_id: int, team_id: int | None) -> dict[int, str]:
    """The team's name and those of the teams above it, by id, the nearest first. One query."""
    if not team_id:
        return {}
    teams = _teams(organisation_id)
    parents = {team: parent for team, (parent, _) in teams.items()}
    return {above: teams[above][1] for above in _line(team_id, parents)} if team_id in teams else {}


def named_lines(organisation_id: int) -> dict[int, dict[int, str]]:
    """For each team its name and those of the teams above it, by id, the nearest first. One query."""
    teams = _teams(organisation_id)
    parents = {team: parent for team, (parent, _) in teams.items()}
    return {team: {above: teams[above][1] for above in _line(team, parents)} for team in teams}


def _teams(organisation_id: int) -> dict[int, tuple[int | None, str]]:
    """The team above each team, and its own name."""
    rows = Team.objects.filter(organisation_id=organisation_id).values_list("id", "parent_id", "name")
    return {team: (parent, name) for team, parent, name in rows}


def lines_of(organisation_id: int, team_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """What ``team_lines`` gives, of these teams only. One query."""
    parent = dict(Team.objects.filter(organisation_id=organisation_id).values_list("id", "parent_id"))
    return {team: _line(team, parent) for team in team_ids if team in parent}


def team_line(organisation_id: int, team_id: int | None) -> tuple[int, ...]:
    """The team's id and those above it; empty for no team or an unknown one."""
    return lines_of(organisation_id, [team_id]).get(team_id, ()) if team_id else ()


def headcount(organisation_id: int) -> dict[int, int]:
    """Invited or joined people (not those who left) by their own team; teams below are not added in."""
    rows = (
        Person.objects.filter(
            Q(invited_at__isnull=False) | Q(joined_at__isnull=False),
            organisation_id=organisation_id,
            deactivated_at=None,
            team__isnull=False,
        )
        .values_list("team_id")
        .annotate(number=Count("id"))
    )
    return {team_id: number for team_id, number in rows if team_id is not None}


def languages_and_places(organisation_id: int) -> LanguagesAndPlaces:
    """Which languages and places people have who have not left, by the alphabet."""
    rows = Person.objects.filter(organisation_id=organisation_id, deactivated_at=None).order_by()
    found = set(rows.values_list("language", "place").distinct())
    return LanguagesAndPlaces(
        tuple(sorted({language for language, _ in found})), tuple(sorted({place for _, place in found if place}))
    )


def person_by_address(slug: str, address: str) -> int | None:
    """The id of who has this work address at the organisation with this short name, unless they left."""
    found = Person.objects.filter(organisation__slug=slug, email=address.strip().lower(), deactivated_at=None)
    return found.values_list("id", flat=True).first()


def team_of_people(person_ids: Collection[int]) -> dict[int, int]:
    """The team of each of these people, whatever their organisation: for roll-ups, never for a page."""
    rows = Person.objects.filter(id__in=list(person_ids), team__isnull=False).values_list("id", "team_id")
    return {person: team for person, team in rows if team is not None}


def invited_people(organisation_id: int) -> int:
    """How many people were invited or joined and have not left, with a team or without."""
    reached = Q(invited_at__isnull=False) | Q(joined_at__isnull=False)
    return Person.objects.filter(reached, organisation_id=organisation_id, deactivated_at=None).count()


def present_people(organisation_id: int) -> int:
    """How many people there are who have not left, invited or not."""
    return Person.objects.filter(organisation_id=organisation_id, deactivated_at=None).count()
