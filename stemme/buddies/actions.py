"""Offering help, asking for it, saying yes or no, and how a pair goes on.

Who likes to help and who would like help is nobody's business but theirs: of all this only one thing is recorded, that
somebody helped, and as their own deed.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from stemme.buddies import course, introducing_queries, queries
from stemme.buddies.matching import match
from stemme.buddies.models import OPEN, Helper, Pair, Wish
from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.periods import local_day
from stemme.people import queries as people
from stemme.people.viewer import Viewer


def offer_help(*, actor: Viewer, room: int, now: dt.datetime) -> bool:
    """Help up to ``room`` newcomers at a time (one to three); 0 ends the offer, and what runs goes on.

    False, and nothing happens, for who has not shared several times. Raises ValueError for another number.
    """
    if not 0 <= room <= 3:
        raise ValueError("one to three newcomers, or none")
    ours, me = actor.organisation_id, actor.person_id
    if room and queries.shares_of(ours, me) < queries.REGULAR_FROM:
        return False
    with transaction.atomic():
        if not room:
            Helper.objects.filter(organisation_id=ours, person_id=me).delete()
            _close(Pair.objects.filter(organisation_id=ours, helper_id=me, state=course.ASKED_HELPER), now=now)
        else:
            first = {"room": room, "since": now}
            Helper.objects.update_or_create(
                organisation_id=ours, person_id=me, defaults={"room": room}, create_defaults=first
            )  # fmt: skip
    introduce(organisation_id=ours, now=now)
    return True


def ask_for_help(*, actor: Viewer, wanted: bool, now: dt.datetime) -> bool:
    """Ask for a helper, or ask no more. False, and nothing happens, for who has shared already."""
    ours, me = actor.organisation_id, actor.person_id
    if not wanted:
        with transaction.atomic():
            Wish.objects.filter(organisation_id=ours, person_id=me).delete()
            proposed = (course.ASKED_HELPER, course.ASKED_NEWCOMER)
            _close(Pair.objects.filter(organisation_id=ours, newcomer_id=me, state__in=proposed), now=now)
        return True
    if queries.shares_of(ours, me):
        return False
    Wish.objects.get_or_create(organisation_id=ours, person_id=me, defaults={"since": now})
    introduce(organisation_id=ours, now=now)
    return True


def _close(pairs: QuerySet[Pair], *, now: dt.datetime) -> None:
    pairs.update(state=course.PASSED, changed_at=now)


def introduce(*, organisation_id: int, now: dt.datetime) -> int:
    """Ask a helper for each newcomer who waits; for how many one was found. The helper is asked first."""
    zone = people.organisation(organisation_id).time_zone
    today, lines = local_day(now, zone), introducing_queries.lines(organisation_id)
    seekers = introducing_queries.waiting(organisation_id, today=today, lines=lines)
    if not seekers:
        return 0
    free = introducing_queries.with_room(organisation_id, today=today, lines=lines)
    found = match(seekers, free, seed=today.toordinal())
    with transaction.atomic():
        made = Pair.objects.bulk_create(
            [
                Pair(organisation_id=organisation_id, helper_id=helper, newcomer_id=newcomer, changed_at=now)
                for helper, newcomer in found
            ],
            ignore_conflicts=True,  # somebody else was quicker with this newcomer
            batch_size=1_000,
        )
    return len(made)


def go_on(*, actor: Viewer, pair_id: int, deed: str, now: dt.datetime) -> bool:
    """What one of the two does with their pair (course.DEEDS); False when it cannot be done (any more).

    A no, and an end, need no reason, and the other one is told none. After a no the newcomer goes on waiting for
    somebody else; after they ended it themselves they do not.
    """
    with transaction.atomic():
        Pair.objects.select_for_update().filter(organisation_id=actor.organisation_id, id=pair_id).first()
        pair = queries.open_pair(actor, pair_id)
        after = course.moved(state=pair.state, steps=pair.steps, who=pair.who, deed=deed) if pair else None
        if pair is None or after is None:
            return False
        row = Pair.objects.filter(organisation_id=actor.organisation_id, id=pair_id)
        row.update(state=after.state, steps=after.steps, changed_at=now)
        given_up = pair.who == course.NEWCOMER and deed in (course.END, course.FINISH)
        if given_up or after.state == course.RUNNING:
            newcomer = row.values_list("newcomer_id", flat=True)
            Wish.objects.filter(organisation_id=actor.organisation_id, person_id__in=list(newcomer)).delete()
        if after.state == course.DONE:
            note_help([row.get()], now=now)
    if after.state == course.PASSED:
        introduce(organisation_id=actor.organisation_id, now=now)
    return True


def note_help(pairs: list[Pair], *, now: dt.datetime) -> None:
    """Record for the helper of each pair that it has come to its end. Once a pair: it is done only once."""
    for pair in pairs:
        record(
            facts.BUDDY_HELPED,
            organisation_id=pair.organisation_id,
            actor_id=pair.helper_id,
            subject_id=pair.pk,
            at=now,
        )


def finish_for_sharers(*, organisation_id: int, person_ids: list[int], now: dt.datetime) -> int:
    """These people have shared: whoever was helped needs it no more, and nobody else is asked; how many were helped."""
    with transaction.atomic():
        Wish.objects.filter(organisation_id=organisation_id, person_id__in=person_ids).delete()
        ours = Pair.objects.filter(organisation_id=organisation_id, newcomer_id__in=person_ids)
        running = list(ours.select_for_update().filter(state=course.RUNNING))
        ours.filter(id__in=[pair.pk for pair in running]).update(state=course.DONE, changed_at=now)
        _close(ours.filter(state__in=OPEN), now=now)
        note_help(running, now=now)
    return len(running)
