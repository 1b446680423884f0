"""Mails of signing in leave from here, out of the request: how long an answer takes says nothing about an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django_tasks import task

from stemme.people.actions import sign_in_mailing
from stemme.people.devices import Device


@task(priority=90)
def mail_links(person_ids: Sequence[int], browser_hash: str, to: str, asked_at: str) -> int:
    """Mail sign-in links to these people, who share an address; how many. Nobody known: none, and nobody notices."""
    return sign_in_mailing.mail_sign_in_links(
        person_ids=person_ids,
        browser_hash=bytes.fromhex(browser_hash),
        to=to,
        asked_at=dt.datetime.fromisoformat(asked_at),
        now=timezone.now(),
    )


@task(priority=40)
def tell_of_sign_in(person_id: int, browser: str, system: str, at: str) -> bool:
    """Tell the person of a sign-in with a browser that they had not used before."""
    device = Device(browser, system)
    return sign_in_mailing.mail_new_sign_in(person_id=person_id, device=device, at=dt.datetime.fromisoformat(at))
