"""The person in front of the screen: what every view, query and action is told first. Pure data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from stemme.people.brand import Brand
from stemme.people.roles import Held, streams_with, teams_with

#: Opened by the personal link of a mail: own suggestions, own share links. No figures, no colleagues (T-02).
SUGGEST = "suggest"
#: Opened by a sign-in link: everything a person may see.
EMPLOYEE = "employee"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person with what decides their rights."""

    person_id: int
    organisation_id: int
    organisation_name: str
    organisation_slug: str
    time_zone: str
    team_id: int | None
    team_name: str
    place: str
    given_name: str
    name: str
    initials: str
    title: str
    language: str
    theme: str
    scope: str
    rights: frozenset[str]
    #: Each role with what it is limited to.
    held: tuple[Held, ...] = ()
    #: They have a passkey or their company's own sign-in, so a mail is no proof before a risky act any more.
    strong: bool = False
    #: They came in by one of these, or have none.
    proven: bool = True
    #: How their organisation looks.
    brand: Brand | None = None
    #: What their roles would allow had they come in by it; until then it counts for nothing.
    resting: frozenset[str] = frozenset()
    #: The languages they want stories in; empty: they have not said.
    story_languages: tuple[str, ...] = ()
    #: Where their own day begins, if they said so.
    own_zone: str = ""

    def may(self, right: str) -> bool:
        """True if the person holds the right somewhere and came in with more than a forwarded mail could give."""
        return self.scope == EMPLOYEE and right in self.rights

    def may_everywhere(self, right: str) -> bool:
        """The same, in the whole organisation: not limited to a stream or a team."""
        return self.may(right) and self.streams_for(right) is None

    def streams_for(self, right: str) -> frozenset[int] | None:
        """The ids of the streams in which the person holds the right; None for all, empty for none."""
        return streams_with(right, self.held) if self.may(right) else frozenset()

    def teams_for(self, right: str) -> frozenset[int] | None:
        """The ids of the teams in which the person holds the right, those below included; None for everybody."""
        return teams_with(right, self.held) if self.may(right) else frozenset()

    @property
    def full(self) -> bool:
        """True when signed in, false when merely let in by a mail's link."""
        return self.scope == EMPLOYEE

    @property
    def clock(self) -> ZoneInfo:
        """The person's own time zone, or their organisation's."""
        return ZoneInfo(self.own_zone or self.time_zone)

    def today(self, now: dt.datetime) -> dt.date:
        """The calendar day at the person's organisation."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()
