"""Writing what was offered to whom and what they made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import F

from stemme.feed.models import Declined, Interest, Offer, Reading, Saved
from stemme.journal import facts
from stemme.journal.actions import record, record_many
from stemme.library.streams.declines import REASONS
from stemme.people import queries as people
from stemme.people.viewer import Viewer

FEED, MAIL = "feed", "mail"
#: Why somebody does not want a story; the editors read how often, not who. Beyond what helps them: known, or else.
DECLINE_REASONS = (*REASONS, "seen", "other")
_ROWS_AT_ONCE = 150


def record_offers(*, organisation_id: int, rows: Sequence[tuple[int, int]], where: str, now: dt.datetime) -> int:
    """These (person, story) pairs were shown, in the ``feed`` or in a ``mail``; how many for the first time.

    Each pair becomes a fact once, whoever records it at the same moment. A mail is counted on the offer each time.
    Raises ValueError for another place.
    """
    if where not in {FEED, MAIL}:
        raise ValueError(f"stories are offered in the feed or in a mail, not in {where!r}")
    pairs = sorted(set(rows))
    day = now.astimezone(ZoneInfo(people.organisation(organisation_id).time_zone)).date()
    with transaction.atomic():
        fresh = [
            pair
            for start in range(0, len(pairs), _ROWS_AT_ONCE)
            for pair in _insert(organisation_id, pairs[start : start + _ROWS_AT_ONCE], day, where)
        ]
        record_many(
            facts.STORY_OFFERED,
            organisation_id=organisation_id,
            at=now,
            rows=[(person_id, story_id, {"where": where}) for person_id, story_id in fresh],
        )
        if where == MAIL:
            _count_mails(organisation_id, pairs)
    return len(fresh)


def _insert(organisation_id: int, pairs: Sequence[tuple[int, int]], day: dt.date, where: str) -> list[tuple[int, int]]:
    """The pairs that were not there yet. Asked of the database in the same breath: two at once never both get it."""
    quote = connection.ops.quote_name
    marks = ", ".join(["(%s, %s, %s, %s, %s, 0)"] * len(pairs))
    values = [value for person, story in pairs for value in (organisation_id, person, story, day, where)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(Offer._meta.db_table)}"
            " (organisation_id, person_id, story_id, first_on, first_in, mailed)"
            f" VALUES {marks} ON CONFLICT (organisation_id, person_id, story_id) DO NOTHING"
            " RETURNING person_id, story_id",
            values,
        )
        return sorted(cursor.fetchall())


def _count_mails(organisation_id: int, pairs: Sequence[tuple[int, int]]) -> None:
    by_story: dict[int, list[int]] = {}
    for person_id, story_id in pairs:
        by_story.setdefault(story_id, []).append(person_id)
    for story_id, person_ids in by_story.items():
        offers = Offer.objects.filter(organisation_id=organisation_id, story_id=story_id, person_id__in=person_ids)
        offers.update(mailed=F("mailed") + 1)


def read(*, viewer: Viewer, story_id: int, now: dt.datetime) -> bool:
    """The viewer opened the story; False if they had before. Get the id from access.py."""
    with transaction.atomic():
        _offered(viewer, story_id, now)
        _, new = Reading.objects.get_or_create(
            organisation_id=viewer.organisation_id,
            person_id=viewer.person_id,
            story_id=story_id,
            defaults={"read_on": viewer.today(now)},
        )
        if new:
            _record(facts.STORY_READ, viewer, story_id, now)
    return new


def save(*, viewer: Viewer, story_id: int, now: dt.datetime) -> bool:
    """Put the story aside for later; False if it was there already."""
    with transaction.atomic():
        _offered(viewer, story_id, now)
        _, new = Saved.objects.get_or_create(
            organisation_id=viewer.organisation_id,
            person_id=viewer.person_id,
            story_id=story_id,
            defaults={"saved_at": now},
        )
        if new:
            _record(facts.STORY_SAVED, viewer, story_id, now)
    return new


def put_back(*, viewer: Viewer, story_id: int) -> bool:
    """No longer keep the story for later; False if it was not kept. What happened before stays in the journal."""
    kept = Saved.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.person_id, story_id=story_id)
    return kept.delete()[0] > 0


def decline(*, viewer: Viewer, story_id: int, reason: str = "", now: dt.datetime) -> bool:
    """Not for me: never show the story to the viewer again; False if they had said so before.

    Raises ValueError for a reason that is not one of DECLINE_REASONS or "".
    """
    if reason and reason not in DECLINE_REASONS:
        raise ValueError(f"no such reason: {reason!r}")
    with transaction.atomic():
        _offered(viewer, story_id, now)
        _, new = Declined.objects.get_or_create(
            organisation_id=viewer.organisation_id,
            person_id=viewer.person_id,
            story_id=story_id,
            defaults={"reason": reason, "declined_at": now},
        )
        if new:
            _record(facts.STORY_DECLINED, viewer, story_id, now, reason=reason)
    return new


def undo_decline(*, viewer: Viewer, story_id: int) -> bool:
    """Show the story again; False if it was not declined."""
    said = Declined.objects.filter(
        organisation_id=viewer.organisation_id, person_id=viewer.person_id, story_id=story_id
    )
    return said.delete()[0] > 0


def follow(*, viewer: Viewer, topic_ids: Collection[int], now: dt.datetime) -> None:
    """Follow exactly these topics. Get the ids from access.py."""
    with transaction.atomic():
        mine = Interest.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.person_id)
        mine.exclude(topic_id__in=topic_ids).delete()
        Interest.objects.bulk_create(
            [
                Interest(
                    organisation_id=viewer.organisation_id, person_id=viewer.person_id, topic_id=topic_id, since=now
                )
                for topic_id in sorted(topic_ids)
            ],
            ignore_conflicts=True,
        )


def _offered(viewer: Viewer, story_id: int, now: dt.datetime) -> None:
    """Whoever acts on a story has seen it."""
    record_offers(organisation_id=viewer.organisation_id, rows=[(viewer.person_id, story_id)], where=FEED, now=now)


def _record(kind: str, viewer: Viewer, story_id: int, now: dt.datetime, **data: str) -> None:
    record(kind, organisation_id=viewer.organisation_id, actor_id=viewer.person_id, at=now, subject_id=story_id, **data)
