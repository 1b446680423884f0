"""Which hits on a tracked link are people. Pure; the rules are published on the page "how we count".

Only ``human`` feeds figures; the other classes are shown as totals, so that nobody wonders where they went.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from stemme.links.agents import PERSON, kind_of_agent

HUMAN, PREVIEW, BOT = "human", "preview", "bot"
#: Given later, by the roll-up, which sees more than one hit (stats).
SUSPECT, SELF, INTERNAL = "suspect", "self", "internal"
CLASSES = (HUMAN, PREVIEW, BOT, SUSPECT, SELF, INTERNAL)

#: Headers by which browsers and apps say that nobody has pressed anything yet.
_FETCHING_AHEAD = frozenset({b"sec-purpose", b"purpose", b"x-purpose", b"x-moz"})
_AHEAD_WORDS = ("prefetch", "preview", "prerender")


class Hit(NamedTuple):
    """What classification may look at. ``ahead`` is true when the browser fetches before anybody pressed."""

    method: str
    agent: str
    ahead: bool = False


class Verdict(NamedTuple):
    """The class of a hit and the rule that decided: "" for people, else a key such as ``crawler-list``."""

    hit: str
    reason: str


def fetches_ahead(headers: Mapping[bytes, bytes]) -> bool:
    """Do the request's headers (names in lower case) say prefetch, prerender or preview?

    ``Sec-Purpose: prefetch;prerender`` Chrome, Firefox; ``X-Purpose: preview`` Safari; ``X-Moz: prefetch`` old Firefox.
    """
    if _FETCHING_AHEAD.isdisjoint(headers):
        return False
    values = (headers.get(name, b"").decode("latin-1").lower() for name in _FETCHING_AHEAD)
    return any(word in value for value in values for word in _AHEAD_WORDS)


def refuses_tracking(headers: Mapping[bytes, bytes]) -> bool:
    """Does the visitor ask not to be told apart (DNT, Global Privacy Control)? The click counts without a visitor."""
    return headers.get(b"dnt") == b"1" or headers.get(b"sec-gpc") == b"1"


def classify(hit: Hit) -> Verdict:
    """The class of one hit, from this hit alone.

    In order: the program's own name, HEAD (nobody reads headers), fetching ahead; what is left is a person. Rules that
    need several hits (bursts, own visits) belong to the roll-up.
    """
    kind, reason = kind_of_agent(hit.agent)
    if kind != PERSON:
        return Verdict(kind, reason)
    if hit.method == "HEAD":
        return Verdict(BOT, "head")
    if hit.ahead:
        return Verdict(PREVIEW, "prefetch")
    return Verdict(HUMAN, "")
