"""The things that this viewer may touch, or 404."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404

from stemme.people import role_queries
from stemme.people.models import Person
from stemme.people.role_queries import GrantRow
from stemme.people.roles import GRANT_ROLES, MANAGE_PEOPLE
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


def grant_to_take(viewer: Viewer, grant_id: int) -> GrantRow:
    """The role that the viewer may take away or give up, or Http404."""
    found = [row for row in role_queries.grants(viewer) if row.id == grant_id and row.may_take]
    if not viewer.may(GRANT_ROLES) or not found:
        raise Http404
    return found[0]


def colleague_to_give(viewer: Viewer, written_id: str) -> Person:
    """The colleague that the viewer may give a role, or Http404. Nobody gives one to themselves."""
    if not viewer.may(GRANT_ROLES) or not (written_id.isascii() and written_id.isdigit() and len(written_id) < 19):
        raise Http404
    people = Person.objects.filter(organisation_id=viewer.organisation_id, id=int(written_id), deactivated_at=None)
    teams = viewer.teams_for(GRANT_ROLES)
    if teams is not None:
        people = people.filter(team_id__in=teams)
    person = people.exclude(id=viewer.person_id).select_related("team").first()
    if person is None:
        raise Http404
    return person
