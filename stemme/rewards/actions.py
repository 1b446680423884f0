"""Collecting, giving away, redeeming, asking. An entry is only ever added."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F

from stemme.people.viewer import Viewer
from stemme.rewards import earning, queries
from stemme.rewards.models import OPEN, WITHDRAWN, Collector, Entry, Pot, Programme, Request, Reward
from stemme.sharing import queries as sharing


def collect(*, actor: Viewer, now: dt.datetime) -> bool:
    """Begin to collect points, or go on after a stop; False while the organisation gives none."""
    ours, me = actor.organisation_id, actor.person_id
    if not queries.rules_of(ours).on:
        return False
    first = {"since": now, "had_shared": sharing.share_counts(ours, me, [None])[0] > 0}
    with transaction.atomic():
        _row, made = Collector.objects.get_or_create(organisation_id=ours, person_id=me, defaults=first)
        if not made:
            # What happened in between was not collected.
            Collector.objects.filter(organisation_id=ours, person_id=me, stopped_at__isnull=False).update(
                stopped_at=None, since=now, had_shared=first["had_shared"]
            )
    return True


def stop_collecting(*, actor: Viewer, now: dt.datetime) -> None:
    """Collect no more. What stands in the ledger stays, and can be given away or redeemed."""
    Collector.objects.filter(
        organisation_id=actor.organisation_id, person_id=actor.person_id, stopped_at=None
    ).update(stopped_at=now)  # fmt: skip


def give(*, actor: Viewer, points: int, now: dt.datetime) -> bool:
    """Give points to the organisation's pot; False when there are not so many, or there is no cause.

    The pot holds a sum and no names. Raises ValueError for less than one point.
    """
    if points < 1:
        raise ValueError("a gift is at least one point")
    ours = actor.organisation_id
    rules = queries.rules_of(ours)
    if not (rules.on and rules.cause):
        return False
    with transaction.atomic():
        if not _spend(actor, earning.GIVEN, points, rules.cause, now=now):
            return False
        Pot.objects.get_or_create(organisation_id=ours)
        Pot.objects.filter(organisation_id=ours).update(points=F("points") + points)
    return True


def redeem(*, actor: Viewer, reward_id: int, now: dt.datetime) -> bool:
    """Ask for a reward: its points are put aside until somebody answers. False when that cannot be (any more)."""
    ours = actor.organisation_id
    with transaction.atomic():
        if not Programme.objects.filter(organisation_id=ours, on=True).exists():
            return False
        reward = Reward.objects.select_for_update().filter(organisation_id=ours, id=reward_id, listed=True).first()
        if (
            reward is None
            or reward.stock == 0
            or not _spend(actor, earning.REDEEMED, reward.cost, reward.title, now=now)
        ):
            return False
        if reward.stock is not None:
            Reward.objects.filter(organisation_id=ours, id=reward_id).update(stock=F("stock") - 1)
        Request.objects.create(
            organisation_id=ours, person_id=actor.person_id, reward=reward, points=reward.cost,
            asked_on=actor.today(now),
        )  # fmt: skip
    return True


def _spend(actor: Viewer, kind: str, points: int, words: str, *, now: dt.datetime) -> bool:
    """Enter that points went; False when there are fewer. Call in a transaction."""
    ours, me = actor.organisation_id, actor.person_id
    # One press at a time: else two could spend the same points.
    if Collector.objects.select_for_update().filter(organisation_id=ours, person_id=me).first() is None:
        return False
    if queries.balance_of(ours, me).spendable < points:
        return False
    Entry.objects.create(
        organisation_id=ours, person_id=me, kind=kind, points=-points, made_on=actor.today(now), words=words
    )
    return True


def withdraw(*, actor: Viewer, request_id: int, now: dt.datetime) -> bool:
    """Take back an open request; the points come back. False when it has been answered meanwhile."""
    ours, me = actor.organisation_id, actor.person_id
    with transaction.atomic():
        mine = Request.objects.select_for_update(of=("self",)).filter(
            organisation_id=ours, person_id=me, id=request_id, state=OPEN
        )  # fmt: skip
        request = mine.select_related("reward").first()
        if request is None:
            return False
        give_back(request, on=actor.today(now))
        Request.objects.filter(organisation_id=ours, id=request_id).update(
            state=WITHDRAWN, answered_on=actor.today(now)
        )
    return True


def give_back(request: Request, *, on: dt.date) -> None:
    """The points of a request for a reward return, and the reward goes back on the shelf. Call in a transaction."""
    if request.reward is None:
        return
    Entry.objects.create(
        organisation_id=request.organisation_id, person_id=request.person_id, kind=earning.RETURNED,
        points=request.points, made_on=on, words=request.reward.title,
    )  # fmt: skip
    Reward.objects.filter(organisation_id=request.organisation_id, id=request.reward.pk, stock__isnull=False).update(
        stock=F("stock") + 1
    )


def question_entry(*, actor: Viewer, entry_id: int, now: dt.datetime) -> bool:
    """Ask that an own entry be looked at; False when there is none, or it was asked already."""
    ours, me = actor.organisation_id, actor.person_id
    if not Entry.objects.filter(organisation_id=ours, person_id=me, id=entry_id).exists():
        return False
    try:
        with transaction.atomic():
            Request.objects.create(
                organisation_id=ours, person_id=me, entry_id=entry_id, asked_on=actor.today(now)
            )  # fmt: skip
    except IntegrityError:
        return False
    return True
