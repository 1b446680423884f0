"""What a reader decides about their mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.tokens import new_token, normal_token, token_hash
from stemme.mailings.models import QuietWeek, Rhythm, Unsubscribe
from stemme.mailings.rhythm import NEVER, RHYTHMS
from stemme.mailings.ways import MAIL, WAYS
from stemme.people.actions.reachability import take_break
from stemme.people.viewer import Viewer

LONGEST_QUIET = dt.timedelta(days=366)
#: More quiet weeks than this ahead nobody plans; who does wants no mails at all.
MOST_QUIET = 24


def choose(
    *,
    viewer: Viewer,
    every: str,
    weekday: int | None = None,
    hour: int | None = None,
    minute: int | None = None,
    way: str = MAIL,
    now: dt.datetime,
) -> None:
    """From now on mails come in this rhythm, on this weekday (Monday is 0), at this time of the viewer's own clock and
    by this way; None: as the organisation has it. A break stays as it is.

    Raises ValueError for a rhythm, a weekday, a time or a way that does not exist.
    """
    right = every in RHYTHMS and way in {MAIL, *WAYS} and weekday in {None, *range(7)} and hour in {None, *range(24)}
    if not right or minute not in {None, *range(60)} or (hour is None and minute is not None):
        raise ValueError(f"no such rhythm: {every!r}, {weekday}, {hour}:{minute}, {way!r}")
    wanted = {"every": every, "weekday": weekday, "hour": hour, "minute": minute, "way": way}
    with transaction.atomic():
        _set(viewer.organisation_id, viewer.person_id, wanted, now)


def add_quiet(*, viewer: Viewer, first: dt.date, last: dt.date, now: dt.datetime) -> int:
    """No mails from ``first`` until ``last``, both included; the id of what was planned.

    Raises ValueError for days that are over or in the wrong order, for more than a year, and for more than MOST_QUIET.
    """
    if (
        not first <= last <= first + LONGEST_QUIET
        or last < viewer.today(now)
        or first > viewer.today(now) + LONGEST_QUIET
    ):
        raise ValueError("quiet weeks end after they begin, are not over and at most a year long")
    mine = QuietWeek.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.person_id)
    with transaction.atomic():
        if mine.filter(last__gte=viewer.today(now)).count() >= MOST_QUIET:
            raise ValueError("so many quiet weeks are planned already")
        planned, new = QuietWeek.objects.get_or_create(
            organisation_id=viewer.organisation_id,
            person_id=viewer.person_id,
            first=first,
            last=last,
            defaults={"created_at": now},
        )
        if new:
            _record_change(viewer.organisation_id, viewer.person_id, now)
    return planned.pk


def drop_quiet(*, viewer: Viewer, quiet_id: int, now: dt.datetime) -> bool:
    """These quiet weeks are not wanted any more; False for the id of another person's, or of none."""
    mine = QuietWeek.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.person_id, id=quiet_id)
    with transaction.atomic():
        dropped = mine.delete()[0] > 0
        if dropped:
            _record_change(viewer.organisation_id, viewer.person_id, now)
    return dropped


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
    stop_for(organisation_id=known.organisation_id, person_id=known.person_id, now=now)
    return True


def stop_for(*, organisation_id: int, person_id: int, now: dt.datetime) -> None:
    """No more mails to this person, who said so elsewhere: with a token, or to the provider."""
    with transaction.atomic():
        _set(organisation_id, person_id, {"every": NEVER}, now)


def _set(organisation_id: int, person_id: int, wanted: Mapping[str, object], now: dt.datetime) -> None:
    """Write down what is wanted; what is not named stays as it was."""
    rhythm = Rhythm.objects.select_for_update().filter(person_id=person_id).first()
    if rhythm is not None and all(getattr(rhythm, name) == value for name, value in wanted.items()):
        return
    Rhythm.objects.update_or_create(
        person_id=person_id, defaults={"organisation_id": organisation_id, **wanted, "changed_at": now}
    )
    _record_change(organisation_id, person_id, now)


def _record_change(organisation_id: int, person_id: int, now: dt.datetime) -> None:
    record(facts.MAIL_RHYTHM_CHANGED, organisation_id=organisation_id, actor_id=person_id, at=now)
