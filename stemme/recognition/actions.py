"""Challenges: planning, calling off, counting. Results are frozen two days after the last day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.periods import Period, local_day
from stemme.people import name_queries
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.recognition import challenge_queries as queries
from stemme.recognition import counting, fairness, quay_queries
from stemme.recognition.challenge_queries import Words
from stemme.recognition.fairness import MEASURES, House
from stemme.recognition.models import Challenge, ChallengeText, Standing
from stemme.recognition.states import OVER, may_freeze, whole_months

#: Of a division, who are in none of its teams. Stored with the results, so it names nobody and needs no translation.
_REST = "–"


def plan(
    *,
    actor: Viewer | None,
    organisation_id: int,
    team_id: int | None,
    measure: str,
    goal: float,
    first_day: dt.date,
    months: int,
    texts: Sequence[Words],
    now: dt.datetime,
) -> int:
    """Plan a challenge of whole months; its id. One that has begun is counted at once.

    ``actor`` None is the operator at the console. Raises ValueError for an unknown measure or team, a goal that is
    nothing, or without a theme in at least one language.
    """
    if measure not in MEASURES or goal <= 0 or not texts or any(not text.theme for text in texts):
        raise ValueError("a challenge has a measure, a goal above nothing and a theme")
    if team_id is not None and team_id not in name_queries.team_names(organisation_id, [team_id]):
        raise ValueError("a challenge is for a team of the same organisation")
    period = whole_months(first_day, months)
    with transaction.atomic():
        made = Challenge.objects.create(
            organisation_id=organisation_id,
            team_id=team_id,
            measure=measure,
            goal=goal,
            first_day=period.first,
            last_day=period.last,
            created_at=now,
        )
        _write_texts(made, texts)
        record(
            facts.CHALLENGE_PLANNED,
            organisation_id=organisation_id,
            actor_id=actor.person_id if actor else None,
            at=now,
            subject_id=made.pk,
            measure=measure,
        )
    if period.first <= _today(organisation_id, now):
        count(organisation_id=organisation_id, challenge_id=made.pk, now=now)
    return made.pk


def _write_texts(challenge: Challenge, texts: Sequence[Words]) -> None:
    ChallengeText.objects.bulk_create(
        ChallengeText(challenge=challenge, language=text.language, theme=text.theme, words=text.words, prize=text.prize)
        for text in texts
    )


def call_off(*, actor: Viewer, challenge_id: int, now: dt.datetime) -> bool:
    """End a challenge before its time; employees see it no more. False when it is over or was called off before."""
    found = queries.challenge(actor.organisation_id, challenge_id, today=actor.today(now))
    if found is None or found.state == OVER:
        return False
    with transaction.atomic():
        rows = Challenge.objects.filter(organisation_id=actor.organisation_id, id=challenge_id, called_off_at=None)
        if not rows.update(called_off_at=now):
            return False
        record(
            facts.CHALLENGE_CALLED_OFF,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            at=now,
            subject_id=challenge_id,
        )
    return True


def count_all(*, now: dt.datetime) -> int:
    """Count the houses of every challenge that has begun; how many challenges."""
    done = 0
    for organisation in people.organisations():
        for challenge_id in queries.to_count(organisation.id, today=local_day(now, organisation.time_zone)):
            done += count(organisation_id=organisation.id, challenge_id=challenge_id, now=now)
    return done


def count(*, organisation_id: int, challenge_id: int, now: dt.datetime) -> bool:
    """Count the houses of one challenge anew; done twice it gives the same. False when its results are frozen.

    The first time that every house is at the goal, the fact ``challenge.met`` is recorded, once for good.
    """
    organisation = people.organisation(organisation_id)
    today = local_day(now, organisation.time_zone)
    with transaction.atomic():
        rows = Challenge.objects.filter(organisation_id=organisation_id, id=challenge_id, frozen_at=None)
        found = rows.select_for_update().first()
        if found is None or found.called_off_at is not None:
            return False
        period = Period(found.first_day, found.last_day)
        plots = quay_queries.ground(organisation_id, found.team_id, rest=_REST)
        houses = counting.houses_of(organisation_id, plots, found.measure, period, floor=organisation.group_floor)
        _keep(found, houses)
        found.counted_at = now
        if may_freeze(period, today=today):
            found.frozen_at = now
        if found.met_at is None and fairness.met(houses, found.goal):
            found.met_at = now
            _record_met(found, houses, now)
        found.save(update_fields=["counted_at", "frozen_at", "met_at"])
    return True


def _keep(challenge: Challenge, houses: Sequence[House]) -> None:
    """Replace what was counted before."""
    Standing.objects.filter(organisation_id=challenge.organisation_id, challenge=challenge).delete()
    Standing.objects.bulk_create(
        Standing(
            organisation_id=challenge.organisation_id,
            challenge=challenge,
            position=position,
            name=house.name[:500],
            team_ids=list(house.team_ids),
            people=house.people,
            heads=house.heads,
            total=house.total,
            alike=fairness.average_of_alike(house, houses),
            reached=fairness.reached(house, challenge.goal),
        )
        for position, house in enumerate(houses)
    )


def _record_met(challenge: Challenge, houses: Sequence[House], now: dt.datetime) -> None:
    """``teams`` are those of all houses. 0, the people in no team, is no team."""
    record(
        facts.CHALLENGE_MET,
        organisation_id=challenge.organisation_id,
        actor_id=None,
        at=now,
        subject_id=challenge.pk,
        teams=sorted({team for house in houses for team in house.team_ids if team}),
    )


def _today(organisation_id: int, now: dt.datetime) -> dt.date:
    return local_day(now, people.organisation(organisation_id).time_zone)
