"""Reading people for an import."""

from __future__ import annotations

from collections.abc import Sequence

from stemme.kit.tables import Row
from stemme.people.columns import Layout
from stemme.people.comparison import Known, Plan, compare
from stemme.people.import_reach import EVERYBODY, Reach, paths_of
from stemme.people.models import Organisation, Person, RoleGrant, Team
from stemme.people.role_queries import beyond
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.roster import Roster, read_roster
from stemme.people.viewer import Viewer


def team_paths(organisation_id: int) -> dict[int, tuple[str, ...]]:
    """The names from the division down, for every team."""
    rows = {
        id: (parent, name)
        for id, parent, name in Team.objects.filter(organisation_id=organisation_id).values_list(
            "id", "parent_id", "name"
        )
    }

    def path(team_id: int) -> tuple[str, ...]:
        parent, name = rows[team_id]
        return (*path(parent), name) if parent else (name,)

    return {team_id: path(team_id) for team_id in rows}


def known_people(organisation_id: int) -> list[Known]:
    """Everybody of the organisation as an import compares them, also those who left, in the order of their ids."""
    paths = team_paths(organisation_id)
    owners = set(
        RoleGrant.objects.filter(organisation_id=organisation_id, role="owner").values_list("person_id", flat=True)
    )
    rows = (
        Person.objects.filter(organisation_id=organisation_id)
        .order_by("id")
        .values_list(
            "id", "external_id", "email", "given_name", "family_name", "team_id", "title", "place", "language",
            "language_chosen_at", "deactivated_at",
        )
    )  # fmt: skip
    return [
        Known(id, number, email, given, family, paths.get(team, ()), title, place, language, chosen is not None,
              left is None, id in owners)
        for id, number, email, given, family, team, title, place, language, chosen, left in rows.iterator(5000)
    ]  # fmt: skip


def plan_import(
    organisation_id: int,
    rows: Sequence[Row],
    layout: Layout,
    *,
    actor: Viewer | None = None,
    keep_leavers: bool = False,
) -> tuple[Roster, Plan]:
    """What the file says, and what importing it would change now. Writes nothing.

    ``actor`` limits the plan to their people; None is the console, which reaches everybody. With
    ``keep_leavers`` whoever is not in the file stays.
    """
    roster = read_roster(rows, layout)
    language = Organisation.objects.values_list("language", flat=True).get(id=organisation_id)
    paths = team_paths(organisation_id)
    reach = Reach(paths_of(actor.teams_for(MANAGE_PEOPLE), paths), beyond(actor)) if actor else EVERYBODY
    known = known_people(organisation_id)
    plan = compare(
        roster, known, default_language=language, teams=paths.values(), reach=reach, keep_leavers=keep_leavers
    )
    return roster, plan
