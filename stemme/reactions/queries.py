"""Reading what networks say about people's own posts. Everything about one person is for that person alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from stemme.reactions.models import FromFile, NotFetched, SwitchedOff, Watched
from stemme.reactions.which import Numbers, Told, told
from stemme.sharing import reaction_queries


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a network says in public about a post. ``source`` is the network's key: ``bluesky`` or ``mastodon``."""

    reactions: int
    comments: int
    reshares: int
    fetched_at: dt.datetime
    source: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What somebody's own file said about a post; None where it said nothing."""

    engagements: int | None
    impressions: int | None
    kept_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Watching:
    """How looking at a post goes on. ``ended``: empty, ``over``, ``gone``, ``closed`` or ``strange``."""

    source: str
    next_at: dt.datetime
    failures: int
    ended: str


_COUNTS = ("reactions", "comments", "reshares")


def fetched_of(organisation_id: int, person_id: int, share_ids: Collection[int]) -> dict[int, Fetched]:
    """What was fetched about these shares of this person, by share; shares without are missing. One query."""
    rows = Watched.objects.filter(
        organisation_id=organisation_id, person_id=person_id, share_id__in=list(share_ids), fetched_at__isnull=False
    )
    return {share: Fetched(*row) for share, *row in rows.values_list("share_id", *_COUNTS, "fetched_at", "source")}


def fetched_of_many(organisation_id: int, share_ids: Collection[int]) -> dict[int, Fetched]:
    """As ``fetched_of``, for shares of many people: each is to see their own alone. One query."""
    rows = Watched.objects.filter(
        organisation_id=organisation_id, share_id__in=list(share_ids), fetched_at__isnull=False
    )
    return {share: Fetched(*row) for share, *row in rows.values_list("share_id", *_COUNTS, "fetched_at", "source")}


def fetched_by_link(organisation_id: int) -> dict[int, Fetched]:
    """Everything fetched at an organisation, by the tracked link of the share. One query; never for a page."""
    rows = Watched.objects.filter(organisation_id=organisation_id, fetched_at__isnull=False)
    columns = ("share__link_id", *_COUNTS, "fetched_at", "source")
    return {link: Fetched(*row) for link, *row in rows.values_list(*columns).iterator(chunk_size=10_000)}


def exported_of(organisation_id: int, person_id: int, share_ids: Collection[int]) -> dict[int, Exported]:
    """What this person approved out of their file about these shares, by share. One query."""
    rows = FromFile.objects.filter(organisation_id=organisation_id, person_id=person_id, share_id__in=list(share_ids))
    return {share: Exported(*row) for share, *row in rows.values_list("share_id", *_FILE)}


_FILE = ("engagements", "impressions", "kept_at")


def watching_of(organisation_id: int, person_id: int, share_ids: Collection[int]) -> dict[int, Watching]:
    """How looking at the posts of these shares goes on, by share; shares without are missing. One query."""
    rows = Watched.objects.filter(organisation_id=organisation_id, person_id=person_id, share_id__in=list(share_ids))
    return {row.share_id: Watching(row.source, row.next_at, row.failures, row.ended) for row in rows}


def kept_of(organisation_id: int, person_id: int) -> int:
    """For how many posts this person keeps numbers out of their file."""
    return FromFile.objects.filter(organisation_id=organisation_id, person_id=person_id).count()


def told_by_link(organisation_id: int) -> Mapping[int, Told]:
    """For each tracked link the one set of numbers that counts (which.py). Three queries; never for a page."""
    fetched = fetched_by_link(organisation_id)
    typed = reaction_queries.reported_by_link(organisation_id)
    rows = FromFile.objects.filter(organisation_id=organisation_id, engagements__isnull=False)
    in_file = dict(rows.values_list("share__link_id", "engagements").iterator(chunk_size=10_000))
    found = {}
    for link in fetched.keys() | typed.keys() | in_file.keys():
        public, own = fetched.get(link), typed.get(link)
        found[link] = told(
            fetched=Numbers(public.reactions, public.comments, public.reshares) if public else None,
            in_file=in_file.get(link),
            typed=Numbers(own.reactions, own.comments, own.reshares) if own else None,
        )
    return found


def may_be_fetched(organisation_id: int, person_id: int) -> bool:
    """Whether this person's posts may be looked at: neither they nor their organisation said no. Two queries."""
    return not is_switched_off(organisation_id) and not refuses(organisation_id, person_id)


def is_switched_off(organisation_id: int) -> bool:
    """Whether nobody's posts are looked at in this organisation."""
    return SwitchedOff.objects.filter(organisation_id=organisation_id).exists()


def refuses(organisation_id: int, person_id: int) -> bool:
    """Whether this person does not want their posts looked at. For them alone."""
    return NotFetched.objects.filter(organisation_id=organisation_id, person_id=person_id).exists()
