"""What a reader decides about their mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.tokens import new_token, normal_token, token_hash
from stemme.mailings.models import Rhythm, Unsubscribe
from stemme.mailings.rhythm import MONTHLY, NEVER, WEEKLY
from stemme.people.actions.reachability import take_break
from stemme.people.viewer import Viewer


def change_rhythm(*, viewer: Viewer, every: str, now: dt.datetime) -> None:
    """From now on every digest, one a month, or none. Ends a break. Raises ValueError for another word."""
    if every not in {WEEKLY, MONTHLY, NEVER}:
        raise ValueError(f"no such rhythm: {every!r}")
    with transaction.atomic():
        _set(viewer.organisation_id, viewer.person_id, every, now)
        take_break(person_id=viewer.person_id, until=None, now=now)


def break_until(*, viewer: Viewer, day: dt.date, now: dt.datetime) -> None:
    """No mails before that day; afterwards as it was. Raises ValueError for a day that is over."""
    if day <= viewer.today(now):
        raise ValueError("a break ends later than today")
    take_break(person_id=viewer.person_id, until=day, now=now)


def make_stop_token(*, organisation_id: int, person_id: int, now: dt.datetime) -> str:
    """A fresh token for ``/unsubscribe/<token>/``; shown once, stored as a hash. It can stop mails and nothing else."""
    token = new_token("advu")
    Unsubscribe.objects.create(
        organisation_id=organisation_id, person_id=person_id, token_hash=token_hash(token), created_at=now
    )
    return token


def make_stop_tokens(*, organisation_id: int, person_ids: Collection[int], now: dt.datetime) -> dict[int, str]:
    """As ``make_stop_token``, for many people at once: by person. One statement; the caller knows who they are."""
    tokens = {person_id: new_token("advu") for person_id in person_ids}
    Unsubscribe.objects.bulk_create(
        Unsubscribe(organisation_id=organisation_id, person_id=person_id, token_hash=token_hash(token), created_at=now)
        for person_id, token in tokens.items()
    )
    return tokens


def stop(*, token: str, now: dt.datetime) -> bool:
    """Stop the mails of the person the token was made for; False if nobody knows it. Twice is the same as once."""
    normal = normal_token(token)
    known = Unsubscribe.objects.filter(token_hash=token_hash(normal)).first() if normal else None
    if known is None:
        return False
    with transaction.atomic():
        _set(known.organisation_id, known.person_id, NEVER, now)
    return True


def _set(organisation_id: int, person_id: int, every: str, now: dt.datetime) -> None:
    rhythm = Rhythm.objects.select_for_update().filter(person_id=person_id).first()
    if rhythm is not None and rhythm.every == every:
        return
    Rhythm.objects.update_or_create(
        person_id=person_id, defaults={"organisation_id": organisation_id, "every": every, "changed_at": now}
    )
    record(facts.MAIL_RHYTHM_CHANGED, organisation_id=organisation_id, actor_id=person_id, at=now)
