"""Somebody leaves the company: their links, visits and roles end with it (security.md T-04)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeAlias

from django.db import connection

from stemme.people.actions.granting import keep_an_owner, take_roles
from stemme.people.models import DoorLink, Person, SignInLink

#: Who, to whom, with which data: a fact's part that differs (journal.actions.record_many).
FactData: TypeAlias = tuple[int | None, int | None, dict[str, Any]]
#: Ids per statement: SQLite takes a limited number of variables.
_BATCH = 500


def deactivate(
    *, organisation_id: int, person_ids: Sequence[int], now: dt.datetime, actor_id: int | None = None
) -> None:
    """Mark as left and end every link, visit and role: whoever comes back is given roles anew.

    Call inside a transaction, and record the fact there. Raises LastOwnerError when nobody would own the organisation.
    """
    _needs_transaction()
    keep_an_owner(organisation_id=organisation_id, without=person_ids)
    take_roles(organisation_id=organisation_id, person_ids=person_ids, now=now, actor_id=actor_id)
    for start in range(0, len(person_ids), _BATCH):
        ids = person_ids[start : start + _BATCH]
        Person.objects.filter(organisation_id=organisation_id, id__in=ids).update(deactivated_at=now, signed_out_at=now)
    close_doors(person_ids, now=now)


def close_doors(person_ids: Sequence[int], *, now: dt.datetime) -> None:
    """End all links that lie in mailboxes of these people. Call inside a transaction."""
    _needs_transaction()
    for start in range(0, len(person_ids), _BATCH):
        ids = person_ids[start : start + _BATCH]
        DoorLink.objects.filter(person_id__in=ids, ended_at=None).update(ended_at=now)
        SignInLink.objects.filter(person_id__in=ids, used_at=None, expires_at__gt=now).update(expires_at=now)


def _needs_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("links end in the transaction that gives the reason")
