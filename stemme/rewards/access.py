"""What this viewer may touch: their own ledger; and of others' requests those they answer."""

from __future__ import annotations

from django.http import Http404

from stemme.people.viewer import Viewer
from stemme.rewards import queries
from stemme.rewards.models import Entry, Request, Reward


def reward_of(viewer: Viewer, reward_id: int) -> int:
    """The reward's id. Raises Http404 for one of another organisation."""
    if not Reward.objects.filter(organisation_id=viewer.organisation_id, id=reward_id).exists():
        raise Http404
    return reward_id


def own_entry(viewer: Viewer, entry_id: int) -> int:
    """The entry's id. Raises Http404 for anybody else's."""
    mine = Entry.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.person_id)
    if not mine.filter(id=entry_id).exists():
        raise Http404
    return entry_id


def own_request(viewer: Viewer, request_id: int) -> int:
    """The request's id. Raises Http404 for anybody else's."""
    mine = Request.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.person_id)
    if not mine.filter(id=request_id).exists():
        raise Http404
    return request_id


def request_to_answer(viewer: Viewer, request_id: int) -> int:
    """The request's id. Raises Http404 unless it is open, of the viewer's people and not their own."""
    if not queries.may_answer(viewer, request_id):
        raise Http404
    return request_id
