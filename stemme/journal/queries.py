"""Reading facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from stemme.journal import facts, spans
from stemme.journal.models import Cursor, Fact
from stemme.kit.tenancy import across_organisations


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as others see it."""

    id: int
    organisation_id: int
    kind: str
    actor_id: int | None
    subject_id: int | None
    data: dict[str, Any]
    happened_at: dt.datetime


def cursor_position(name: str) -> int:
    """How far the reader has come; 0 at first."""
    return Cursor.objects.filter(name=name).values_list("position", flat=True).first() or 0


@across_organisations("readers of the journal follow the facts of all organisations with one cursor")
def facts_between(after: int, up_to: int, *, kinds: frozenset[str], limit: int) -> list[FactRow]:
    """Facts with ``after < id <= up_to`` of these kinds, oldest first, at most ``limit``."""
    rows = Fact.objects.filter(id__gt=after, id__lte=up_to, kind__in=kinds).order_by("id")[:limit]
    return [_row(fact) for fact in rows]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which facts of administration somebody wants to see. ``since`` and ``until`` are moments, the latter excluded."""

    kinds: frozenset[str]
    actor_id: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def audit_page(organisation_id: int, asked: Asked, *, page: int | str, size: int) -> Page[FactRow]:
    """A page of the facts of administration, the newest first."""
    chosen = Paginator(_asked(organisation_id, asked).order_by("-id"), size).get_page(page)
    rows = [_row(fact) for fact in chosen.object_list]
    return Page(rows, chosen.number, cast("Paginator[FactRow]", chosen.paginator))


def audit_rows(organisation_id: int, asked: Asked, *, limit: int) -> list[FactRow]:
    """The facts of administration for a file, the newest first, at most ``limit``."""
    return [_row(fact) for fact in _asked(organisation_id, asked).order_by("-id")[:limit].iterator(2_000)]


def audit_actors(organisation_id: int, kinds: frozenset[str]) -> list[int]:
    """Who did anything of these kinds."""
    rows = Fact.objects.filter(organisation_id=organisation_id, chained=True, kind__in=kinds, actor_id__isnull=False)
    return [actor for actor in rows.order_by("actor_id").values_list("actor_id", flat=True).distinct() if actor]


def who_looked(organisation_id: int, person_id: int) -> list[FactRow]:
    """When administrators looked at this person's data, the newest first: at their page, at what they did, or by a file
    that contained them. Looks of the person themselves are left out; what is older than twelve months is forgotten."""
    return [fact for fact in _looks(organisation_id) if fact.actor_id != person_id and _concerns(fact, person_id)]


def looks_since(organisation_id: int, person_id: int, kind: str, *, since: dt.datetime) -> list[dt.datetime]:
    """When others looked at this person's data in this way from a moment on, the newest first. One query."""
    rows = Fact.objects.filter(organisation_id=organisation_id, kind=kind, chained=True, happened_at__gte=since)
    if kind in facts.LOOKED_AT_ONE:
        rows = rows.filter(subject_id=person_id)
    found = (_row(fact) for fact in rows.exclude(actor_id=person_id).order_by("-id").iterator(2_000))
    return [fact.happened_at for fact in found if _concerns(fact, person_id)]


def own_deeds(organisation_id: int, person_id: int) -> list[FactRow]:
    """What the person did for themselves, the newest first: what is not forgotten yet (90 days)."""
    rows = Fact.objects.filter(organisation_id=organisation_id, actor_id=person_id, chained=False).order_by("-id")
    return [_row(fact) for fact in rows]


def _looks(organisation_id: int) -> Iterator[FactRow]:
    kinds = facts.LOOKED_AT_ONE | facts.LOOKED_AT_MANY
    rows = Fact.objects.filter(organisation_id=organisation_id, kind__in=kinds, chained=True).order_by("-id")
    return (_row(fact) for fact in rows.iterator(2_000))


def _concerns(fact: FactRow, person_id: int) -> bool:
    if fact.kind in facts.LOOKED_AT_ONE:
        return fact.subject_id == person_id
    # Files of before said only how many people they contained: everybody.
    return "who" not in fact.data or spans.holds(fact.data["who"], person_id)


def _asked(organisation_id: int, asked: Asked) -> QuerySet[Fact]:
    rows = Fact.objects.filter(organisation_id=organisation_id, chained=True)
    if asked.kinds != facts.CHAINED:
        rows = rows.filter(kind__in=asked.kinds)
    if asked.actor_id is not None:
        rows = rows.filter(actor_id=asked.actor_id)
    if asked.since:
        rows = rows.filter(happened_at__gte=asked.since)
    if asked.until:
        rows = rows.filter(happened_at__lt=asked.until)
    return rows


def _row(fact: Fact) -> FactRow:
    return FactRow(
        fact.id, fact.organisation_id, fact.kind, fact.actor_id, fact.subject_id, fact.data, fact.happened_at
    )
