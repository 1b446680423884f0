"""What click ids say: which link was clicked, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from stemme.links.click_ids import DESTROYED_AFTER, month_of, sealer, unseal
from stemme.links.models import ClickKey, TrackedLink


@dataclass(frozen=True, slots=True)
class ClickedLink:
    """A click that was brought along. ``person_id`` is None once the person left."""

    link_id: int
    story_id: int
    person_id: int | None
    channel: str
    at: dt.datetime


def clicks_of(click_ids: Sequence[str], *, organisation_id: int, now: dt.datetime) -> dict[str, ClickedLink]:
    """The genuine ones among the click ids, of this organisation's links, of the last 90 days. Two queries.

    Left out without a word: what is made up, another organisation's, too old, or of a link whose person counts no
    visits any more.
    """
    keys = [bytes(key) for key in ClickKey.objects.order_by("-month").values_list("key", flat=True)]
    oldest = now - DESTROYED_AFTER
    read: dict[str, tuple[int, dt.datetime]] = {}
    for click_id in dict.fromkeys(click_ids):
        found = unseal(click_id, keys)
        if found is not None and oldest <= (at := dt.datetime.fromtimestamp(found[1], tz=dt.UTC)) <= now:
            read[click_id] = (found[0], at)
    if not read:
        return {}
    links = TrackedLink.objects.filter(
        organisation_id=organisation_id, id__in={link for link, _at in read.values()}, counted=True
    )
    rows = {row[0]: row for row in links.values_list("id", "story_id", "person_id", "channel")}
    return {click_id: ClickedLink(*rows[link], at) for click_id, (link, at) in read.items() if link in rows}


def click_id_for(link_id: int, at: dt.datetime) -> str:
    """A click id as the redirect would hand it on at this moment; "" when that month has no key (any more)."""
    key = ClickKey.objects.filter(month=month_of(at)).values_list("key", flat=True).first()
    return sealer(bytes(key))(link_id, int(at.timestamp())) if key else ""
