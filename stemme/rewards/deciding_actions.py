"""What administrators do: rules, rewards, answers. Each of them stands in the audit."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer
from stemme.rewards import earning, queries
from stemme.rewards.actions import give_back
from stemme.rewards.models import GRANTED, OPEN, REFUSED, Entry, Programme, Request, Reward, Rule


def set_rules(
    *, actor: Viewer, on: bool, most_a_month: int, cause: str, rules: tuple[earning.Rule, ...], now: dt.datetime
) -> None:
    """What earns points, and whether anything does. Nothing from before the switch earns anything.

    Raises ValueError for a rule there is not, or one out of reach (earning.MOST_POINTS and its neighbours).
    """
    if {rule.key for rule in rules} != set(earning.RULES) or not 1 <= most_a_month <= earning.MOST_A_MONTH:
        raise ValueError("each rule once, and a limit")
    if any(not (1 <= r.points <= earning.MOST_POINTS and 1 <= r.per_month <= earning.MOST_TIMES) for r in rules):
        raise ValueError("points or times out of reach")
    ours = actor.organisation_id
    with transaction.atomic():
        before = queries.rules_of(ours)
        since = before.since if before.on and on else now if on else None
        Programme.objects.update_or_create(
            organisation_id=ours, defaults={"on": on, "since": since, "most_a_month": most_a_month, "cause": cause}
        )
        for rule in rules:
            Rule.objects.update_or_create(
                organisation_id=ours, key=rule.key,
                defaults={"on": rule.on, "points": rule.points, "per_month": rule.per_month},
            )  # fmt: skip
        record(
            facts.REWARDS_CHANGED, organisation_id=ours, actor_id=actor.person_id, at=now,
            on=sum(rule.on for rule in rules) if on else 0, rules=len(rules),
        )  # fmt: skip


def list_reward(*, actor: Viewer, title: str, cost: int, stock: int | None, now: dt.datetime) -> int:
    """Put something on the list that points can be redeemed for; its id. ValueError for one that costs nothing."""
    if cost < 1 or not title.strip():
        raise ValueError("a reward has a title and costs something")
    with transaction.atomic():
        made = Reward.objects.create(organisation_id=actor.organisation_id, title=title.strip(), cost=cost, stock=stock)
        _note_reward(actor, made.pk, now)
    return made.pk


def show_reward(*, actor: Viewer, reward_id: int, listed: bool, now: dt.datetime) -> None:
    """Take a reward off the list, or put it on again. Requests that were made stay."""
    with transaction.atomic():
        Reward.objects.filter(organisation_id=actor.organisation_id, id=reward_id).update(listed=listed)
        _note_reward(actor, reward_id, now)


def _note_reward(actor: Viewer, reward_id: int, now: dt.datetime) -> None:
    record(
        facts.REWARD_LISTED, organisation_id=actor.organisation_id, actor_id=actor.person_id, subject_id=reward_id,
        at=now,
    )  # fmt: skip


def answer(
    *, actor: Viewer, request_id: int, granted: bool, words: str, points: int = 0, now: dt.datetime
) -> bool:  # fmt: skip
    """Answer a request; False when it is not open any more.

    Of a reward: granted, or refused and the points return. Of an entry: granted enters ``points`` more or fewer, with
    ``words`` as the reason; the entry itself stays. Raises ValueError for a correction without a reason or of nothing.
    """
    ours = actor.organisation_id
    with transaction.atomic():
        rows = Request.objects.select_for_update().filter(organisation_id=ours, id=request_id, state=OPEN)
        request = rows.first()
        if request is None or request.person_id == actor.person_id:
            return False
        if request.entry_id is not None and granted:
            _correct(actor, request, points=points, words=words, now=now)
        elif request.reward_id is not None and not granted:
            give_back(request, on=actor.today(now))
        Request.objects.filter(organisation_id=ours, id=request_id).update(
            state=GRANTED if granted else REFUSED, answered_on=actor.today(now), words=words
        )
        record(
            facts.REWARD_ANSWERED, organisation_id=ours, actor_id=actor.person_id, subject_id=request_id, at=now
        )  # fmt: skip
    return True


def _correct(actor: Viewer, request: Request, *, points: int, words: str, now: dt.datetime) -> None:
    if not points or not words.strip():
        raise ValueError("a correction has points and a reason")
    Entry.objects.create(
        organisation_id=request.organisation_id, person_id=request.person_id, kind=earning.CORRECTED, points=points,
        made_on=actor.today(now), words=words.strip(), corrects_id=request.entry_id,
    )  # fmt: skip
    record(
        facts.LEDGER_CORRECTED, organisation_id=request.organisation_id, actor_id=actor.person_id,
        subject_id=request.pk, at=now,
    )  # fmt: skip
