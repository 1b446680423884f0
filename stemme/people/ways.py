"""The ways of showing who one is, besides the link in the mail: other apps hang theirs in here. Pure but for a list.

An app calls ``offer`` once, in its ``AppConfig.ready``; the sign-in page, the page before a risky act ("Is it still
you?") and those for visits by a mail's link include each way's template with ``next`` and ``step_up`` in the context.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

#: Visits opened so carry the rights of a person's roles even when that person has a stronger way than mail.
STRONG = frozenset({"passkey", "oidc"})


def _by_nobody(person_id: int) -> bool:
    return False


def _nowhere(request: HttpRequest) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Way:
    """A way to sign in."""

    #: What ``Visit.way`` is called (models.way_choices).
    key: str
    template: str
    #: Whether it is of use on this page, for this visitor.
    offered: Callable[[HttpRequest], bool]
    #: Whether this person (id) can sign in so today; asked before somebody's strong sign-in is switched off.
    kept_by: Callable[[int], bool] = _by_nobody
    #: What people manage about it themselves, on the page of their devices, and whether it is of use to this one.
    own: str = ""
    own_shown: Callable[[HttpRequest], bool] = _nowhere


_ways: dict[str, Way] = {}


def offer(way: Way) -> None:
    """Put a way on the pages; one of the same key takes its place."""
    _ways[way.key] = way


def ways_for(request: HttpRequest) -> list[Way]:
    """The ways offered to this visitor, by key."""
    return [way for _, way in sorted(_ways.items()) if way.offered(request)]


def own_ways(request: HttpRequest) -> list[Way]:
    """The ways that have something to show on the page of one's devices, by key."""
    return [way for _, way in sorted(_ways.items()) if way.own and way.own_shown(request)]


def keeps_a_strong_way(person_id: int) -> bool:
    """True while the person has at least one of the strong ways."""
    return any(way.key in STRONG and way.kept_by(person_id) for way in _ways.values())
