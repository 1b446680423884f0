"""Writing facts. Call inside the transaction that does the thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from stemme.jobs.actions import wake
from stemme.journal import spans
from stemme.journal.facts import CHAINED, FIGURES_EXPORTED, KINDS, LOOKED_AT_MANY, LOOKED_AT_ONE
from stemme.journal.models import Cursor, Fact
from stemme.kit.tenancy import across_organisations

#: PostgreSQL advisory lock that writers share and a reader takes alone, see ``facts_since``.
_LOCK = 20_261_122
#: Opening the same page again within this time is the same look.
A_LOOK_LASTS = dt.timedelta(hours=1)


def record(
    kind: str,
    *,
    organisation_id: int,
    actor_id: int | None,
    at: dt.datetime,
    subject_id: int | None = None,
    **data: Any,
) -> None:
    """Record that something happened. ``data`` holds ids and counts, never names or texts.

    Raises ValueError for a kind that facts.py does not list, and RuntimeError outside a transaction: a fact
    without its deed, or a deed without its fact, would be a lie.
    """
    record_many(kind, organisation_id=organisation_id, at=at, rows=[(actor_id, subject_id, data)])


def record_many(
    kind: str, *, organisation_id: int, at: dt.datetime, rows: list[tuple[int | None, int | None, dict[str, Any]]]
) -> None:
    """Record the same kind of fact many times, one (actor, subject, data) each. Who waits for such facts is woken."""
    if kind not in KINDS:
        raise ValueError(f"journal/facts.py does not list {kind!r}")
    if not connection.in_atomic_block:
        raise RuntimeError("facts are recorded in the transaction of the deed")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])
    Fact.objects.bulk_create(
        [
            Fact(
                organisation_id=organisation_id,
                kind=kind,
                actor_id=actor,
                subject_id=subject,
                data=data,
                happened_at=at,
                chained=kind in CHAINED,
            )
            for actor, subject, data in rows
        ],
        batch_size=2000,
    )
    wake(kind, now=timezone.now())


def record_look(
    kind: str,
    *,
    organisation_id: int,
    actor_id: int,
    at: dt.datetime,
    subject_id: int | None = None,
    **data: Any,
) -> bool:
    """Record that an administrator looked at personal data; False if they had done so within the hour before.

    For pages that one opens again and again (facts.LOOKED_AT_ONE). Files go through ``record_taken``.
    """
    if kind not in LOOKED_AT_ONE:
        raise ValueError(f"{kind!r} is no look at a page")
    with transaction.atomic():
        lately = Fact.objects.filter(
            organisation_id=organisation_id,
            kind=kind,
            actor_id=actor_id,
            subject_id=subject_id,
            happened_at__gt=at - A_LOOK_LASTS,
        )
        if lately.exists():
            return False
        record(kind, organisation_id=organisation_id, actor_id=actor_id, at=at, subject_id=subject_id, **data)
    return True


def record_seldom(kind: str, *, organisation_id: int, actor_id: int, at: dt.datetime, **data: Any) -> bool:
    """Record what somebody may do again and again; False if there is the very same within the hour before."""
    same = {f"data__{name}": value for name, value in data.items()}
    with transaction.atomic():
        lately = Fact.objects.filter(
            organisation_id=organisation_id, kind=kind, actor_id=actor_id, happened_at__gt=at - A_LOOK_LASTS, **same
        )
        if lately.exists():
            return False
        record(kind, organisation_id=organisation_id, actor_id=actor_id, at=at, **data)
    return True


def record_taken(
    kind: str, *, organisation_id: int, actor_id: int, at: dt.datetime, person_ids: Iterable[int] = (), **data: Any
) -> None:
    """Record that somebody took a file along, and whom it contained. ``kind`` is one of facts.LOOKED_AT_MANY, or
    FIGURES_EXPORTED, which contains nobody."""
    if kind not in LOOKED_AT_MANY | {FIGURES_EXPORTED}:
        raise ValueError(f"{kind!r} is no file")
    if kind in LOOKED_AT_MANY:
        data["who"] = spans.written(person_ids)
    with transaction.atomic():
        record(kind, organisation_id=organisation_id, actor_id=actor_id, at=at, **data)


@across_organisations("the cursor stands in the facts of all organisations")
def newest_readable_fact() -> int:
    """The highest fact id below which nothing is still being written.

    PostgreSQL hands out ids before commit, so a plain ``max(id)`` could jump over a slow transaction. Taking the lock
    that every writer shares waits for those under way (research/stack.md 2, last line).
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        newest = Fact.objects.order_by("-id").values_list("id", flat=True).first()
    return newest or 0


def hold_cursor(name: str) -> int:
    """How far the reader has come, and until the end of the transaction no other of its name may read on."""
    Cursor.objects.get_or_create(name=name)
    return Cursor.objects.select_for_update().get(name=name).position


def move_cursor(name: str, *, to: int) -> None:
    """Remember how far a reader has come. Call in the transaction of the reader's own writes."""
    Cursor.objects.update_or_create(name=name, defaults={"position": to})
