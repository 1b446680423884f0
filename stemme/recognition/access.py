"""Challenges of the viewer's own organisation, or 404; and who may plan them."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer
from stemme.recognition import challenge_queries as queries
from stemme.recognition.challenge_queries import ChallengeRow


def may_plan(viewer: Viewer) -> bool:
    """Whoever looks after the people of the whole organisation; a challenge speaks to many teams at once."""
    return viewer.may(MANAGE_PEOPLE) and viewer.teams_for(MANAGE_PEOPLE) is None


def needs_planner(viewer: Viewer) -> None:
    """Http404 for everybody else."""
    if not may_plan(viewer):
        raise Http404


def challenge_of(viewer: Viewer, challenge_id: int, *, now: dt.datetime) -> ChallengeRow:
    """A challenge of the viewer's organisation, or Http404."""
    found = queries.challenge(viewer.organisation_id, challenge_id, today=viewer.today(now))
    if found is None:
        raise Http404
    return found
