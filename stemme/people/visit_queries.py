"""A person's open visits, for their own eyes only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.people.models import Visit
from stemme.people.sessions import has_ended
from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit on some device. ``here``: the one that asks."""

    id: int
    browser: str
    system: str
    way: str
    full: bool
    started_at: dt.datetime
    seen_at: dt.datetime
    here: bool
    just_now: bool


def open_visits(viewer: Viewer, *, session_key: str, now: dt.datetime) -> list[OpenVisit]:
    """The viewer's visits that have not ended, this one first, then the last seen. One query."""
    rows = Visit.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.person_id)
    live = [
        OpenVisit(
            id=row.pk,
            browser=row.browser,
            system=row.system,
            way=row.way,
            full=row.scope == viewer.scope,
            started_at=row.started_at,
            seen_at=row.seen_at,
            here=row.session_id == session_key,
            just_now=now - row.seen_at < dt.timedelta(hours=1),
        )
        for row in rows.order_by("-seen_at", "-id")
        if not has_ended(now, started=row.started_at, last_seen=row.seen_at, scope=row.scope, rights=viewer.rights)
    ]
    return sorted(live, key=lambda visit: not visit.here)
