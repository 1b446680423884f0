"""Reading the list of people. No score, no last sign-in, and nobody's "no" (security.md P-02)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from stemme.people.import_queries import team_paths
from stemme.people.models import Person

PAGE_SIZE = 25
#: The teams whose people somebody may see (``Viewer.teams_for``), or None for everybody.
Teams: TypeAlias = Collection[int] | None
#: The states one can choose. Whoever said no stands among the invited: a no is invisible to others (principle 9).
STATES = ("active", "invited", "paused", "not_invited", "bounced")


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


def state_counts(organisation_id: int, *, today: dt.date, group_floor: int, teams: Teams = None) -> StateCounts:
    """Everybody by state, in one query."""
    conditions = _conditions(today)
    numbers = _present(organisation_id, teams).aggregate(
        total=Count("id"),
        said_no=Count("id", filter=Q(declined_at__isnull=False)),
        **{state: Count("id", filter=condition) for state, condition in conditions.items()},
    )
    shown = numbers["said_no"] >= group_floor
    return StateCounts(
        total=numbers["total"],
        active=numbers["active"],
        invited=numbers["invited"] - (numbers["said_no"] if shown else 0),
        paused=numbers["paused"],
        said_no=numbers["said_no"] if shown else None,
        not_invited=numbers["not_invited"],
        bounced=numbers["bounced"],
    )


def _found(organisation_id: int, *, state: str, words: str, today: dt.date, teams: Teams) -> QuerySet[Person]:
    people = _present(organisation_id, teams)
    if state in STATES:
        people = people.filter(_conditions(today)[state])
    for word in words.split()[:6]:
        condition = Q()
        # SQLite's "case does not matter" knows ASCII only, so the usual ways of writing are tried.
        for written in {word, word.lower(), word.upper(), word.capitalize()}:
            for field in ("given_name", "family_name", "team__name", "team__parent__name", "place", "title"):
                condition |= Q(**{f"{field}__icontains": written})
        people = people.filter(condition)
    return people


def people_page(
    organisation_id: int, *, state: str, words: str, page: int | str, today: dt.date, teams: Teams = None
) -> Page[PersonRow]:
    """A page of the list, by name. ``state`` is one of STATES or anything else for everybody."""
    people = _found(organisation_id, state=state, words=words, today=today, teams=teams)
    chosen = Paginator(people.order_by("family_name", "given_name", "id"), PAGE_SIZE).get_page(page)
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


def not_invited_ids(organisation_id: int, *, words: str, today: dt.date, teams: Teams = None) -> list[int]:
    """Everybody whom the list shows as not invited yet, on all pages."""
    found = _found(organisation_id, state="not_invited", words=words, today=today, teams=teams)
    return list(found.values_list("id", flat=True))


def export_rows(organisation_id: int, *, teams: Teams = None) -> list[tuple[str, ...]]:
    """The people as an import would take them back, by name. Who takes part is not in it (P-02)."""
    paths = team_paths(organisation_id)
    rows = _present(organisation_id, teams).order_by("family_name", "given_name", "id")
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
    ]


def exported_ids(organisation_id: int, *, teams: Teams = None) -> list[int]:
    """Whom ``export_rows`` contains."""
    return list(_present(organisation_id, teams).values_list("id", flat=True))
