"""A link is looked at before it is sent. What was seen travels in the form, signed, so that it is looked at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core import signing

from stemme.kit.outbound import OutboundError
from stemme.library.addresses_of_pages import host_of
from stemme.library.fetching import NotReadError, fetch_page
from stemme.library.unfurl import Page
from stemme.people.actions.limits import take
from stemme.people.buckets import Limit
from stemme.people.viewer import Viewer

#: Looks at foreign pages for one person.
LOOKS = Limit("look-proposal", 30, dt.timedelta(hours=1))
_SALT = "proposals.seen"
_VALID = dt.timedelta(hours=2)
_KEPT = ("url", "title", "description", "site_name", "canonical", "image", "language", "kind")


@dataclass(frozen=True, slots=True)
class Seen:
    """A link that was looked at. ``page`` is None when it could not be read; ``reason`` says why."""

    url: str
    page: Page | None
    reason: str = ""

    @property
    def site(self) -> str:
        """Where it leads, in words."""
        return (self.page.site_name if self.page else "") or host_of(self.url)


def look(viewer: Viewer, url: str, *, now: dt.datetime) -> Seen:
    """Look at a link through the guarded door. Never raises: what cannot be read can be sent all the same."""
    if not take(LOOKS, str(viewer.person_id), now=now):
        return Seen(url, None, "looks")
    try:
        return Seen(url, fetch_page(url))
    except OutboundError as error:
        return Seen(url, None, error.kind)
    except NotReadError as error:
        return Seen(url, None, error.reason)


def signed(seen: Seen, viewer: Viewer) -> str:
    """What was seen, as it travels in the form of this person."""
    kept = {name: getattr(seen.page, name) for name in _KEPT} if seen.page else None
    document = {"person": viewer.person_id, "url": seen.url, "page": kept, "reason": seen.reason}
    return signing.dumps(document, salt=_SALT, compress=True)


def remembered(token: str, viewer: Viewer, url: str = "") -> Seen | None:
    """What this person was shown, for this link if one is given; None for another's, an old or a made-up token."""
    try:
        document: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=_VALID)
    except signing.BadSignature:
        return None
    if document["person"] != viewer.person_id or (url and document["url"] != url):
        return None
    kept = document["page"]
    return Seen(document["url"], Page(**kept) if kept else None, document["reason"])
