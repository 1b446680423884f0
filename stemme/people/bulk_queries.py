"""Whom an action on many people would reach, and whom not: counted before anything happens, and again when it does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from stemme.journal import facts
from stemme.journal.subject_queries import subjects_since
from stemme.people.list_filters import Filters
from stemme.people.list_queries import found_people, listed_as
from stemme.people.models import Person
from stemme.people.role_queries import beyond
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer

INVITE, REMIND, MOVE, DEACTIVATE, EXPORT = "invite", "remind", "move", "deactivate", "export"
ACTS = (INVITE, REMIND, MOVE, DEACTIVATE, EXPORT)
#: The one reminder goes out by itself after a week (mailings); by hand it can go out earlier, but not at once.
REMIND_FROM, REMIND_UNTIL = dt.timedelta(days=2), dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Selection:
    """Whom somebody chose: everybody whom the filters find, or those with these ids."""

    filters: Filters
    everybody: bool
    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom the action reaches, and how many of the chosen it passes by. Nobody who said no can be told from others."""

    person_ids: tuple[int, ...]
    chosen: int

    @property
    def passed_by(self) -> int:
        """How many of the chosen stay as they are."""
        return self.chosen - len(self.person_ids)


def reached(viewer: Viewer, act: str, selection: Selection, *, now: dt.datetime, team_id: int | None = None) -> Reached:
    """Whom ``act`` reaches among the chosen ones of the viewer's people, now. ``team_id``: where MOVE leads."""
    people = _chosen(viewer, selection, now)
    chosen = people.count()
    return Reached(tuple(_fitting(viewer, act, people, now, team_id).values_list("id", flat=True)), chosen)


def _chosen(viewer: Viewer, selection: Selection, now: dt.datetime) -> QuerySet[Person]:
    organisation_id, teams, today = viewer.organisation_id, viewer.teams_for(MANAGE_PEOPLE), viewer.today(now)
    if selection.everybody:
        return found_people(organisation_id, selection.filters, today=today, teams=teams)
    people = found_people(organisation_id, Filters(), today=today, teams=teams)
    return people.filter(id__in=selection.person_ids)


def _fitting(
    viewer: Viewer, act: str, people: QuerySet[Person], now: dt.datetime, team_id: int | None
) -> QuerySet[Person]:
    today = viewer.today(now)
    if act == INVITE:
        return people.filter(listed_as("not_invited", today))
    if act == REMIND:
        reminded = subjects_since(viewer.organisation_id, facts.PERSON_REMINDED, since=now - 2 * REMIND_UNTIL)
        return _without(people.filter(listed_as("invited", today), remindable(now)), reminded)
    if act == MOVE and team_id is not None:
        return people.exclude(team_id=team_id)
    if act == DEACTIVATE:
        return _without(people, {*beyond(viewer), viewer.person_id})
    return people


def remindable(now: dt.datetime) -> Q:
    """Invited long enough ago for a reminder, and not so long that it has gone out by itself."""
    return Q(invited_at__lte=now - REMIND_FROM, invited_at__gt=now - REMIND_UNTIL)


def _without(people: QuerySet[Person], ids: Collection[int]) -> QuerySet[Person]:
    return people.exclude(id__in=list(ids)) if ids else people
