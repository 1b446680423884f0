"""Reading the list of people. No score, no last sign-in, and nobody's "no" (security.md P-02)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from stemme.people.import_queries import team_paths
from stemme.people.list_filters import ANY_ROLE, MOST_WORDS, Filters
from stemme.people.models import Person, RoleGrant
from stemme.people.queries import named_lines

PAGE_SIZE = 25
#: The teams whose people somebody may see (``Viewer.teams_for``), or None for everybody.
Teams: TypeAlias = Collection[int] | None
_ORDERS: dict[str, tuple[str, ...]] = {
    "name": ("family_name", "given_name", "id"),
    "team": ("team__name", "family_name", "given_name", "id"),
    "title": ("title", "family_name", "given_name", "id"),
    "language": ("language", "family_name", "given_name", "id"),
}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A line of the list."""

    id: int
    name: str
    initials: str
    team: str
    place: str
    title: str
    language: str
    state: str
    paused_until: dt.date | None
    bounced: bool


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many people are in which state. ``said_no`` is None below the group floor; then they count as invited."""

    total: int
    active: int
    invited: int
    paused: int
    said_no: int | None
    not_invited: int
    bounced: int

    @property
    def listed_as_invited(self) -> int:
        """Lines of the list that say "invited"."""
        return self.invited + (self.said_no or 0)


def _conditions(today: dt.date) -> dict[str, Q]:
    paused = Q(declined_at=None, paused_until__gt=today)
    waiting = Q(declined_at=None) & (Q(paused_until=None) | Q(paused_until__lte=today))
    return {
        "paused": paused,
        "active": waiting & Q(joined_at__isnull=False),
        "invited": Q(declined_at__isnull=False) | (waiting & Q(joined_at=None, invited_at__isnull=False)),
        "not_invited": waiting & Q(joined_at=None, invited_at=None),
        "bounced": Q(bounced_at__isnull=False),
    }


def _present(organisation_id: int, teams: Teams) -> QuerySet[Person]:
    people = Person.objects.filter(organisation_id=organisation_id, deactivated_at=None)
    return people if teams is None else people.filter(team_id__in=teams)


def narrowing(organisation_id: int, filters: Filters) -> Q:
    """What the filters ask for besides the state, as a condition to use more than once. At most one query."""
    condition = Q()
    if filters.language:
        condition &= Q(language=filters.language)
    if filters.role:
        grants = RoleGrant.objects.filter(organisation_id=organisation_id)
        held = grants if filters.role == ANY_ROLE else grants.filter(role=filters.role)
        condition &= Q(id__in=held.values("person_id"))
    if filters.team is None and not filters.words:
        return condition
    lines = named_lines(organisation_id)
    if filters.team is not None:
        condition &= Q(team_id__in=[team for team, line in lines.items() if filters.team in line])
    for word in filters.words.split()[:MOST_WORDS]:
        condition &= _said(word, lines)
    return condition


def _said(word: str, lines: Mapping[int, Mapping[int, str]]) -> Q:
    """Who has the word in their name, title, place or in the name of a team that they belong to."""
    key = word.casefold()
    teams = [team for team, line in lines.items() if any(key in name.casefold() for name in line.values())]
    condition = Q(team_id__in=teams)
    # SQLite's "case does not matter" knows ASCII only, so of other words the usual ways of writing are tried.
    for written in {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}:
        for field in ("given_name", "family_name", "place", "title"):
            condition |= Q(**{f"{field}__icontains": written})
    return condition


def state_counts(
    organisation_id: int, *, today: dt.date, group_floor: int, teams: Teams = None, narrow: Q | None = None
) -> StateCounts:
    """Everybody by state, or those whom ``narrow`` finds, in one query.

    Of a part of the list nobody learns how many said no: two parts would tell of the few in between.
    """
    conditions = _conditions(today)
    people = _present(organisation_id, teams)
    numbers = (people if narrow is None else people.filter(narrow)).aggregate(
        total=Count("id"),
        said_no=Count("id", filter=Q(declined_at__isnull=False)),
        **{state: Count("id", filter=condition) for state, condition in conditions.items()},
    )
    shown = numbers["said_no"] >= group_floor and narrow is None
    return StateCounts(
        total=numbers["total"],
        active=numbers["active"],
        invited=numbers["invited"] - (numbers["said_no"] if shown else 0),
        paused=numbers["paused"],
        said_no=numbers["said_no"] if shown else None,
        not_invited=numbers["not_invited"],
        bounced=numbers["bounced"],
    )


def found_people(
    organisation_id: int, filters: Filters, *, today: dt.date, teams: Teams, narrow: Q | None = None
) -> QuerySet[Person]:
    """Whom the list shows on all its pages, in no order. ``narrow``: what ``narrowing`` says, if it is known."""
    condition = narrowing(organisation_id, filters) if narrow is None else narrow
    people = _present(organisation_id, teams).filter(condition)
    return people.filter(_conditions(today)[filters.state]) if filters.state else people


def listed_as(state: str, today: dt.date) -> Q:
    """Who is listed in this state."""
    return _conditions(today)[state]


def people_page(
    organisation_id: int,
    filters: Filters,
    *,
    page: int | str,
    number: int | None = None,
    today: dt.date,
    teams: Teams = None,
    narrow: Q | None = None,
) -> Page[PersonRow]:
    """A page of the list. ``number``: how many there are on all pages, if that has been counted already."""
    people = found_people(organisation_id, filters, today=today, teams=teams, narrow=narrow)
    paginator = Paginator(people.order_by(*_ORDERS[filters.sort]), PAGE_SIZE)
    if number is not None:
        paginator.count = number
    chosen = paginator.get_page(page)
    paths = team_paths(organisation_id)
    rows = [_row(person, paths, today) for person in chosen.object_list]
    return Page(rows, chosen.number, cast("Paginator[PersonRow]", chosen.paginator))


def _row(person: Person, paths: dict[int, tuple[str, ...]], today: dt.date) -> PersonRow:
    state = person.state(today)
    return PersonRow(
        id=person.id,
        name=person.name,
        initials=person.initials,
        team=", ".join(reversed(paths.get(person.team_id, ()))) if person.team_id else "",
        place=person.place,
        title=person.title,
        language=person.language,
        state="invited" if state == "declined" else state,
        paused_until=person.paused_until if state == "paused" else None,
        bounced=person.bounced_at is not None,
    )


def export_rows(organisation_id: int, person_ids: Collection[int]) -> list[tuple[str, ...]]:
    """These people as an import would take them back, by name. Who takes part is not in it (P-02)."""
    paths = team_paths(organisation_id)
    rows = _present(organisation_id, None).order_by("family_name", "given_name", "id")
    wanted = frozenset(person_ids)
    return [
        (
            person.external_id,
            person.given_name,
            person.family_name,
            person.email,
            *(*paths.get(person.team_id or 0, ()), "", "")[:2],
            person.title,
            person.place,
            person.language,
        )
        for person in rows.iterator(2000)
        if person.id in wanted
    ]


def present_ids(organisation_id: int, *, teams: Teams = None) -> list[int]:
    """Everybody of these teams who has not left."""
    return list(_present(organisation_id, teams).values_list("id", flat=True))
