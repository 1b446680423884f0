"""Boards as one person sees them, and who may be named. Only people who joined are read here at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from stemme.people import queries as people
from stemme.recognition import boards
from stemme.recognition.boards import KINDS, Entry
from stemme.recognition.models import Board, BoardPlace, NameConsent
from stemme.stats import first_queries

#: Who still takes part; whoever left or said no is on no board, whatever a row says.
_HERE = Q(person__deactivated_at=None, person__declined_at=None)


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line of a board with the name, which the person gave to it."""

    place: int
    person_id: int
    name: str
    initials: str
    figure: int


@dataclass(frozen=True, slots=True)
class BoardView:
    """An open board. ``shown`` is None when too few have joined."""

    kind: str
    joined_by_me: bool
    shown: boards.Board | None
    top: tuple[NamedLine, ...]


def open_kinds(organisation_id: int) -> list[str]:
    """The boards that the organisation has switched on."""
    found = set(Board.objects.filter(organisation_id=organisation_id).values_list("kind", flat=True))
    return [kind for kind in KINDS if kind in found]


def joined_counts(organisation_id: int) -> dict[str, int]:
    """How many people are on each open board."""
    rows = Board.objects.filter(organisation_id=organisation_id).values_list("kind")
    here = Q(places__person__deactivated_at=None, places__person__declined_at=None)
    return dict(rows.annotate(number=Count("places", filter=here)))


def boards_of(organisation_id: int, person_id: int, *, floor: int) -> list[BoardView]:
    """Every open board as this person sees it. Three queries."""
    kinds = open_kinds(organisation_id)
    entries: dict[str, list[Entry]] = {kind: [] for kind in kinds}
    rows = BoardPlace.objects.filter(_HERE, organisation_id=organisation_id)
    for kind, person, figure in rows.values_list("board__kind", "person_id", "figure"):
        entries.setdefault(kind, []).append(Entry(person, figure))
    shown = {kind: boards.board(entries[kind], own_id=person_id, floor=floor) for kind in kinds}
    named = {line.person_id for found in shown.values() if found for line in found.top}
    cards = _cards(organisation_id, named)
    return [_view(kind, shown[kind], cards, any(e.person_id == person_id for e in entries[kind])) for kind in kinds]


def _view(kind: str, shown: boards.Board | None, cards: dict[int, tuple[str, str]], mine: bool) -> BoardView:
    lines = shown.top if shown else ()
    return BoardView(
        kind=kind,
        joined_by_me=mine,
        shown=shown,
        top=tuple(NamedLine(line.place, line.person_id, *cards[line.person_id], line.figure) for line in lines),
    )


def _cards(organisation_id: int, person_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name and initials of people who gave them to a board."""
    rows = BoardPlace.objects.filter(organisation_id=organisation_id, person_id__in=person_ids)
    return {row.person_id: (row.person.name, row.person.initials) for row in rows.select_related("person")}


def may_be_named(organisation_id: int, person_id: int) -> bool:
    """Whether this person lets the team see their name."""
    return NameConsent.objects.filter(organisation_id=organisation_id, person_id=person_id).exists()


def first_light_names(organisation_id: int, top: int | None, month: dt.date) -> list[str]:
    """The names of those in a team with all below it (None: everybody) who shared for the first time ever in this
    month and let their team see their names, by the alphabet. Three queries."""
    below = None if top is None else people.team_lines(organisation_id)
    rows = NameConsent.objects.filter(_HERE, organisation_id=organisation_id).select_related("person")
    asked = {
        row.person_id: row.person.name for row in rows if below is None or top in below.get(row.person.team_id or 0, ())
    }
    first = first_queries.first_share_kept(organisation_id, list(asked), since=month)
    return sorted(asked[person] for person in first)
