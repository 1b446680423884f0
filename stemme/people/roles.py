"""Who may do what: roles as data. Pure; knows no framework."""

from __future__ import annotations

from dataclasses import dataclass

#: Rights, each asked for by at least one view.
READ_OVERVIEW = "read_overview"
WRITE_STORIES = "write_stories"
MANAGE_PEOPLE = "manage_people"
MANAGE_ORGANISATION = "manage_organisation"


@dataclass(frozen=True, slots=True)
class Role:
    """A bundle of rights that can be granted to a person."""

    key: str
    rights: frozenset[str]


ROLES: tuple[Role, ...] = (
    Role("editor", frozenset({WRITE_STORIES})),
    Role("lead", frozenset({READ_OVERVIEW, WRITE_STORIES, MANAGE_PEOPLE})),
    Role("analyst", frozenset({READ_OVERVIEW})),
    Role("owner", frozenset({READ_OVERVIEW, WRITE_STORIES, MANAGE_PEOPLE, MANAGE_ORGANISATION})),
)
RIGHTS_OF: dict[str, frozenset[str]] = {role.key: role.rights for role in ROLES}


def rights_of(roles: frozenset[str] | set[str] | list[str]) -> frozenset[str]:
    """All rights that the roles give together; unknown roles give none."""
    return frozenset().union(*(RIGHTS_OF.get(role, frozenset()) for role in roles))
