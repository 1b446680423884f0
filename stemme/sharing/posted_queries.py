"""Whether people posted what they shared: whom to ask, and where the posts stand whose address was given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce

from stemme.kit.tenancy import across_organisations
from stemme.sharing.models import Share
from stemme.sharing.post_addresses import HOSTS
from stemme.sharing.queries import ShareRow, rows_of

#: Nobody is asked about a share that is older than this.
ASKED_FOR = dt.timedelta(days=14)
#: "Later" asks again after this time, and only so many times.
LATER = dt.timedelta(days=1)
MOST_TIMES_AGAIN = 2


@dataclass(frozen=True, slots=True)
class PostAddress:
    """A post that its owner gave the address of."""

    share_id: int
    organisation_id: int
    person_id: int
    channel: str
    url: str
    #: When they said so: a network may know better.
    posted_at: dt.datetime


def posts_with_address(organisation_id: int | None = None) -> list[PostAddress]:
    """Every post with an address whose owner is still known, of one organisation or of all. One query."""
    if organisation_id is None:
        with across_organisations("public counts of posts are fetched for all organisations in one run"):
            return _posts(Q())
    return _posts(Q(organisation_id=organisation_id))


def _posts(which: Q) -> list[PostAddress]:
    rows = Share.objects.filter(which, posted=True, person__isnull=False).exclude(post_url="").order_by("id")
    said_at = Coalesce("answered_at", "shared_at")
    found = rows.values_list("id", "organisation_id", "person_id", "channel", "post_url", said_at)
    return [PostAddress(*row) for row in found]


def share_to_ask_about(organisation_id: int, person_id: int, *, now: dt.datetime) -> ShareRow | None:
    """The newest share on a network of which this person has not said whether they posted it, or None. One query.

    Not one that is too old, nor one that was put off until later or once too often.
    """
    rows = Share.objects.filter(
        Q(ask_after=None) | Q(ask_after__lte=now),
        organisation_id=organisation_id, person_id=person_id, posted=None, channel__in=list(HOSTS),
        put_off__lte=MOST_TIMES_AGAIN, shared_at__gt=now - ASKED_FOR,
    )  # fmt: skip
    return next(iter(rows_of(rows.order_by("-shared_at", "-id")[:1])), None)


def share_answered(organisation_id: int, person_id: int, share_id: int) -> ShareRow | None:
    """This share of this person when they have said whether they posted it, or None. One query."""
    rows = Share.objects.filter(organisation_id=organisation_id, person_id=person_id, id=share_id, posted__isnull=False)
    return next(iter(rows_of(rows)), None)
