"""Taking conversions, each once; taking them back."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.db import IntegrityError, transaction

from stemme.kit.periods import local_day
from stemme.library.attribute_queries import places_of
from stemme.links.click_queries import clicks_of
from stemme.outcomes.actions.tallies import mark_dirty
from stemme.outcomes.conversion_errors import (
    CurrencyError,
    EventIdError,
    GoalUnknownError,
    OccurredAtError,
    WorthError,
)
from stemme.outcomes.crediting import Click, Rules, counting, shares
from stemme.outcomes.event_limits import AHEAD, MOST_WORTH, OLDEST
from stemme.outcomes.kinds import LANDING, TRUSTED
from stemme.outcomes.models import Conversion, Door, Goal, Touch, ValueRules
from stemme.outcomes.queries import rules_of
from stemme.people import queries as people

#: So many clicks of one person are looked at; more come from no way of buying.
MOST_CLICKS = 50
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of an event: ``new``, ``same`` (it was here before), or ``other`` (its number was, with other words).

    ``counted``: some click within the goal's window led to it. It is not for the sender.
    """

    state: Literal["new", "same", "other"]
    counted: bool
    conversion_id: int


def record_conversion(
    *,
    organisation_id: int,
    door_id: int,
    goal_key: str,
    event_id: str,
    occurred_at: dt.datetime,
    click_ids: Sequence[str],
    value: Decimal | None,
    currency: str = "",
    body: bytes,
    now: dt.datetime,
) -> Recorded:
    """Take an event once, however often and by however many at the same time it is sent.

    The unique index on door and number decides. The first 50 click ids are looked at. Raises an EventError when it
    cannot be counted; a door that anybody can knock at brings no money.
    """
    digest = hashlib.sha256(body).hexdigest()
    if (before := _before(organisation_id, door_id, event_id, digest)) is not None:
        return before
    goal = Goal.objects.filter(organisation_id=organisation_id, key=goal_key, archived_at=None).first()
    if goal is None:
        raise GoalUnknownError(goal_key)
    if not 0 < len(event_id) <= 80:
        raise EventIdError(event_id[:80])
    if not now - OLDEST <= occurred_at <= now + AHEAD:
        raise OccurredAtError(occurred_at.isoformat())
    event_value = _event_value(organisation_id, door_id, value, currency)
    rules = rules_of(goal)
    clicks = _clicks(organisation_id, click_ids, rules, at=occurred_at, now=now)
    made = Conversion(
        organisation_id=organisation_id, goal=goal, door_id=door_id, event_id=event_id, body_hash=digest,
        occurred_at=occurred_at, received_at=now, event_value=event_value, value=rules.worth(event_value),
        day=local_day(occurred_at, people.organisation(organisation_id).time_zone), touches=len(clicks),
    )  # fmt: skip
    return _stored(made, clicks)


def _stored(made: Conversion, clicks: list[Click]) -> Recorded:
    """Store a conversion with its touches, unless somebody else was faster by a moment."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            if clicks:
                _note_touches(made, clicks)
                mark_dirty(made.organisation_id, [(made.goal_id, made.day)])
    except IntegrityError:
        found = _before(made.organisation_id, made.door_id, made.event_id, made.body_hash)
        if found is None:
            raise
        return found
    return Recorded("new", bool(clicks), made.id)


def cancel_conversion(*, organisation_id: int, door_id: int, event_id: str, now: dt.datetime) -> bool:
    """Take an event back: it counts no more, and its number stays taken. False if there is none; once is enough."""
    rows = Conversion.objects.filter(organisation_id=organisation_id, door_id=door_id, event_id=event_id)
    with transaction.atomic():
        found = rows.first()
        if found is None:
            return False
        # The mark comes first here as in counting, so that the two never wait for each other.
        mark_dirty(organisation_id, [(found.goal_id, found.day)])
        rows.filter(cancelled_at=None).update(cancelled_at=now)
    return True


def ensure_landing_door(organisation_id: int, now: dt.datetime) -> int:
    """The door of the organisation's own landing pages, made when it is first asked for; its id."""
    found, _made = Door.objects.get_or_create(
        code=f"landing-{organisation_id}",
        defaults={"organisation_id": organisation_id, "kind": LANDING, "name": "landing", "created_at": now},
    )
    return found.id


def _before(organisation_id: int, door_id: int, event_id: str, digest: str) -> Recorded | None:
    row = (
        Conversion.objects.filter(organisation_id=organisation_id, door_id=door_id, event_id=event_id)
        .values_list("id", "body_hash", "touches")
        .first()
    )
    if row is None:
        return None
    return Recorded("same" if row[1] == digest else "other", row[2] > 0, row[0])


def _event_value(organisation_id: int, door_id: int, value: Decimal | None, currency: str) -> Decimal | None:
    door = Door.objects.get(organisation_id=organisation_id, id=door_id)
    if value is None or door.kind not in TRUSTED:
        return None
    if not (value.is_finite() and 0 <= value <= MOST_WORTH):
        raise WorthError(str(value))
    ours = ValueRules.objects.filter(organisation_id=organisation_id).values_list("currency", flat=True).first()
    if currency and ours and currency.upper() != ours:
        raise CurrencyError(currency)
    return value.quantize(_CENT)


def _clicks(
    organisation_id: int, click_ids: Sequence[str], rules: Rules, *, at: dt.datetime, now: dt.datetime
) -> list[Click]:
    """The clicks that count, oldest first. ``teams`` holds the person's own team only."""
    found = clicks_of(click_ids[:MOST_CLICKS], organisation_id=organisation_id, now=now)
    if not found:
        return []
    team_of = people.team_of_people({one.person_id for one in found.values() if one.person_id})
    # Two clicks on one link in one second are one: its parts could not be told apart.
    clicks = [
        Click(one.at, one.link_id, one.story_id, one.person_id, one.channel, _team(team_of.get(one.person_id or 0)))
        for one in {(one.at, one.link_id): one for one in found.values()}.values()
    ]
    places = places_of(organisation_id, {one.story_id for one in clicks})
    return counting(clicks, rules=rules, at=at, places=places)


def _team(team_id: int | None) -> tuple[int, ...]:
    return (team_id,) if team_id else ()


def _note_touches(made: Conversion, clicks: list[Click]) -> None:
    credited = shares(click.at for click in clicks)
    Touch.objects.bulk_create(
        Touch(
            organisation_id=made.organisation_id, conversion=made, number=number, clicked_at=click.at,
            link_id=click.link_id, story_id=click.story_id, person_id=click.person_id,
            team_id=click.teams[0] if click.teams else None, channel=click.channel,
            last=last, first=first, linear=linear, position=position, decay=decay,
        )
        for number, (click, (last, first, linear, position, decay)) in enumerate(zip(clicks, credited, strict=True))
    )  # fmt: skip
