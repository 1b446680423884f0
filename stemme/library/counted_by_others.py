"""What higher apps know of the people a story would reach: how many had enough mails this week, how many never shared.

They are told as numbers, never as persons, and only those of groups leave the studio (``reach.may_be_said``). Pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from stemme.people.choice_queries import Choice

HELD_BACK, NEVER_SHARED = "held_back", "never_shared"
#: Organisation's id, the people meant, now → of how many of them it is true.
Source: TypeAlias = "Callable[[int, Choice, dt.datetime], int]"
_sources: dict[str, Source] = {}


def tell_held_back(source: Source) -> None:
    """Say who knows who had as many mails this week as they may get. Called once, when the program starts."""
    _sources[HELD_BACK] = source


def tell_never_shared(source: Source) -> None:
    """Say who knows who never shared anything. Called once, when the program starts."""
    _sources[NEVER_SHARED] = source


def number_of(what: str, organisation_id: int, choice: Choice, *, now: dt.datetime) -> int:
    """Of how many of these people it is true; 0 where nobody knows."""
    source = _sources.get(what)
    return source(organisation_id, choice, now) if source else 0
