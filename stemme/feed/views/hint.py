"""Where and when this person's shares reach most people, in one line of a story's page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.people.viewer import Viewer
from stemme.sharing.channels import BY_KEY
from stemme.stats.best_time_queries import best_of


@dataclass(frozen=True, slots=True)
class Hint:
    """A channel's name and an hour of the viewer's clock. ``weekday`` 0 is Monday, None any working day."""

    channel: str
    time: dt.time
    weekday: int | None
    #: The viewer's own shares speak for it, else those of colleagues.
    from_own: bool


def hint_for(viewer: Viewer, *, now: dt.datetime) -> Hint | None:
    """What–when–where for this viewer alone; None while nothing but habit speaks for it, and for a visit by a mail's
    link: a mail can be forwarded, and what came of somebody's shares is nobody else's business."""
    if not viewer.full:
        return None
    best = best_of(viewer.organisation_id, viewer.person_id, now=now)
    if not best.evidence or best.channel not in BY_KEY:
        return None
    return Hint(str(BY_KEY[best.channel].name), dt.time(best.hour), best.weekday, best.from_own)
