"""Counting what shares brought: the roll-up that the link analysis reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import newest_readable_fact
from stemme.journal.queries import facts_between
from stemme.kit.rows import insert_new
from stemme.library import attribute_queries as library
from stemme.people import queries as people
from stemme.people.queries import OrganisationRow
from stemme.sharing import history_queries as sharing
from stemme.stats.models import SharesCounted, ShareTally
from stemme.stats.queries import totals, visitors_of_links
from stemme.stats.share_blocks import rows
from stemme.stats.share_sums import Attributes, CountedShare, domain_of, summed

#: Facts after which the sums are no longer right.
_KINDS = frozenset(
    {
        facts.STORY_SHARED, facts.SHARE_POSTED, facts.REACTIONS_REPORTED,
        facts.STORY_CHANGED, facts.STORY_PUBLISHED, facts.STORY_WITHDRAWN,
    }
)  # fmt: skip
_COLUMNS = (
    "organisation_id",
    "grain",
    "start",
    "dimension",
    "key",
    "shares",
    "visitors",
    "squares",
    "posted",
    "visited",
)


def count_shares(*, now: dt.datetime) -> int:
    """Count the shares of every organisation in which something changed since the last time; how many.

    An organisation's rows are counted from nothing and replaced in one transaction: done twice, late or after a crash,
    the result is the same. Reading happens before the transaction, so that nobody has to wait for it.
    """
    newest, done = newest_readable_fact(), 0
    for organisation in people.organisations():
        ever = totals(organisation.id, None)
        mark = SharesCounted(
            organisation_id=organisation.id,
            fact_id=newest,
            hits=ever.clicks + ever.visitors,
            floor=organisation.group_floor,
            at=now,
        )
        if _changed(mark):
            _replace(mark, list(_rows(organisation)))
            done += 1
    return done


def _changed(mark: SharesCounted) -> bool:
    last = SharesCounted.objects.filter(organisation_id=mark.organisation_id).first()
    if last is None or (last.hits, last.floor) != (mark.hits, mark.floor):
        return True
    changed = bool(facts_between(last.fact_id, mark.fact_id, kinds=_KINDS, limit=1))
    if not changed:
        SharesCounted.objects.filter(organisation_id=mark.organisation_id).update(fact_id=mark.fact_id, at=mark.at)
    return changed


def _rows(organisation: OrganisationRow) -> Iterator[tuple[int | str | dt.date, ...]]:
    stories = {
        story: Attributes(row.outside, domain_of(row.target_url), row.stream_id, row.topic_ids, row.kind)
        for story, row in library.story_attributes(organisation.id).items()
    }
    shares = summed(_shares(organisation), stories)
    return ((organisation.id, *row) for row in rows(shares, floor=organisation.group_floor))


def _shares(organisation: OrganisationRow) -> Iterator[CountedShare]:
    """Every share with the visitors of its link until now."""
    visitors = visitors_of_links(organisation.id)
    zone = ZoneInfo(organisation.time_zone)
    for share in sharing.every_share(organisation.id):
        yield CountedShare(
            share.person_id, share.story_id, share.channel, share.language, share.shared_at.astimezone(zone),
            visitors.get(share.link_id, 0), share.counted, share.posted, share.aged,
        )  # fmt: skip


def _replace(mark: SharesCounted, found: list[tuple[int | str | dt.date, ...]]) -> None:
    """Write the rows, unless another worker has meanwhile written newer ones."""
    with transaction.atomic():
        SharesCounted.objects.get_or_create(organisation_id=mark.organisation_id)
        last = SharesCounted.objects.select_for_update().get(organisation_id=mark.organisation_id)
        if last.at is not None and mark.at is not None and last.at > mark.at:
            return
        ShareTally.objects.filter(organisation_id=mark.organisation_id).delete()
        insert_new(ShareTally, found, columns=_COLUMNS)
        mark.save()
