"""Sealing facts, checking the chain, cutting off what is older than it may be."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable

from django.db import router, transaction
from django.db.models import Max, Min
from django.utils import timezone

from stemme.journal import chain, facts
from stemme.journal.actions import hold_cursor, move_cursor, newest_readable_fact, record
from stemme.journal.chain_queries import SEALER, end_of, unsealed, walked
from stemme.journal.models import Anchor, ChainCheck, Fact, Seal
from stemme.kit import retention
from stemme.kit.tenancy import across_organisations

logger = logging.getLogger(__name__)
#: Facts of administration are kept this long (security.md 2.3, row 24).
KEPT = retention.OF["audit"].period
#: A person's own deeds are kept this long: what they lead to has tables of its own, with their own times.
OWN_KEPT = retention.OF["deeds"].period
_PORTION = 5_000
#: The sealing remembers how far it has looked when it saw so many facts, even if none was its own.
_FAR = 1_000


@across_organisations("facts are sealed in the order of their ids, for all organisations in one run")
def seal(*, limit: int = 10_000) -> int:
    """Hang the next facts of administration, at most ``limit``, into the chains of their organisations; how many.

    Writers never wait for each other: only the sealing goes in the order of ids, one at a time (it holds its cursor).
    """
    newest = newest_readable_fact()
    with transaction.atomic():
        position = hold_cursor(SEALER)
        found = unsealed(after=position, up_to=newest, limit=limit)
        by_organisation: dict[int, list[chain.Link]] = {}
        for fact in found:
            by_organisation.setdefault(fact.organisation_id, []).append(fact)
        for organisation_id, links in by_organisation.items():
            _append(organisation_id, links)
        reached = found[-1].id if len(found) == limit else newest
        if found or reached - position > _FAR:
            move_cursor(SEALER, to=reached)
    return len(found)


def seal_everything() -> int:
    """Seal until nothing waits; how many facts."""
    done = 0
    while sealed := seal():
        done += sealed
    return done


def _append(organisation_id: int, links: list[chain.Link]) -> None:
    end, seals = end_of(organisation_id), []
    for place in range(0, len(links), chain.LONGEST):
        made = chain.sealed(end, links[place : place + chain.LONGEST])
        end = chain.Beginning(made.number, made.up_to, made.facts, made.hash)
        seals.append(
            Seal(
                organisation_id=organisation_id,
                number=made.number,
                ids=chain.packed(made.ids),
                marks=made.marks,
                up_to=made.up_to,
                facts=made.facts,
                hash=made.hash,
            )
        )
    Seal.objects.bulk_create(seals)


def check(organisation_id: int, *, now: dt.datetime, wanted: frozenset[bytes] = frozenset()) -> chain.Walk:
    """Walk the whole chain and remember the outcome for the audit page and the doctor."""
    state = walked(organisation_id, wanted=wanted)
    ChainCheck.objects.update_or_create(
        organisation_id=organisation_id,
        defaults={
            "checked_at": now,
            "facts": state.facts,
            "up_to": state.up_to,
            "up_to_at": state.up_to_at,
            "head": state.hash,
            "broken": state.broken.kind if state.broken else "",
            "broken_at": state.broken.at if state.broken else None,
        },
    )
    return state


def check_all(organisation_ids: Iterable[int], *, now: dt.datetime) -> int:
    """Seal what waits, check every chain, and write its head to the log, which lies outside the database; how many are
    broken."""
    seal_everything()
    broken = 0
    for organisation_id in organisation_ids:
        state = check(organisation_id, now=now)
        if state.broken:
            broken += 1
            logger.error("audit chain of organisation %s: %s at %s", organisation_id, *_told(state.broken))
        else:
            logger.info(
                "audit chain of organisation %s: %s facts, head %s", organisation_id, state.facts, state.hash.hex()
            )
    return broken


def _told(found: chain.Break) -> tuple[str, int]:
    return found.kind, found.at


@across_organisations("what has served its time goes in every organisation")
def forget_own_deeds(*, now: dt.datetime) -> int:
    """Delete people's own deeds that are older than ``OWN_KEPT``; how many. Who reads facts must have read them before:
    call the readers first."""
    forgotten = 0
    old = Fact.objects.filter(chained=False, happened_at__lt=now - OWN_KEPT).order_by("id")
    while ids := list(old.values_list("id", flat=True)[:_PORTION]):
        forgotten += _delete(ids, chained=False)
    return forgotten


def forget_deeds_of(*, organisation_id: int, person_id: int) -> int:
    """Delete a person's own deeds, for whoever is erased; how many. Facts of administration keep the bare id."""
    mine = Fact.objects.filter(organisation_id=organisation_id, actor_id=person_id, chained=False)
    return _delete(list(mine.values_list("id", flat=True)), chained=False)


def _delete(ids: list[int], *, chained: bool) -> int:
    """The one place that deletes facts. Those of administration only if an anchor covers them: the database looks."""
    with transaction.atomic():
        for place in range(0, len(ids), _PORTION):
            rows = Fact.objects.filter(id__in=ids[place : place + _PORTION], chained=chained)
            rows._raw_delete(router.db_for_write(Fact))
    return len(ids)


def cut(organisation_id: int, *, now: dt.datetime) -> int:
    """Cut off the oldest part of the chain, as far as nothing in it is younger than ``KEPT``; how many facts.

    Refuses to cut a chain that is broken: what happened to it must stay visible.
    """
    seal_everything()
    limit = now - KEPT
    mine = Fact.objects.filter(organisation_id=organisation_id, chained=True)
    kept_from = mine.filter(happened_at__gte=limit).aggregate(first=Min("id"))["first"]
    seals = Seal.objects.filter(organisation_id=organisation_id)
    last = (seals.filter(up_to__lt=kept_from) if kept_from else seals).order_by("-number").first()
    if last is None:
        return 0
    if walked(organisation_id).broken:
        logger.error("audit chain of organisation %s is broken and is not cut", organisation_id)
        return 0
    with transaction.atomic():
        hold_cursor(SEALER)
        old = mine.filter(id__lte=last.up_to)
        newest_at = old.aggregate(newest=Max("happened_at"))["newest"]
        if newest_at is None:  # somebody else has cut it meanwhile
            return 0
        Anchor.objects.create(
            organisation_id=organisation_id,
            number=last.number,
            up_to=last.up_to,
            facts=last.facts,
            hash=bytes(last.hash),
            cut_at=now,
            newest_at=newest_at,
        )
        done = _delete(list(old.values_list("id", flat=True)), chained=True)
        seals.filter(number__lte=last.number)._raw_delete(router.db_for_write(Seal))
        record(
            facts.AUDIT_CUT, organisation_id=organisation_id, actor_id=None, at=now, up_to=last.up_to, facts=last.facts
        )
    return done


def check_now(organisation_id: int) -> chain.Walk:
    """Seal what waits and check the chain of one organisation."""
    seal_everything()
    return check(organisation_id, now=timezone.now())
