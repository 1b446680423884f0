"""What colleagues proposed, as they themselves and those who answer see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from stemme.library.models import SourceItem, Story, Stream
from stemme.library.queries import is_live

#: What became of a proposal: nobody has answered, a draft was made of it, colleagues can read it, it was declined.
WAITING, ACCEPTED, LIVE, DECLINED = "waiting", "accepted", "live", "declined"


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """Something one has proposed, and the answer. ``story_id`` only while the story can be read."""

    id: int
    title: str
    language: str
    url: str
    text: str
    sentence: str
    stream: str
    #: It came by mail to the stream's address.
    by_mail: bool
    may_name: bool
    sent_at: dt.datetime
    state: str
    answer: str
    answered_at: dt.datetime | None
    story_id: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, for the mail that carries it. ``story_id`` only while the story can be read."""

    person_id: int
    title: str
    accepted: bool
    answer: str
    answered_at: dt.datetime
    story_id: int | None


def own_proposals(organisation_id: int, person_id: int, *, now: dt.datetime, limit: int = 100) -> list[OwnProposal]:
    """What this person proposed: what waits first, then the newest answers. Two queries."""
    rows = list(_of(organisation_id).filter(proposed_by_id=person_id).select_related("stream"))
    rows.sort(key=lambda row: (_answered(row), -(row.answered_at or row.found_at).timestamp(), -row.id))
    live = _live(organisation_id, rows, now)
    return [_own(row, live) for row in rows[:limit]]


def open_of(organisation_id: int, person_id: int) -> int:
    """How many proposals of this person wait for an answer. What they sent by mail does not count."""
    mine = _of(organisation_id).filter(proposed_by_id=person_id, used_at=None, dismissed_at=None, origin="proposal")
    return mine.count()


def streams_to_propose(organisation_id: int) -> list[tuple[int, str]]:
    """(id, name) of the streams that take proposals, those about the outside world last."""
    streams = Stream.objects.filter(organisation_id=organisation_id, archived_at=None)
    return list(streams.order_by("outside", "name").values_list("id", "name"))


def answer_of(organisation_id: int, item_id: int, *, now: dt.datetime) -> Answered | None:
    """The answer to a proposal whose proposer is still known; None while there is none."""
    rows = _of(organisation_id).filter(id=item_id, proposed_by__isnull=False, answered_at__isnull=False)
    row = rows.first()
    if row is None or row.proposed_by_id is None or row.answered_at is None:
        return None
    live = _live(organisation_id, [row], now)
    story_id = row.story_id if row.story_id in live else None
    accepted = row.used_at is not None
    return Answered(row.proposed_by_id, row.title, accepted, row.answer, row.answered_at, story_id)


def proposer_named(organisation_id: int, story_id: int) -> str:
    """The name of who proposed the story and agreed to be named, "" for nobody or somebody who has left."""
    rows = _of(organisation_id).filter(story_id=story_id, may_name=True, proposed_by__deactivated_at=None)
    row = rows.exclude(proposed_by=None).select_related("proposed_by").first()
    return row.proposed_by.name if row is not None and row.proposed_by is not None else ""


def waiting_between(organisation_id: int, *, since: dt.datetime, until: dt.datetime) -> dict[int, int]:
    """How many proposals of each stream came between the two moments and still wait. Strangers' mails do not count."""
    rows = _of(organisation_id).filter(
        used_at=None, dismissed_at=None, proposed_by__isnull=False, found_at__gt=since, found_at__lte=until
    )
    found: dict[int, int] = {}
    for stream_id in rows.values_list("stream_id", flat=True):
        found[stream_id] = found.get(stream_id, 0) + 1
    return found


def owners_of(organisation_id: int) -> dict[int, tuple[int | None, str]]:
    """(owner, name) of each stream that is not archived."""
    streams = Stream.objects.filter(organisation_id=organisation_id, archived_at=None)
    return {id_: (owner, name) for id_, owner, name in streams.values_list("id", "owner_id", "name")}


def _of(organisation_id: int) -> QuerySet[SourceItem]:
    return SourceItem.objects.filter(~Q(origin="feed"), organisation_id=organisation_id)


def _answered(row: SourceItem) -> bool:
    return row.used_at is not None or row.dismissed_at is not None


def _live(organisation_id: int, rows: list[SourceItem], now: dt.datetime) -> set[int]:
    """The stories made of these that can be read now."""
    ids = [row.story_id for row in rows if row.story_id is not None]
    stories = Story.objects.filter(is_live(now), organisation_id=organisation_id, id__in=ids)
    return set(stories.values_list("id", flat=True)) if ids else set()


def _own(row: SourceItem, live: set[int]) -> OwnProposal:
    readable = row.story_id if row.story_id in live else None
    state = WAITING if not _answered(row) else DECLINED if row.used_at is None else LIVE if readable else ACCEPTED
    return OwnProposal(
        id=row.id,
        title=row.title,
        language=row.language,
        url=row.url,
        text=row.text,
        sentence=row.sentence,
        stream=row.stream.name,
        by_mail=row.origin == "mail",
        may_name=row.may_name,
        sent_at=row.found_at,
        state=state,
        answer=row.answer,
        answered_at=row.answered_at,
        story_id=readable,
    )
