"""Giving a role: which one, and where it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.people.queries import TeamRow
from stemme.people.role_wording import role_name, role_purpose
from stemme.people.roles import GRANT_ROLES, ROLE_OF, ROLES, STREAM, TEAM, Held, may_grant
from stemme.people.viewer import Viewer

_EVERYWHERE = "everywhere"


class GrantForm(forms.Form):
    """A role and its scope, out of those that the viewer may give."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a role.")},
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Where"),
        help_text=gettext_lazy("A role for one stream or one team reaches nothing else. A team has those below it."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        viewer: Viewer,
        streams: Sequence[tuple[int, str]],
        teams: Sequence[TeamRow],
        below: dict[int, frozenset[int]],
    ) -> None:
        super().__init__(data)
        self.viewer, self.below = viewer, below
        limit = viewer.teams_for(GRANT_ROLES)
        own_teams = [team for team in teams if limit is None or team.id in limit]
        givable = [role for role in ROLES if any(role.key in ROLE_OF[own.role].grants for own in viewer.held)]
        scopes = {role.scope for role in givable}
        self.fields["role"].choices = [(role.key, role_name(role.key)) for role in givable]  # type: ignore[attr-defined]
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            *([(_EVERYWHERE, _("Everywhere"))] if limit is None else []),
            *(
                [(_("Streams"), [(f"stream:{id}", name) for id, name in streams])]
                if STREAM in scopes and streams
                else []
            ),
            *([(_("Teams"), [(f"team:{team.id}", _team_name(team)) for team in own_teams])] if TEAM in scopes else []),
        ]

    def options(self) -> list[tuple[forms.boundfield.BoundWidget, str]]:
        """Each role's radio button with what the role is for."""
        radios = list(self["role"])
        return [(radio, role_purpose(str(radio.data["value"]))) for radio in radios]

    def clean(self) -> dict[str, Any]:
        """The role has to fit the place, and the viewer has to hold it there."""
        values = super().clean() or self.cleaned_data
        role, where = values.get("role"), values.get("where")
        if not role or not where:
            return values
        kind, _mark, number = where.partition(":")
        scope = ROLE_OF[role].scope
        values |= {
            "team_id": int(number) if kind == TEAM else None,
            "stream_id": int(number) if kind == STREAM else None,
        }
        if kind not in {_EVERYWHERE, scope}:
            self.add_error("where", _unfitting(scope))
        elif not may_grant(self.viewer.held, self._wanted(values)):
            self.add_error("role", _("You do not hold this role there, so you cannot give it."))
        return values

    def _wanted(self, values: dict[str, Any]) -> Held:
        team = values["team_id"]
        return Held(values["role"], values["stream_id"], self.below.get(team, frozenset()) if team else None)


def _team_name(team: TeamRow) -> str:
    return team.name if team.id == team.division_id else f"{team.name}, {team.division_name}"


def _unfitting(scope: str) -> str:
    """What to choose instead, for a role that cannot be limited like that."""
    return {
        STREAM: _("This role can be given everywhere or for a stream."),
        TEAM: _("This role can be given everywhere or for a team."),
        "": _("This role holds everywhere. Choose “Everywhere”."),
    }[scope]
