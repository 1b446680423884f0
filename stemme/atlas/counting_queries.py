"""Everything a map is counted from, for a whole organisation at once. Never for a page."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Sum

from stemme.atlas.figures import Figures, Placed, figures
from stemme.atlas.models import ALL, PLACE, TEAM
from stemme.atlas.panes import lot_of, shown_below
from stemme.atlas.seldom import Seldom, seldom
from stemme.kit.periods import Period, last_days, month_of, month_start
from stemme.maturity.queries import MapRow, map_rows
from stemme.maturity.types import KEYS
from stemme.people import queries as people
from stemme.stats.buckets import PERSON
from stemme.stats.queries import by_key
from stemme.stats.turnout_queries import taking_part_in

EXPERT = "expert"
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Counted:
    """The map of one group, as it is kept."""

    kind: str
    key: str
    figures: Figures


class Crowd:
    """Everybody on the map of an organisation, by team and place."""

    def __init__(self, organisation_id: int) -> None:
        self.lines = people.team_lines(organisation_id)
        rows = map_rows(organisation_id)
        secret = _secret(organisation_id)
        self.placed = {row.person_id: _placed(row, secret) for row in rows}
        self.teams: dict[int, list[Placed]] = {}
        self.places: dict[str, list[Placed]] = {}
        for row in rows:
            one = self.placed[row.person_id]
            for team in self.lines.get(row.team_id or 0, ()):
                self.teams.setdefault(team, []).append(one)
            if row.place:
                self.places.setdefault(row.place, []).append(one)
        self.experts = frozenset(row.person_id for row in rows if row.type == EXPERT)

    def counted(self, *, floor: int) -> Iterator[Counted]:
        """The maps of all groups that may be shown, the whole first; none when the whole may not."""
        everybody = list(self.placed.values())
        whole = figures(everybody, floor=floor, whole=True)
        if whole is None:
            return
        yield Counted(ALL, "", whole)
        yield from self._teams_below(None, len(everybody), floor)
        yield from _shown(PLACE, self.places, len(everybody), floor)

    def _teams_below(self, above: int | None, whole: int, floor: int) -> Iterator[Counted]:
        """Teams of one level, and those below each that is shown."""
        below = {
            str(team): here
            for team, here in self.teams.items()
            if (self.lines[team][1] if len(self.lines[team]) > 1 else None) == above
        }
        for found in _shown(TEAM, below, whole, floor):
            yield found
            yield from self._teams_below(int(found.key), len(below[found.key]), floor)


def _shown(kind: str, groups: dict[str, list[Placed]], whole: int, floor: int) -> Iterator[Counted]:
    told = {key: figures(here, floor=floor, whole=False) for key, here in groups.items() if len(here) >= floor}
    sizes = {key: len(groups[key]) for key, found in told.items() if found is not None}
    shown = shown_below(whole, sizes, floor=floor)
    for key, found in told.items():
        if found is not None and key in shown:
            yield Counted(kind, key, found)


def seldom_heard(organisation_id: int, experts: frozenset[int], *, today: dt.date, floor: int) -> Seldom | None:
    """Whether subject experts are seldom heard and often asked. Three queries."""
    if len(experts) < floor:
        return None
    year, month = last_days(today, _YEAR), month_of(month_start(today) - dt.timedelta(days=1))
    visitors = {person: came.visitors for person, came in by_key(organisation_id, PERSON, year).items() if person}
    return seldom(
        experts,
        shares=_shares(organisation_id, year),
        visitors=visitors,
        lately=_shares(organisation_id, month).keys(),
        floor=floor,
    )


def _shares(organisation_id: int, period: Period) -> dict[int, int]:
    rows = taking_part_in(organisation_id, period).filter(shares__gt=0, person_id__gt=0)
    return dict(rows.order_by().values_list("person_id").annotate(number=Sum("shares")))


def _placed(row: MapRow, secret: bytes) -> Placed:
    earlier = None
    if row.earlier_network is not None and row.earlier_activity is not None:
        earlier = (row.earlier_network, row.earlier_activity)
    return Placed(lot_of(secret, row.person_id), KEYS.index(row.type), row.network, row.activity, earlier)


def _secret(organisation_id: int) -> bytes:
    """What the lots of an organisation are drawn with: the installation's own key, so nobody can draw them again."""
    return hashlib.blake2b(f"atlas {organisation_id}".encode(), key=settings.SECRET_KEY.encode()[:64]).digest()
