"""What a site's script or pixel says, and from where it comes. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

#: Bytes of one event from a script.
LARGEST_BODY = 2_000
#: A picture of one clear point.
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01" + bytes(4) + (
    b"," + bytes(4) + b"\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteEvent:
    """One event as a site told it. ``own_id``: the site's number of it, or "". No amount: anybody can say this."""

    goal: str
    click_id: str
    own_id: str

    @property
    def event_id(self) -> str:
        """Its number at the door: once for each click, goal and number of the site's own.

        The click is in it, so that nobody can use up the numbers of other visitors' orders; and it is a digest,
        so that the site's number itself is not kept.
        """
        said = json.dumps([self.click_id, self.goal, self.own_id]).encode()
        return f"site-{hashlib.sha256(said).hexdigest()[:40]}"


def from_body(body: bytes) -> SiteEvent | None:
    """What a script posted; None if it makes no sense."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return from_words(found.get("goal"), found.get("click_id"), found.get("id"))


def from_words(goal: Any, click_id: Any, own_id: Any) -> SiteEvent | None:
    """An event, if these are a goal's key, a click id and a number that is a text, a whole number or nothing."""
    number = "" if own_id is None else str(own_id) if isinstance(own_id, int | str) else None
    if number is None or len(number) > 200 or not isinstance(goal, str) or not 0 < len(goal) <= 60:
        return None
    # Texts with lone surrogates can be stored nowhere.
    readable = all(not "\ud800" <= sign <= "\udfff" for sign in goal + number)
    return SiteEvent(goal, click_id, number) if isinstance(click_id, str) and click_id and readable else None


def host_of(address: str) -> str:
    """The host of an origin or of a whole address, with its port if it names one; "" if there is none."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.hostname}{port}" if parts.scheme in {"http", "https"} and parts.hostname else ""
