"""Which lotteries there are, and whom they hold back. Lists and mails ask here; no page tells anybody their lot."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from stemme.kit.retention import before
from stemme.kit.tenancy import across_organisations
from stemme.library.models import Campaign, Lot, Lottery, Story
from stemme.library.queries import StoryRow, titles

#: The newest stories to choose from.
_MOST = 100


@dataclass(frozen=True, slots=True)
class LotteryRow:
    """A draw over a story or a campaign; the other id is None. ``name`` is the story's title or the campaign's name."""

    id: int
    story_id: int | None
    campaign_id: int | None
    name: str
    #: The language of a story's title; "" for a campaign.
    language: str
    share: int
    drawn_at: dt.datetime
    ends_at: dt.datetime
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Lots:
    """The people of a draw who are still here, for sums over both groups and for nothing else."""

    invited: frozenset[int]
    held: frozenset[int]


def held_back(organisation_id: int, stories: Iterable[StoryRow], *, now: dt.datetime) -> dict[int, set[int]]:
    """Person → which of these stories they are not invited to now. One query; people who may get all are missing."""
    open_lots = Lot.objects.filter(_open(now), lottery__organisation_id=organisation_id, held=True)
    found = list(open_lots.values_list("person_id", "lottery__story_id", "lottery__campaign_id"))
    if not found:
        return {}
    campaigns: dict[int, set[int]] = defaultdict(set)
    known = set()
    for story in stories:
        known.add(story.id)
        if story.campaign_id is not None:
            campaigns[story.campaign_id].add(story.id)
    held: dict[int, set[int]] = defaultdict(set)
    for person_id, story_id, campaign_id in found:
        held[person_id] |= {story_id} & known if story_id else campaigns.get(campaign_id, set())
    return held


def held_from(organisation_id: int, story: StoryRow, *, now: dt.datetime) -> set[int]:
    """Who is not invited to this story now. One query."""
    return {person for person, stories in held_back(organisation_id, [story], now=now).items() if stories}


def held_story_ids(
    organisation_id: int, person_id: int, stories: Collection[StoryRow], *, now: dt.datetime
) -> set[int]:
    """Which of these stories the person is not invited to now. One query."""
    return held_back(organisation_id, stories, now=now).get(person_id, set())


def _open(now: dt.datetime) -> Q:
    return Q(lottery__ended_at=None, lottery__ends_at__gt=now)


def lotteries(organisation_id: int) -> list[LotteryRow]:
    """All draws of the organisation, the newest first. Two queries."""
    rows = Lottery.objects.filter(organisation_id=organisation_id).select_related("campaign")
    return _rows(organisation_id, rows.order_by("-drawn_at", "-id"))


def lottery(organisation_id: int, lottery_id: int) -> LotteryRow | None:
    """One draw, or None when the organisation has no such one."""
    rows = Lottery.objects.filter(organisation_id=organisation_id, id=lottery_id).select_related("campaign")
    return next(iter(_rows(organisation_id, rows)), None)


def _rows(organisation_id: int, lotteries: Iterable[Lottery]) -> list[LotteryRow]:
    found = list(lotteries)
    told = titles(organisation_id, [row.story_id for row in found if row.story_id])
    return [
        LotteryRow(
            row.id,
            row.story_id,
            row.campaign_id,
            row.campaign.name if row.campaign else told.get(row.story_id or 0, ("", ""))[1],
            "" if row.campaign else told.get(row.story_id or 0, ("", ""))[0],
            row.share,
            row.drawn_at,
            row.ends_at,
            row.ended_at,
        )
        for row in found
    ]


def lots_of(organisation_id: int, lottery_id: int) -> Lots:
    """Who is in both groups of a draw. Only for adding up: never shown, never handed on."""
    rows = Lot.objects.filter(lottery__organisation_id=organisation_id, lottery_id=lottery_id)
    both: dict[bool, set[int]] = {True: set(), False: set()}
    for person_id, held in rows.values_list("person_id", "held"):
        both[held].add(person_id)
    return Lots(frozenset(both[False]), frozenset(both[True]))


def drawable(organisation_id: int, *, now: dt.datetime) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Stories and campaigns that a lottery can be drawn over, each with its name: published, coming or live, without a
    lottery that runs. Four queries."""
    taken = Lottery.objects.filter(organisation_id=organisation_id, ended_at=None)
    free = Story.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now),
        organisation_id=organisation_id,
        published_at__isnull=False,
        withdrawn_at=None,
        archived_at=None,
    ).exclude(id__in=taken.filter(story__isnull=False).values("story_id"))
    ids = list(free.order_by("-starts_at", "-id").values_list("id", flat=True)[:_MOST])
    told = titles(organisation_id, ids)
    campaigns = Campaign.objects.filter(organisation_id=organisation_id, archived_at=None)
    campaigns = campaigns.exclude(id__in=taken.filter(campaign__isnull=False).values("campaign_id")).order_by("name")
    return [(story, told[story][1]) for story in ids if story in told], list(campaigns.values_list("id", "name"))


def stories_in(organisation_id: int, *, story_id: int | None, campaign_id: int | None) -> list[int]:
    """The ids of the stories a draw over this would be about: the one, or all of the campaign."""
    only = {"campaign_id": campaign_id} if story_id is None else {"id": story_id}
    return list(Story.objects.filter(organisation_id=organisation_id, **only).values_list("id", flat=True))


@across_organisations("lotteries end by themselves in every organisation")
def to_be_counted(*, now: dt.datetime) -> list[tuple[int, int]]:
    """(organisation, lottery) of those that are over and whose lots are still there, the oldest first."""
    over = Lottery.objects.filter(Q(ended_at=None, ends_at__lte=now) | Q(ended_at__gt=before("lots", now=now)))
    return list(over.order_by("ends_at", "id").values_list("organisation_id", "id"))


def sizes_of(organisation_id: int) -> dict[int, tuple[int, int]]:
    """Lottery → how many are (invited, held back), while the lots are there. One query."""
    rows = Lot.objects.filter(lottery__organisation_id=organisation_id).order_by().values_list("lottery_id")
    counted = rows.annotate(invited=Count("id", filter=Q(held=False)), held=Count("id", filter=Q(held=True)))
    return {lottery_id: (invited, held) for lottery_id, invited, held in counted}
