"""What a person says about their own post: that it stands there and where, later, no, or that it was a slip."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer
from stemme.sharing.models import Share
from stemme.sharing.post_addresses import post_address
from stemme.sharing.posted_queries import LATER
from stemme.sharing.queries import ShareRow


def say_posted(*, actor: Viewer, share: ShareRow, posted: bool, url: str = "", now: dt.datetime) -> None:
    """Note that the person posted their share, and where if they say so, or that they did not.

    ``share`` is the actor's own (access.own_share). A yes without an address keeps the one there is. Raises
    post_addresses.AddressError, and then nothing was noted.
    """
    address = post_address(share.channel, url) if posted and url.strip() else ""
    changes: dict[str, object] = {"posted": posted, "answered_at": now}
    if address or not posted:
        changes["post_url"] = address
    _change(actor, share, now, **changes)


def take_back(*, actor: Viewer, share: ShareRow, now: dt.datetime) -> None:
    """It was a slip: the person has said nothing yet."""
    _change(actor, share, now, posted=None, answered_at=None, post_url="")


def put_off(*, actor: Viewer, share: ShareRow, now: dt.datetime) -> None:
    """Ask again tomorrow. No fact: that somebody could not answer yet is not worth remembering."""
    mine = Share.objects.filter(
        organisation_id=actor.organisation_id, person_id=actor.person_id, id=share.id, posted=None
    )
    mine.update(put_off=F("put_off") + 1, ask_after=now + LATER)


def _change(actor: Viewer, share: ShareRow, now: dt.datetime, **changes: object) -> None:
    with transaction.atomic():
        Share.objects.filter(organisation_id=actor.organisation_id, person_id=actor.person_id, id=share.id).update(
            **changes
        )
        record(
            facts.SHARE_POSTED,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            subject_id=share.story_id,
            at=now,
            channel=share.channel,
            posted=changes["posted"],
        )
