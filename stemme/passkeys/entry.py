"""Somebody who may add a passkey and do nothing else: with a recovery code (security.md T-07).

No visit: nothing but a mark in the session, for ten minutes, that the two pages for adding understand.
"""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from stemme.people.actions import Admitted

LASTS = dt.timedelta(minutes=10)
_MARK = "adding"


def let_add(request: HttpRequest, admitted: Admitted, *, now: dt.datetime) -> None:
    """Let whoever is there add a passkey for this person. Whatever visit there was is over."""
    request.session.flush()
    request.session[_MARK] = {
        "person": admitted.person_id,
        "organisation": admitted.organisation_id,
        "until": (now + LASTS).isoformat(),
    }
    request.session.set_expiry(int(LASTS.total_seconds()))


def may_add(request: HttpRequest, *, now: dt.datetime) -> Admitted | None:
    """For whom a passkey may be added in this session; None for nobody (any more)."""
    mark = request.session.get(_MARK)
    if not mark or now > dt.datetime.fromisoformat(mark["until"]):
        return None
    return Admitted(mark["person"], mark["organisation"], "")


def end(request: HttpRequest) -> None:
    """Once is enough."""
    request.session.pop(_MARK, None)
