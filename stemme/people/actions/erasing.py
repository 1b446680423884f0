"""Erasing what this app knows about a person. The whole erasure is privacy.actions.erase, which calls this last."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.actions.granting import keep_an_owner, take_roles
from stemme.people.erasure_ledger import Somebody
from stemme.people.erasure_queries import ledger, somebody
from stemme.people.models import DoorLink, Person, SignInLink

#: Why somebody is erased: they wanted it; they left long ago; a restored backup had brought them back.
WANTED, LEFT, RESTORED = "wanted", "left", "restored"


def hold_person(*, organisation_id: int, person_id: int, now: dt.datetime, actor_id: int | None) -> Somebody:
    """Take hold of a person who is to be erased, and end their roles; who it is. Call inside a transaction.

    Raises Person.DoesNotExist and LastOwnerError.
    """
    _needs_transaction()
    person = Person.objects.select_for_update().select_related("organisation").get(
        organisation_id=organisation_id, id=person_id
    )  # fmt: skip
    keep_an_owner(organisation_id=organisation_id, without=[person_id])
    take_roles(organisation_id=organisation_id, person_ids=[person_id], now=now, actor_id=actor_id)
    return somebody(person)


def forget_person(*, who: Somebody, organisation_id: int, now: dt.datetime, actor_id: int | None, reason: str) -> None:
    """Delete the person with their links, visits and name, and write it down in the ledger. Call inside a transaction.

    The fact holds the bare id: without the row it leads nowhere. The ledger is written before the transaction ends:
    after a crash in between, ``stemme privacy reapply`` erases the person.
    """
    _needs_transaction()
    by = {"another": True} if actor_id else {"oneself": True} if reason == WANTED else {}
    record(
        facts.PERSON_ERASED, organisation_id=organisation_id, actor_id=actor_id, at=now, subject_id=who.person_id,
        reason=reason, **by,
    )  # fmt: skip
    for table in (DoorLink, SignInLink):
        table.objects.filter(organisation_id=organisation_id, person_id=who.person_id).delete()
    end_visits(who.person_id)
    Person.objects.filter(organisation_id=organisation_id, id=who.person_id).delete()
    ledger().add(who, day=now.date())


def end_visits(person_id: int) -> int:
    """Delete the sessions of a person; how many. They are signed texts, so all are read: some thousands a second."""
    keys = [
        session.session_key
        for session in Session.objects.iterator(chunk_size=1_000)
        if person_id in _people_of(SessionStore().decode(session.session_data))
    ]
    return Session.objects.filter(session_key__in=keys).delete()[0]


def _people_of(session: dict[str, object]) -> set[object]:
    """Whom a session is about: whose visit it is, or who is about to add a passkey (passkeys/entry.py)."""
    return {value["person"] for value in session.values() if isinstance(value, dict) and "person" in value}


def _needs_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a person is erased in one transaction")
