"""Whose scorecard somebody may open: of those who agreed, while the lock is open. Of all others there is none."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.agreements.locks import PERFORMANCE_EXPORT, SCORECARDS
from stemme.people.support_queries import Member
from stemme.people.viewer import Viewer
from stemme.scorecards.consent_queries import who_agreed


def agreed_member(viewer: Viewer, person_id: int, *, today: dt.date) -> Member:
    """The person, as far as the viewer may see their card. Raises Http404 whatever the reason is that they may not."""
    for member in who_agreed(viewer, SCORECARDS, today=today) or ():
        if member.person_id == person_id:
            return member
    raise Http404


def exportable(viewer: Viewer, *, today: dt.date) -> list[Member]:
    """Those of the viewer's people who agreed to the file. Raises Http404 while its lock is closed."""
    found = who_agreed(viewer, PERFORMANCE_EXPORT, today=today)
    if found is None:
        raise Http404
    return found
