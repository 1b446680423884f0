"""What the list of people is narrowed down to, as it stands in its address. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from stemme.kit.languages import CODES
from stemme.people.roles import ROLE_OF

#: The states one can choose. Whoever said no stands among the invited: a no is invisible to others (principle 9).
STATES = ("active", "invited", "paused", "not_invited", "bounced")
#: What the list can be sorted by. Never by what somebody did.
SORTS = ("name", "team", "title", "language")
#: Everybody who holds any role.
ANY_ROLE = "any"
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty for what is not asked for; ``team`` is an id and means those below it as well."""

    state: str = ""
    words: str = ""
    team: int | None = None
    language: str = ""
    role: str = ""
    sort: str = "name"

    def parameters(self) -> dict[str, str]:
        """The parameters of the address that say the same."""
        said = {
            "state": self.state,
            "q": self.words,
            "team": str(self.team or ""),
            "language": self.language,
            "role": self.role,
            "sort": "" if self.sort == "name" else self.sort,
        }
        return {name: value for name, value in said.items() if value}

    def query(self) -> str:
        """The same as one text."""
        return urlencode(self.parameters())

    @property
    def narrowed(self) -> bool:
        """True when more than the state is asked for."""
        return bool(self.words or self.team or self.language or self.role)

    def with_state(self, state: str) -> Filters:
        """The same for another state."""
        return replace(self, state=state)

    def with_sort(self, sort: str) -> Filters:
        """The same in another order."""
        return replace(self, sort=sort)


def read(sent: Mapping[str, str]) -> Filters:
    """The filters of an address or a form; what makes no sense is left out.

    >>> read({"state": "active", "q": " Bergen ", "team": "x", "sort": "score"})
    Filters(state='active', words='Bergen', team=None, language='', role='', sort='name')
    """
    state, team, language, role, sort = (sent.get(name, "") for name in ("state", "team", "language", "role", "sort"))
    return Filters(
        state=state if state in STATES else "",
        words=sent.get("q", "")[:100].replace("\x00", "").strip(),
        team=int(team) if team.isascii() and team.isdigit() and len(team) < 19 else None,
        language=language if language in CODES else "",
        role=role if role in ROLE_OF or role == ANY_ROLE else "",
        sort=sort if sort in SORTS else "name",
    )
