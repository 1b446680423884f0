"""Reading people. One function per question."""

from __future__ import annotations

from stemme.people.models import Person, RoleGrant
from stemme.people.roles import rights_of
from stemme.people.viewer import Viewer


def viewer(person_id: int, *, scope: str) -> Viewer | None:
    """The person as a viewer, or None if there is no such person any more or they have left."""
    person = Person.objects.select_related("organisation", "team").filter(id=person_id, deactivated_at=None).first()
    if person is None:
        return None
    roles = list(RoleGrant.objects.filter(person=person).values_list("role", flat=True))
    return Viewer(
        person_id=person.id,
        organisation_id=person.organisation_id,
        organisation_name=person.organisation.name,
        organisation_slug=person.organisation.slug,
        time_zone=person.organisation.time_zone,
        team_id=person.team_id,
        team_name=person.team.name if person.team else "",
        place=person.place,
        given_name=person.given_name,
        name=person.name,
        initials=person.initials,
        title=person.title,
        language=person.language,
        theme=person.theme,
        scope=scope,
        rights=rights_of(roles),
    )
