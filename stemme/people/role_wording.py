"""Roles in words: what they are called, what they are for, why one cannot be given."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.people.roles import ROLES, STREAM, TEAM, Role

_NAMES = {
    "owner": gettext_lazy("Owner"),
    "lead": gettext_lazy("Programme lead"),
    "editor": gettext_lazy("Editor"),
    "people_admin": gettext_lazy("People administrator"),
    "manager": gettext_lazy("Manager"),
    "analyst": gettext_lazy("Analyst"),
    "representative": gettext_lazy("Employee representative"),
    "operator": gettext_lazy("Operator"),
}
_PURPOSES = {
    "owner": gettext_lazy("Decides everything in this organisation: roles, settings, guidelines."),
    "lead": gettext_lazy("Leads the programme: all stories, all people, figures of groups."),
    "editor": gettext_lazy("Writes stories and looks after feeds."),
    "people_admin": gettext_lazy("Imports and invites people."),
    "manager": gettext_lazy("Sees what could help their team. Figures of single people only after an agreement."),
    "analyst": gettext_lazy("Reads figures of groups. Sees no names."),
    "representative": gettext_lazy(
        "Sees what is measured and who decided it, and says yes or no to more. Sees no figures of persons."
    ),
    "operator": gettext_lazy("Keeps the installation running: jobs and health. Sees no personal data."),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A role on the page: name, purpose, what it can be limited to, and who gives it."""

    name: str
    purpose: str
    limit: str
    given_by: str


def role_name(key: str) -> str:
    """What a role is called on the screen."""
    return str(_NAMES[key])


def role_purpose(key: str) -> str:
    """What a role is for."""
    return str(_PURPOSES[key])


def explained() -> list[Explained]:
    """Every role, in the order of roles.py."""
    return [Explained(role_name(role.key), str(_PURPOSES[role.key]), _limit(role), _givers(role)) for role in ROLES]


def _limit(role: Role) -> str:
    return {
        STREAM: _("Everywhere or in one stream; several grants add up."),
        TEAM: _("Everywhere or in one team with those below it; several grants add up."),
        "": "",
    }[role.scope]


def _givers(role: Role) -> str:
    names = [role_name(other.key) for other in ROLES if role.key in other.grants]
    if role.key == "operator":
        names.append(_("the server’s console"))
    return ", ".join(names)


def clash_sentence(roles: frozenset[str]) -> str:
    """Why somebody cannot have a role beside the ones they have."""
    names = ", ".join(role_name(role.key) for role in ROLES if role.key in roles)
    return _(
        "This person is already: %(names)s. One of these roles is there to watch the other, so they cannot be one."
    ) % {"names": names}


def last_owner_sentence() -> str:
    """Why the last owner stays."""
    return _("This is the last owner, and an organisation needs one. Make somebody else an owner first.")
