"""What is hoped for in a function, as a value. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: How long a change is marked as new. Nobody keeps who has seen it.
NEW_FOR = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Words:
    """A function's words in one language: points, one a line on the page."""

    hope: tuple[str, ...]
    need_not: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectationRow:
    """What is hoped for in somebody's function, and what they can expect, in one language."""

    function_id: int
    name: str
    #: For everybody whose title belongs to no other function.
    everybody: bool
    version: int
    language: str
    hope: tuple[str, ...]
    need_not: tuple[str, ...]
    ask_first: tuple[str, ...]
    support: tuple[str, ...]
    #: Of working time; 0: not said.
    minutes_a_week: int
    changed_at: dt.datetime
    #: It is no part of reviews or pay: nothing that is agreed or announced says otherwise.
    outside_reviews: bool
    #: Changed within ``NEW_FOR``.
    is_new: bool
