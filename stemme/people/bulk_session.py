"""What can still be undone, for the session of whoever did it: a moment and a number, no names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest

_KEY = "people_undo"
#: So long the page offers to undo.
LASTS = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Undoable:
    """What was done (bulk_queries.MOVE or DEACTIVATE), when, to how many."""

    act: str
    at: dt.datetime
    number: int


def remember(request: HttpRequest, act: str, *, at: dt.datetime, number: int) -> None:
    """From now on this can be undone, and nothing before."""
    request.session[_KEY] = {"act": act, "at": at.isoformat(), "number": number}


def undoable(request: HttpRequest, *, now: dt.datetime) -> Undoable | None:
    """What can be undone now, or None."""
    kept = request.session.get(_KEY)
    if not kept or now - dt.datetime.fromisoformat(kept["at"]) > LASTS:
        return None
    return Undoable(kept["act"], dt.datetime.fromisoformat(kept["at"]), kept["number"])


def forget(request: HttpRequest) -> None:
    """Nothing can be undone any more."""
    request.session.pop(_KEY, None)
