"""Whom an import may touch: everybody, or the people of some teams; and whose address only others may change. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stemme.people.roster import Entry, Finding

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """``teams``: the paths of the teams whose people may be touched, None for everybody.

    ``guarded``: ids of people who hold a role that the importing person could not take from them. A new address would
    be a way into their account, so it stays, and they do not leave by this import.
    """

    teams: frozenset[Path] | None = None
    guarded: frozenset[int] = frozenset()

    def covers(self, team: Path | None) -> bool:
        """Whether the people of this team may be touched; those without a team belong to the whole organisation."""
        if self.teams is None:
            return True
        return any(team[:length] in self.teams for length in range(1, len(team) + 1)) if team else False


EVERYBODY = Reach()


def refusal(entry: Entry, person: tuple[int, str, Path] | None, reach: Reach, place: Callable[[Path], Path]) -> str:
    """Why a row may not be used by this import, as a kind of finding; "" when it may.

    ``person``: (id, address, team) of whom the row is about, None for a newcomer. ``place``: team as written → team.
    """
    if person is not None and not reach.covers(person[2]):
        return "outside_person"
    if reach.teams is not None and (person is None or entry.team is not None):
        team = place(entry.team) if entry.team else ()
        if not reach.covers(team):
            return "outside_team" if team else "team_needed"
    if person is not None and person[0] in reach.guarded and entry.email != person[1]:
        return "guarded_address"
    return ""


def finding(entry: Entry, kind: str) -> Finding:
    """The refusal for the list of rows that cannot be used."""
    shown = ", ".join(entry.team or ()) if kind == "outside_team" else entry.email
    return Finding(entry.row, kind, shown=shown)


def paths_of(teams: Sequence[int] | frozenset[int] | None, paths: dict[int, Path]) -> frozenset[Path] | None:
    """The paths of these teams; None stays None."""
    return None if teams is None else frozenset(paths[team] for team in teams if team in paths)
