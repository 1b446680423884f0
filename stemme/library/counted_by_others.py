"""What higher apps know of the people a story would reach: who waits because of the weekly cap, who never shared. Pure.

Both are told as crowds, never as persons, and only counts of groups leave the studio (``reach.may_be_said``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from stemme.library.audience import Kinds

if TYPE_CHECKING:
    from stemme.people.crowd_queries import Crowd

HELD_BACK, NEVER_SHARED = "held_back", "never_shared"
#: Organisation's id, now, and by what to tell people apart (``Audience.kinds``) → those people.
Source = Callable[[int, dt.datetime, Kinds], "list[Crowd]"]
_sources: dict[str, Source] = {}


def tell_held_back(source: Source) -> None:
    """Say who knows who had as many mails this week as they may get. Called once, when the program starts."""
    _sources[HELD_BACK] = source


def tell_never_shared(source: Source) -> None:
    """Say who knows who never shared anything. Called once, when the program starts."""
    _sources[NEVER_SHARED] = source


def crowd_of(what: str, organisation_id: int, *, now: dt.datetime, kinds: Kinds) -> list[Crowd] | None:
    """The people of whom this is known to be true; None where nobody knows."""
    source = _sources.get(what)
    return source(organisation_id, now, kinds) if source else None
