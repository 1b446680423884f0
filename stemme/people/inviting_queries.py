"""Whom an invitation would reach, and of which groups people are: for those who invite many at once."""

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


def teams_and_languages(organisation_id: int) -> dict[int, tuple[int | None, str]]:
    """The team and the language of everybody who has not left, for counting groups. One query."""
    found = Person.objects.filter(organisation_id=organisation_id, deactivated_at=None).order_by()
    return {person: (team, language) for person, team, language in found.values_list("id", "team_id", "language")}
