"""Drawing a lottery, ending it, and forgetting its lots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.library import lots
from stemme.library.models import Campaign, Lot, Lottery, Story
from stemme.people.queries import organisation
from stemme.people.viewer import Viewer

#: Days a lottery may last: shorter says nothing, longer keeps too much from too many.
LEAST_DAYS, MOST_DAYS = 7, 56
_BATCH = 2_000


class LotteryError(Exception):
    """It cannot be drawn. ``reason``: ``missing`` (not the organisation's, or over), ``few`` (fewer people than ten
    times the smallest group that figures are shown of, or too few held back), ``there`` (one runs over it already),
    ``days`` (too short or too long)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def draw(
    *,
    actor: Viewer,
    story_id: int | None = None,
    campaign_id: int | None = None,
    person_ids: Collection[int],
    share: int,
    ends_at: dt.datetime,
    seed: int,
    now: dt.datetime,
) -> int:
    """Hold back ``share`` per cent of these people from a story or campaign until ``ends_at``; the lottery's id.

    ``person_ids`` are those who would be invited and to whom none of it was offered yet; others are in no draw and get
    it. The seed is kept nowhere: with it the lots could be worked out again. Raises LotteryError, and ValueError for a
    share outside lots.LEAST_SHARE to lots.MOST_SHARE or when not exactly one thing is named.
    """
    if (story_id is None) == (campaign_id is None):
        raise ValueError("a lottery is over one story or one campaign")
    ours = actor.organisation_id
    if not dt.timedelta(days=LEAST_DAYS) <= ends_at - now <= dt.timedelta(days=MOST_DAYS):
        raise LotteryError("days")
    if not _can_be_drawn(ours, story_id, campaign_id, now):
        raise LotteryError("missing")
    everybody, floor = set(person_ids), organisation(ours).group_floor
    if len(everybody) < lots.FLOORS * floor or lots.held_number(len(everybody), share) < floor:
        raise LotteryError("few")
    held = lots.draw(everybody, share=share, seed=seed)
    try:
        with transaction.atomic():
            lottery = Lottery.objects.create(
                organisation_id=ours, story_id=story_id, campaign_id=campaign_id, share=share,
                created_by_id=actor.person_id, drawn_at=now, ends_at=ends_at,
            )  # fmt: skip
            rows = (Lot(lottery=lottery, person_id=person, held=person in held) for person in sorted(everybody))
            Lot.objects.bulk_create(rows, batch_size=_BATCH)
            record(
                facts.LOTTERY_DRAWN, organisation_id=ours, actor_id=actor.person_id, at=now, subject_id=lottery.id,
                people=len(everybody), percent=share,
            )  # fmt: skip
    except IntegrityError as error:
        raise LotteryError("there") from error
    return lottery.id


def _can_be_drawn(organisation_id: int, story_id: int | None, campaign_id: int | None, now: dt.datetime) -> bool:
    if campaign_id is not None:
        return Campaign.objects.filter(organisation_id=organisation_id, id=campaign_id, archived_at=None).exists()
    story = Story.objects.filter(
        organisation_id=organisation_id,
        id=story_id or 0,
        published_at__isnull=False,
        withdrawn_at=None,
        archived_at=None,
    ).first()
    return story is not None and (story.ends_at is None or story.ends_at > now)


def end(*, organisation_id: int, lottery_id: int, actor: Viewer | None, now: dt.datetime) -> bool:
    """Invite everybody from now on; False when it has ended already or is another's. By its day, the actor is None."""
    with transaction.atomic():
        running = Lottery.objects.filter(organisation_id=organisation_id, id=lottery_id, ended_at=None)
        if not running.update(ended_at=now):
            return False
        record(
            facts.LOTTERY_ENDED, organisation_id=organisation_id, actor_id=actor.person_id if actor else None, at=now,
            subject_id=lottery_id,
        )  # fmt: skip
    return True


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Take the person out of every draw. Sums that were made stay: nobody is in them by name."""
    Lot.objects.filter(lottery__organisation_id=organisation_id, person_id=person_id).delete()


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Lots of lotteries that ended thirty days ago; how many."""
    return delete_old(Lot.objects.filter(lottery__ended_at__lt=before("lots", now=now)), at_once=AT_ONCE)
