"""Which way of taking part lies next to the reader's place."""

from __future__ import annotations

import datetime as dt

from stemme.maturity import queries as maturity
from stemme.people.viewer import Viewer


def rung_of(viewer: Viewer, *, now: dt.datetime) -> str:
    """A rung of maturity.rungs; "" for whoever has no place, and for a visit by a mail's link: a mail can be forwarded,
    and where somebody is is nobody else's business."""
    if not viewer.full:
        return ""
    return maturity.rungs_of(viewer.organisation_id, [viewer.person_id], now=now).get(viewer.person_id, "")
