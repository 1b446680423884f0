"""The things that this viewer may touch, or 404."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404

from stemme.people.models import Person
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer


def people_to_invite(viewer: Viewer, written_ids: Sequence[str]) -> list[int]:
    """The ids of colleagues a form named. Http404 as soon as one is not among the viewer's people."""
    if not viewer.may(MANAGE_PEOPLE) or not all(text.isascii() and text.isdigit() for text in written_ids):
        raise Http404
    ids = {int(text) for text in written_ids[:1000] if len(text) < 19}
    people = Person.objects.filter(organisation_id=viewer.organisation_id, id__in=ids)
    teams = viewer.teams_for(MANAGE_PEOPLE)
    if teams is not None:
        people = people.filter(team_id__in=teams)
    own = set(people.values_list("id", flat=True))
    if own != ids:
        raise Http404
    return sorted(own)
