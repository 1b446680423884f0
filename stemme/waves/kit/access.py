"""What of the launch kit this viewer may look at, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.joining import queries as joining
from stemme.joining.queries import LinkRow
from stemme.kit.languages import CODES
from stemme.people.roles import LEAD_PROGRAMME, MANAGE_PEOPLE
from stemme.people.viewer import Viewer
from stemme.waves.kit.pieces import PIECE_OF, Piece


def piece_of(key: str) -> Piece:
    """The piece of an address, or Http404."""
    if key not in PIECE_OF:
        raise Http404
    return PIECE_OF[key]


def language_of(asked: str, viewer: Viewer) -> str:
    """The language a page was asked for, else the viewer's own."""
    return asked if asked in CODES else viewer.language


def links_of(viewer: Viewer, *, now: dt.datetime) -> list[LinkRow]:
    """The ways to join of the viewer's teams that work now; none for whoever may not invite."""
    if not viewer.may(MANAGE_PEOPLE):
        return []
    rows = joining.links(viewer.organisation_id, teams=viewer.teams_for(MANAGE_PEOPLE), now=now)
    return [row for row in rows if row.works]


def link_of(viewer: Viewer, link_id: int, *, now: dt.datetime) -> LinkRow:
    """One of those links, also when it has stopped working, or Http404."""
    if not viewer.may(MANAGE_PEOPLE):
        raise Http404
    found = joining.link(viewer.organisation_id, link_id, teams=viewer.teams_for(MANAGE_PEOPLE), now=now)
    if found is None:
        raise Http404
    return found


def may_change(viewer: Viewer) -> None:
    """Http404 for whoever only looks."""
    if not viewer.may(LEAD_PROGRAMME):
        raise Http404
