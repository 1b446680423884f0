"""An attacker with the map of everybody and of every group: what is exact tells of no few, and what is not exact says
no more than a guess when it is added and subtracted. Readiness: no row, and no rest, is of few. P-07."""

from __future__ import annotations

import csv
import io
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.atlas.actions import count_map
from stemme.atlas.figures import Figures, Placed, figures
from stemme.atlas.panes import lot_of
from stemme.atlas.tests.crowd import make_crowd
from stemme.maturity.types import KEYS, TYPES
from stemme.people.models import Team
from stemme.readiness.showing import FEWEST, Group, may_stand, rows

FLOOR = 8
#: The parts that began in these panes had so many people, of whom so many went to the right.
BEGAN = {"inactive": (30, 12), "networker": (20, 3), "participant": (25, 10)}
RUNS = 400


def crowd(run: int, *, new: int = 0) -> list[Placed]:
    """These people, with lots of their own in every run; ``new`` of them had no place half a year ago."""
    found: list[Placed] = []
    for key, (number, movers) in BEGAN.items():
        pane = KEYS.index(key)
        x, y = TYPES[pane].activity, TYPES[pane].network
        for place in range(number):
            lot = lot_of(f"key {run}".encode(), len(found))
            went = 0.3 if place < movers else 0.0
            found.append(Placed(lot, pane, y, x + went, (y, x)))
    return [Placed(one.lot, one.pane, one.network, one.activity) if n < new else one for n, one in enumerate(found)]


def whole(run: int, *, new: int = 0) -> Figures:
    found = figures(crowd(run, new=new), floor=FLOOR, whole=True)
    assert found is not None and found.moves is not None
    return found


def test_everybody_less_the_parts_that_are_told_does_not_give_the_three_who_moved() -> None:
    guessed = 0
    for run in range(RUNS):
        moves = whole(run).moves
        assert moves is not None and moves.whole.more_active is not None
        told = [part.more_active for part in moves.parts if part.more_active is not None]
        assert len(told) == 2
        guessed += moves.whole.more_active - sum(told) == 3
    assert guessed < RUNS / 3


def test_everybody_less_those_who_were_there_half_a_year_ago_does_not_give_the_two_who_are_new() -> None:
    guessed = 0
    for run in range(RUNS):
        found = whole(run, new=2)
        assert found.moves is not None
        guessed += found.placed - found.moves.whole.people == 2
    assert guessed < RUNS / 2


@pytest.mark.django_db
def test_the_files_of_all_groups(cast: SimpleNamespace, let_in: Any, now: Any) -> None:
    """Every number is of enough people, and so is what is left of everybody without the groups of a kind."""
    spreads = {
        "North": {"inactive": 12, "expert": 9},
        "South": {"inactive": 3},
        "West": {"networker": 14, "expert": 10},
        "East": {"participant": 10, "inactive": 9},
    }
    for number, (name, spread) in enumerate(spreads.items()):
        team = Team.objects.create(organisation=cast.nordlys, name=name)
        make_crowd(cast.nordlys, team, now, spread=spread, place=name, moved=number)
    sizes = {name: sum(spread.values()) for name, spread in spreads.items()}
    count_map(organisation_id=cast.nordlys.id, now=now)
    client = let_in(cast.lea)
    seen: dict[str, list[str]] = {}
    for group in client.get("/map/").context["groups"]:
        text = client.get("/map/table.csv", {"group": group.value}).content.decode("utf-8-sig")
        table = list(csv.DictReader(io.StringIO(text)))
        numbers = [int(row["people"]) for row in table if row["people"]]
        assert numbers and all(number >= FLOOR for number in numbers), (group, table)
        if group.name in sizes:
            seen.setdefault(group.kind, []).append(group.name)
    assert sorted(seen) == ["place", "team"]
    for names in seen.values():
        assert "South" not in names
        rest = sum(sizes.values()) - sum(sizes[name] for name in names)
        assert rest == 0 or rest >= FLOOR, "three of the South would be everybody less the others"


VOICES = st.dictionaries(
    st.sampled_from(["management", "hr", "it", "employees", "works_council"]),
    st.builds(Group, st.integers(1, 6), st.booleans()), min_size=1,
)  # fmt: skip


@given(VOICES)
def test_readiness_less_any_of_its_rows_is_nobody_or_three_or_all_of_them_agreed(groups: dict[str, Group]) -> None:
    shown = rows(groups)
    assert all(may_stand(groups[role]) for role in shown)
    whole = sum(group.raters for group in groups.values())
    if whole < FEWEST:
        return
    for size in range(1, len(shown) + 1):
        for some in combinations(shown, size):
            left = [group for role, group in groups.items() if role not in some]
            people = sum(group.raters for group in left)
            assert people == 0 or people >= FEWEST or all(group.all_named for group in left)
