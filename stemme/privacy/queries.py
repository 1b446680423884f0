"""Everything that is held about a person, read from the very tables that everybody else's pages are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Window

from stemme.journal import queries as journal
from stemme.kit.retention import ROWS, Kept
from stemme.kit.tenancy_queries import owner_path
from stemme.library import queries as library
from stemme.links import queries as links
from stemme.people import name_queries, own_queries
from stemme.people.viewer import Viewer
from stemme.privacy.held import SOURCES, Source

#: Rows of a table on the page; the files hold all of them.
ON_THE_PAGE = 20
#: Nobody has more in one table than this; a file that would be larger is cut here.
_IN_A_FILE = 200_000


@dataclass(frozen=True, slots=True)
class Held:
    """Some rows of one table. ``number`` is how many there are."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    number: int


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of record with what is there of it."""

    kept: Kept
    tables: tuple[Held, ...]

    @property
    def number(self) -> int:
        """How many rows there are."""
        return sum(table.number for table in self.tables)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked. ``kind`` is a kind of journal/facts.py; ``name`` is empty for whoever is gone."""

    at: dt.datetime
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Everything:
    """All of it, and the titles of the stories that are spoken of: language and title by id."""

    groups: tuple[Group, ...]
    titles: dict[int, tuple[str, str]]


def held(viewer: Viewer, *, limit: int = _IN_A_FILE) -> Everything:
    """What is held about the viewer: one query a table, whatever is in it. At most ``limit`` rows of each."""
    groups = tuple(Group(row, tuple(_rows(viewer, source, limit) for source in SOURCES[row.key])) for row in ROWS)
    return Everything(groups, library.titles(viewer.organisation_id, set(_stories(groups))))


def _rows(viewer: Viewer, source: Source, limit: int) -> Held:
    table = apps.get_model(source.table)
    mine = {owner_path(table): viewer.organisation_id, source.who: viewer.person_id, **source.also}
    found = (
        table._default_manager.filter(**mine)
        .order_by("-pk")
        .annotate(rows_in_all=Window(Count("*")))
        .values_list(*source.columns, "rows_in_all")
    )
    rows = list(found[:limit])
    return Held(source.table, source.columns, tuple(row[:-1] for row in rows), rows[0][-1] if rows else 0)


def _stories(groups: tuple[Group, ...]) -> Iterator[int]:
    for group in groups:
        for table in group.tables:
            name = "id" if table.table == "library.Story" else "story_id"
            if name in table.columns:
                place = table.columns.index(name)
                yield from (row[place] for row in table.rows)


def looks(viewer: Viewer) -> list[Look]:
    """Who of the administrators looked at the viewer's data when, the newest first."""
    found = journal.who_looked(viewer.organisation_id, viewer.person_id)
    names = name_queries.names(viewer.organisation_id, {look.actor_id for look in found if look.actor_id})
    return [Look(look.happened_at, look.kind, names.get(look.actor_id or 0, "")) for look in found]


def who_corrects(viewer: Viewer) -> list[own_queries.Contact]:
    """Who can correct what the company handed over."""
    return own_queries.people_administrators(viewer.organisation_id, viewer.team_id)


def counting(viewer: Viewer) -> bool | None:
    """Whether visits through the viewer's links are counted: all of them, some (then True), or None without links."""
    mine = links.links_of_person(viewer.organisation_id, viewer.person_id)
    return any(link.counted for link in mine) if mine else None
