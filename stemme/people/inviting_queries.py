"""Whom an invitation would reach: for those who invite many at once."""

from __future__ import annotations

from django.db.models import Q

from stemme.people.models import Person
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer


def never_invited(viewer: Viewer) -> set[int]:
    """The viewer's people whom actions.invite would invite. Nobody who said no can be told from others. One query."""
    teams = viewer.teams_for(MANAGE_PEOPLE)
    found = Person.objects.filter(
        Q() if teams is None else Q(team_id__in=teams),
        organisation_id=viewer.organisation_id,
        invited_at=None,
        joined_at=None,
        declined_at=None,
        deactivated_at=None,
    )
    return set(found.values_list("id", flat=True))
