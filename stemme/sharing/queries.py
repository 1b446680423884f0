"""Reading shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from stemme.links.queries import link_address
from stemme.sharing.channels import BY_KEY
from stemme.sharing.models import Share
from stemme.sharing.post_addresses import takes_address

#: From the first moment until before the second.
Within = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """Somebody shared a story somewhere."""

    id: int
    story_id: int
    channel: str
    channel_name: str
    shared_at: dt.datetime
    link_id: int
    #: What people share, whole.
    link_url: str
    language: str
    #: The person has stopped this link.
    stopped: bool
    #: Whether they say that they posted it; None when they have not said.
    posted: bool | None
    #: Where the post stands, if they said so.
    post_url: str = ""
    #: A post there has an address of its own.
    takes_address: bool = False


@dataclass(frozen=True, slots=True)
class OwnLink:
    """Somebody's own link to a story for a channel, whether visits are counted, and whether they have stopped it."""

    channel: str
    url: str
    counted: bool
    stopped: bool


#: What a row is made of: the rest of four tables stays where it is.
_COLUMNS = (
    "id", "story_id", "channel", "shared_at", "link_id", "link__code", "link__organisation__link_host", "language",
    "link__retired_at", "posted", "post_url",
)  # fmt: skip


def _row(
    share_id: int,
    story_id: int,
    channel: str,
    shared_at: dt.datetime,
    link_id: int,
    code: str,
    link_host: str,
    language: str,
    retired_at: dt.datetime | None,
    posted: bool | None,
    post_url: str,
) -> ShareRow:
    return ShareRow(
        id=share_id,
        story_id=story_id,
        channel=channel,
        channel_name=BY_KEY[channel].name if channel in BY_KEY else channel,
        shared_at=shared_at,
        link_id=link_id,
        link_url=link_address(code, link_host),
        language=language,
        stopped=retired_at is not None,
        posted=posted,
        post_url=post_url,
        takes_address=takes_address(channel),
    )


def rows_of(shares: QuerySet[Share]) -> list[ShareRow]:
    """These shares as rows, in their order. One query."""
    return [_row(*row) for row in shares.values_list(*_COLUMNS)]


def shares_of(
    organisation_id: int,
    person_id: int,
    *,
    since: dt.datetime | None = None,
    limit: int | None = None,
) -> list[ShareRow]:
    """What this person shared, newest first, at most ``limit``."""
    found = Share.objects.filter(organisation_id=organisation_id, person_id=person_id)
    if since is not None:
        found = found.filter(shared_at__gte=since)
    return rows_of(found.order_by("-shared_at", "-id")[:limit])


def shares_of_many(
    organisation_id: int, person_ids: Collection[int], *, since: dt.datetime
) -> dict[int, list[ShareRow]]:
    """What each of these people shared since then, newest first; who shared nothing is missing. One query."""
    found = Share.objects.filter(organisation_id=organisation_id, person_id__in=person_ids, shared_at__gte=since)
    by_person: dict[int, list[ShareRow]] = {}
    for person_id, *row in found.order_by("-shared_at", "-id").values_list("person_id", *_COLUMNS):
        by_person.setdefault(person_id, []).append(_row(*row))
    return by_person


def _in(within: Within | None) -> Q:
    return Q() if within is None else Q(shared_at__gte=within[0], shared_at__lt=within[1])


def share_counts(organisation_id: int, person_id: int, stretches: Sequence[Within | None]) -> list[int]:
    """How often this person shared in each of these stretches; None is since ever. One query."""
    mine = Share.objects.filter(organisation_id=organisation_id, person_id=person_id)
    counts = {f"n{place}": Count("id", filter=_in(within)) for place, within in enumerate(stretches)}
    found = mine.aggregate(**counts)
    return [found[name] for name in counts]


def moments_of_shares(organisation_id: int, person_id: int, *, since: dt.datetime) -> list[dt.datetime]:
    """When this person shared something, from this moment on."""
    mine = Share.objects.filter(organisation_id=organisation_id, person_id=person_id, shared_at__gte=since)
    return list(mine.values_list("shared_at", flat=True))


def share_of(organisation_id: int, person_id: int, *, story_id: int, channel: str) -> ShareRow | None:
    """The person's share of this story on this channel, if there is one."""
    found = Share.objects.filter(
        organisation_id=organisation_id, person_id=person_id, story_id=story_id, channel=channel
    )
    return next(iter(rows_of(found)), None)


def own_links(organisation_id: int, person_id: int, *, story_id: int) -> list[OwnLink]:
    """The person's links to this story, one for each channel they shared it on."""
    rows = Share.objects.filter(organisation_id=organisation_id, person_id=person_id, story_id=story_id)
    found = rows.order_by("id").values_list(
        "channel", "link__code", "link__organisation__link_host", "link__counted", "link__retired_at"
    )
    return [
        OwnLink(channel, link_address(code, host), counted, stopped=retired_at is not None)
        for channel, code, host, counted, retired_at in found
    ]


def shared_story_ids(organisation_id: int, person_id: int) -> set[int]:
    """The stories this person has shared anywhere."""
    return shared_stories_of(organisation_id, [person_id]).get(person_id, set())


def shared_stories_of(
    organisation_id: int, person_ids: Collection[int], *, among: Collection[int] | None = None
) -> dict[int, set[int]]:
    """For each of these people the stories (``among`` these, if given) they have shared; people without are missing."""
    rows = Share.objects.filter(organisation_id=organisation_id, person_id__in=list(person_ids))
    if among is not None:
        rows = rows.filter(story_id__in=among)
    found: dict[int, set[int]] = {}
    for person, story in rows.values_list("person_id", "story_id"):
        found.setdefault(person, set()).add(story)
    return found


def usual_channel(organisation_id: int, person_id: int) -> str:
    """Where this person shares most, or "" before the first share."""
    rows = Share.objects.filter(organisation_id=organisation_id, person_id=person_id).values_list("channel")
    top = rows.annotate(times=Count("id")).order_by("-times", "channel").first()
    return top[0] if top else ""
