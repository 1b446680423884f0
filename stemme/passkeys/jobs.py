"""Mails about passkeys leave from here, and what has served its time goes."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks import task

from stemme.passkeys import actions, letters
from stemme.people.queries import organisation, person_card


@task(priority=40)
def tell_of_change(organisation_id: int, person_id: int, what: str, at: str) -> bool:
    """Tell the person what happened to their passkeys (a key of letters.WHAT); False when they are gone."""
    person = person_card(organisation_id, person_id)
    if person is None:
        return False
    page_url = organisation(organisation_id).page_url
    letters.send(person, what, page_url=page_url, at=dt.datetime.fromisoformat(at))
    return True


@task()
def sweep_challenges() -> int:
    """Delete questions that nobody answered. Once a day."""
    return actions.sweep(now=timezone.now())
