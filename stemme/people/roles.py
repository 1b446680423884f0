"""Who may do what: rights, roles and grants as data. Pure; knows no framework.

A grant is (person, role, scope). The scope is the whole organisation, or for an editor a stream, or for a people
administrator a team with all teams below it. What each role may open is reviewed in docs/security/access-matrix.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

#: Figures of groups; never of persons.
READ_OVERVIEW = "read_overview"
#: Stories and feeds of one's streams.
WRITE_STORIES = "write_stories"
#: See, import, invite and export the people of one's teams.
MANAGE_PEOPLE = "manage_people"
#: Guidelines, domain, brand: what holds for everybody.
MANAGE_ORGANISATION = "manage_organisation"
#: Give and take the roles that one's own roles name in ``grants``.
GRANT_ROLES = "grant_roles"
#: Readiness, waves and expectations: where the programme goes.
LEAD_PROGRAMME = "lead_programme"
#: What could help the people of one's teams; the figures of single ones only where the lock is open and they agreed.
SUPPORT_TEAM = "support_team"
#: Say yes or no, for the employees, to what measures people more.
AGREE_MEASURING = "agree_measuring"
#: What is measured, since when and by whom it was decided, the notice, the pack for the works council.
READ_SETTINGS = "read_settings"
#: The journal of what concerns measuring people: settings, roles, exports, who looked.
READ_AUDIT = "read_audit"
#: The rest of the journal as well.
READ_WHOLE_AUDIT = "read_whole_audit"
#: Jobs and health of the installation. No organisation's data.
RUN_INSTALLATION = "run_installation"

#: What a role can be limited to.
STREAM, TEAM = "stream", "team"


@dataclass(frozen=True, slots=True)
class Role:
    """A bundle of rights that can be granted to a person.

    ``scope``: what a grant of it may be limited to, or "" when it always holds everywhere. ``grants``: the roles that
    its holders may give and take, as far as they hold what is in them. ``entrusted``: rights of it that its givers need
    not hold, because they are kept from them on purpose. ``apart_from``: roles the same person cannot have, because
    one is there to watch the other.
    """

    key: str
    rights: frozenset[str]
    scope: str = ""
    grants: frozenset[str] = frozenset()
    entrusted: frozenset[str] = frozenset()
    apart_from: frozenset[str] = frozenset()


_OVERSEEN = frozenset({"owner", "lead", "people_admin", "manager"})
#: In the order in which pages list them.
ROLES: tuple[Role, ...] = (
    Role(
        "owner",
        frozenset(
            {READ_OVERVIEW, WRITE_STORIES, MANAGE_PEOPLE, MANAGE_ORGANISATION, GRANT_ROLES, READ_SETTINGS}
            | {LEAD_PROGRAMME, READ_AUDIT, READ_WHOLE_AUDIT}
        ),
        grants=frozenset({"owner", "lead", "editor", "people_admin", "manager", "analyst", "representative"}),
        apart_from=frozenset({"representative"}),
    ),
    Role(
        "lead",
        frozenset({READ_OVERVIEW, WRITE_STORIES, MANAGE_PEOPLE, LEAD_PROGRAMME, GRANT_ROLES, READ_SETTINGS}),
        grants=frozenset({"editor", "people_admin", "manager", "analyst"}),
        apart_from=frozenset({"representative"}),
    ),
    Role("editor", frozenset({WRITE_STORIES}), scope=STREAM),
    Role(
        "people_admin",
        frozenset({MANAGE_PEOPLE, GRANT_ROLES}),
        scope=TEAM,
        grants=frozenset({"people_admin"}),
        apart_from=frozenset({"representative"}),
    ),
    Role(
        "manager",
        frozenset({SUPPORT_TEAM}),
        scope=TEAM,
        entrusted=frozenset({SUPPORT_TEAM}),
        apart_from=frozenset({"representative"}),
    ),
    Role("analyst", frozenset({READ_OVERVIEW})),
    Role(
        "representative",
        frozenset({READ_SETTINGS, READ_AUDIT, AGREE_MEASURING}),
        entrusted=frozenset({AGREE_MEASURING}),
        apart_from=_OVERSEEN,
    ),
    # An installation may hold several organisations, so owning one of them is not enough to name who runs it: the
    # first comes from the server's console, the next from those.
    Role("operator", frozenset({RUN_INSTALLATION}), grants=frozenset({"operator"})),
)
ROLE_OF: dict[str, Role] = {role.key: role for role in ROLES}
RIGHTS_OF: dict[str, frozenset[str]] = {role.key: role.rights for role in ROLES}
RIGHTS: frozenset[str] = frozenset().union(*RIGHTS_OF.values())


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody has. ``stream_id`` or ``teams`` limit it: ``teams`` are a team and all below it."""

    role: str
    stream_id: int | None = None
    teams: frozenset[int] | None = None

    @property
    def everywhere(self) -> bool:
        """True when it holds in the whole organisation."""
        return self.stream_id is None and self.teams is None

    def covers(self, wanted: Held) -> bool:
        """True when everything ``wanted`` reaches lies within the reach of this one."""
        if self.everywhere:
            return True
        if self.stream_id is not None:
            return self.stream_id == wanted.stream_id
        return wanted.teams is not None and self.teams is not None and wanted.teams <= self.teams


def rights_of(roles: Collection[str]) -> frozenset[str]:
    """All rights that the roles give together; unknown roles give none."""
    return frozenset().union(*(RIGHTS_OF.get(role, frozenset()) for role in roles))


def streams_with(right: str, held: Iterable[Held]) -> frozenset[int] | None:
    """The streams in which the right is held; None for all, empty for none."""
    grants = [grant for grant in held if right in RIGHTS_OF.get(grant.role, frozenset())]
    if any(grant.everywhere for grant in grants):
        return None
    return frozenset(grant.stream_id for grant in grants if grant.stream_id is not None)


def teams_with(right: str, held: Iterable[Held]) -> frozenset[int] | None:
    """The teams in which the right is held, those below included; None for all people, empty for nobody."""
    grants = [grant for grant in held if right in RIGHTS_OF.get(grant.role, frozenset())]
    if any(grant.everywhere for grant in grants):
        return None
    return frozenset[int]().union(*(grant.teams for grant in grants if grant.teams is not None))


def may_grant(held: Iterable[Held], wanted: Held) -> bool:
    """Whether somebody who holds these may give or take the wanted role (T-28).

    One of their roles must name it and reach at least as far, and every right in it that is not ``entrusted`` must be
    theirs, as far again.
    """
    held = list(held)
    role = ROLE_OF.get(wanted.role)
    if role is None or not _scope_fits(role, wanted):
        return False
    named = any(wanted.role in ROLE_OF[own.role].grants and own.covers(wanted) for own in held if own.role in ROLE_OF)
    return named and all(
        any(right in RIGHTS_OF.get(own.role, frozenset()) and own.covers(wanted) for own in held)
        for right in role.rights - role.entrusted
    )


def _scope_fits(role: Role, wanted: Held) -> bool:
    if wanted.everywhere:
        return True
    return role.scope == (STREAM if wanted.stream_id is not None else TEAM)


def clashing(role: str, others: Collection[str]) -> frozenset[str]:
    """Those of a person's other roles that the role cannot stand beside."""
    return ROLE_OF[role].apart_from & frozenset(others)
