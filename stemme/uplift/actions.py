"""Drawing over those who were not offered it yet, ending, and keeping what came of it as sums."""

from __future__ import annotations

import datetime as dt
import secrets
from zoneinfo import ZoneInfo

from django.db import transaction

from stemme.feed.offer_queries import offered_to
from stemme.kit.periods import midnight
from stemme.kit.tenancy import across_organisations
from stemme.library import lottery_queries as lotteries
from stemme.library import queries as library
from stemme.library.actions import lotteries as drawing
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.uplift import queries
from stemme.uplift.models import Outcome

#: What came in the last minutes is in the sums by then.
_SETTLED = dt.timedelta(hours=2)


def draw(
    *,
    actor: Viewer,
    share: int,
    last_day: dt.date,
    now: dt.datetime,
    story_id: int | None = None,
    campaign_id: int | None = None,
) -> int:
    """Draw a lottery until the end of ``last_day`` in the organisation's time zone; its id.

    Raises library.actions.lotteries.LotteryError, and ValueError as draw there does.
    """
    zone = ZoneInfo(actor.time_zone)
    return drawing.draw(
        actor=actor,
        story_id=story_id,
        campaign_id=campaign_id,
        person_ids=_who_would_be_invited(actor.organisation_id, story_id, campaign_id, now),
        share=share,
        ends_at=midnight(last_day + dt.timedelta(days=1), zone),
        seed=secrets.randbits(128),
        now=now,
    )


def _who_would_be_invited(
    organisation_id: int, story_id: int | None, campaign_id: int | None, now: dt.datetime
) -> set[int]:
    """Everybody who may get mail, whom the story is meant for, and to whom it (or any of the campaign) was not offered
    yet."""
    receivers = people.receivers(organisation_id, now=now)
    stories = lotteries.stories_in(organisation_id, story_id=story_id, campaign_id=campaign_id)
    story = library.story(organisation_id, story_id, now=now) if story_id is not None else None
    lines = people.team_lines(organisation_id) if story is not None else {}
    known = offered_to(organisation_id, stories)
    return {
        row.person_id
        for row in receivers
        if row.person_id not in known
        and (
            story is None
            or story.audience.reaches(team_line=lines.get(row.team_id or 0, ()), language=row.language, place=row.place)
        )
    }


def end(*, actor: Viewer, lottery_id: int, now: dt.datetime) -> bool:
    """End it before its day: everybody is invited from now on. False when it has ended or is another's."""
    return drawing.end(organisation_id=actor.organisation_id, lottery_id=lottery_id, actor=actor, now=now)


@across_organisations("lotteries end by themselves in every organisation")
def end_due(*, now: dt.datetime) -> int:
    """End lotteries whose day is over, and count those that ended two hours ago; how many were counted. Idempotent."""
    waiting = lotteries.to_be_counted(now=now)
    done = set(
        Outcome.objects.filter(lottery_id__in=[lottery for _, lottery in waiting]).values_list("lottery_id", flat=True)
    )
    return sum(_settle(organisation, lottery, now) for organisation, lottery in waiting if lottery not in done)


def _settle(organisation_id: int, lottery_id: int, now: dt.datetime) -> bool:
    with transaction.atomic():
        drawing.end(organisation_id=organisation_id, lottery_id=lottery_id, actor=None, now=now)
        row = lotteries.lottery(organisation_id, lottery_id)
        if row is None or now < min(row.ends_at, row.ended_at or row.ends_at) + _SETTLED:
            return False
        sums = queries.sums_of(organisation_id, row)
        Outcome.objects.get_or_create(
            lottery_id=lottery_id, defaults={"organisation_id": organisation_id, "sums": sums, "counted_at": now}
        )
    return True
