"""An attacker with the link analysis of every month, quarter, year and of all time, and its file: no combination of its
rows is about fewer colleagues than the floor. P-07, T-11.

Cells are the shares of one month that have one thing in common, with visitors by which each published number says of
itself which cells are in it. A combination about few would be seen as a falling rank (test_suppression.py).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from stemme.stats import share_sums as by
from stemme.stats.models import ShareTally
from stemme.stats.share_blocks import kept, rows
from stemme.stats.share_sums import Attributes, CountedShare, Stretch, summed
from tests.security.test_suppression import FLOOR, rank

#: (month, thing) → who shared so in that month.
Shared = dict[tuple[int, Any], set[int]]
Cell = tuple[int, Any]
STORIES = {
    number: Attributes(number > 3, f"{number}.example", number, (), "article") for number in range(1, 7)
}  # fmt: skip


def share(person: int, month: int, visitors: int, **told: Any) -> CountedShare:
    plain = {"story_id": 1, "channel": "x", "language": "en", "at": dt.datetime(2026, month, 7, 9, tzinfo=dt.UTC)}
    return CountedShare(person_id=person, visitors=visitors, **plain | told)


def no_few_follow(table: list[list[int]], cells: list[Cell], shared: Shared) -> None:
    """No combination of rows is about cells of fewer different people than the floor alone."""
    table = [list(row) for row in {tuple(row) for row in table}]
    whole = rank(table)
    for number in (1, 2, 3):
        for group in combinations(range(len(cells)), number):
            who = set().union(*(shared[cells[place]] for place in group))
            if len(who) < FLOOR:
                left = [[value for place, value in enumerate(row) if place not in group] for row in table]
                assert rank(left) == whole, ([cells[place] for place in group], shared)


def of_family(shared: Shared, dimensions: set[str], told: dict[Any, dict[str, Any]]) -> None:
    """What is kept of these dimensions and the whole, in every stretch, as rows of cells."""
    cells = sorted((cell for cell in shared if shared[cell]), key=str)
    made = [
        share(person, cell[0], (1 << 10) ** place, **told[cell[1]])
        for place, cell in enumerate(cells)
        for person in shared[cell]
    ]
    table = []
    for found in kept(summed(made, STORIES), floor=FLOOR).items():
        table += _as_cells(found, dimensions, cells, shared)
    no_few_follow(table, cells, shared)


def _as_cells(
    found: tuple[Stretch, by.Sums], dimensions: set[str], cells: list[Cell], shared: Shared
) -> list[list[int]]:
    (grain, _start), sums = found
    table = []
    for (dimension, _key), total in sums.items():
        # What only steers other pages is no page, and of weeks there is what everybody did.
        if (dimension not in dimensions and dimension != by.WHOLE) or (grain == by.ALWAYS and dimension != by.WHOLE):
            continue
        digits = [total.visitors // (1 << 10) ** place % (1 << 10) for place in range(len(cells))]
        sizes = [len(shared[cell]) for cell in cells]
        if grain != "week":
            assert all(digit in {0, size} for digit, size in zip(digits, sizes, strict=True)), "whole cells only"
            table.append([int(digit > 0) for digit in digits])
    return table


def shares_of(things: list[Any]) -> st.SearchStrategy[Shared]:
    """Who of some colleagues shared what in which month: often nobody, few, or just enough."""
    crowd = st.integers(0, 3).flatmap(lambda kind: st.sets(st.integers(1, 24), max_size=(0, 3, 9, 20)[kind]))
    return st.dictionaries(st.tuples(st.integers(8, 12), st.sampled_from(things)), crowd, max_size=14)


CHANNELS = ["linkedin", "facebook", "xing", "x"]
#: Two days and three parts of the day, of the first full week of each month.
TIMES = [(day, hour) for day in (0, 1) for hour in (7, 10, 13)]


@settings(max_examples=60, deadline=None)
@given(shares_of(CHANNELS))
def test_no_channel_of_few_follows_from_months_quarters_years_and_all(shared: Shared) -> None:
    of_family(shared, {by.CHANNEL}, {key: {"channel": key} for key in CHANNELS})


@settings(max_examples=60, deadline=None)
@given(shares_of([1, 2, 4, 5]))
def test_no_stream_of_few_follows_from_streams_and_origins(shared: Shared) -> None:
    of_family(shared, {by.STREAM, by.ORIGIN}, {story: {"story_id": story} for story in STORIES})


@settings(max_examples=60, deadline=None)
@given(shares_of(TIMES))
def test_no_hour_of_few_follows_from_days_and_parts_of_the_day(shared: Shared) -> None:
    cells = {(month, place) for month, place in shared}
    moments = {
        (month, (day, hour)): dt.datetime(2026, month, 8, hour, tzinfo=dt.UTC) for month, (day, hour) in cells
    }  # fmt: skip
    told: dict[Any, dict[str, Any]] = {}
    renamed: Shared = {}
    for (month, (day, hour)), who in shared.items():
        first = moments[month, (day, hour)]
        at = first + dt.timedelta(days=(day - first.weekday()) % 7)
        told[month, day, hour] = {"at": at}
        renamed[month, (month, day, hour)] = who
    of_family(renamed, {by.WEEKDAY, by.PART, by.TIME}, told)


def test_a_quarter_less_two_months_does_not_give_the_third() -> None:
    few = {(10, "x"): set(range(12)), (11, "x"): set(range(12)), (12, "x"): {1, 2}}
    shared = few | {(month, "linkedin"): set(range(20)) for month in (10, 11, 12)}
    shared |= {(12, "facebook"): set(range(9))}
    of_family(shared, {by.CHANNEL}, {key: {"channel": key} for key in CHANNELS})
    sums = summed([share(n, month, 1, channel=key) for (month, key), who in shared.items() for n in who], STORIES)
    found = kept(sums, floor=FLOOR)
    october = dt.date(2026, 10, 1)
    assert found["quarter", october][by.CHANNEL, "x"].shares == 12, "what its months show"
    assert found["quarter", october][by.CHANNEL, by.OTHERS].shares == 11 + 32
    assert (by.CHANNEL, "x") not in found["month", october], "x ever, as other pages tell, less two months would be two"
    assert found["quarter", october][by.WHOLE, ""].shares == 95


def test_where_few_share_quarters_are_told_instead_of_months() -> None:
    """Six a month, other ones each: nothing could be said of a month, and something is of the quarter."""
    made = [share(10 * month + n, month, 1) for month in (10, 11, 12) for n in range(6)]
    found = kept(summed(made, STORIES), floor=FLOOR)
    assert ("month", dt.date(2026, 10, 1)) not in found
    assert found["quarter", dt.date(2026, 10, 1)][by.CHANNEL, "x"].shares == 18


#: Three channels in four months, so that a sum can be taken apart by trying.
FEW = st.dictionaries(
    st.tuples(st.integers(9, 12), st.sampled_from(CHANNELS[:3])),
    st.integers(0, 2).flatmap(lambda kind: st.sets(st.integers(1, 20), min_size=1, max_size=(3, 9, 18)[kind])),
    min_size=6, max_size=11,
)  # fmt: skip


@pytest.mark.django_db
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],  # A simpler example would take minutes.
)  # fmt: skip
@given(shared=FEW)
def test_the_page_and_its_file(cast: SimpleNamespace, let_in: Any, later: None, shared: Shared) -> None:
    cells = sorted(shared)
    each = {cell: 1009 * 3**place for place, cell in enumerate(cells)}
    made = [share(n, cell[0], each[cell], channel=cell[1]) for cell in cells for n in sorted(shared[cell])]
    sums = {each[cell] * len(shared[cell]): place for place, cell in enumerate(cells)}
    known = {
        sum(group): {sums[part] for part in group}
        for size in range(len(sums) + 1)
        for group in combinations(sums, size)
    }
    assume(len(known) == 2 ** len(cells))  # Else two groups bring the same by chance.
    _keep(cast.nordlys.id, made)
    client, table = let_in(cast.lea), []
    kinds = ("month", "quarter", "year")
    stretches = [{"period": kind, "at": f"2026-{month:02}-01"} for kind in kinds for month in range(9, 13)]
    for at in [{"period": "ever"}, *stretches]:
        context = client.get("/analysis/", at).context
        numbers = [context["whole"].visitors] if "whole" in context else []
        for part in context.get("tables", ()):
            numbers += [line.visitors for _name, line in part["rows"] if part["key"] == "channel"]
        text = client.get("/analysis/tables.csv", at).content.decode()
        told = csv.DictReader(io.StringIO(text))
        numbers += [int(row["visitors"]) for row in told if row["dimension"] in {"channel", "all"}]
        table += [[int(place in known[number]) for place in range(len(cells))] for number in numbers]
    if table:
        no_few_follow(table, cells, shared)


def _keep(org: int, made: list[CountedShare]) -> None:
    columns = ("grain", "start", "dimension", "key", "shares", "visitors", "squares", "posted", "visited")
    ShareTally.objects.filter(organisation_id=org).delete()
    ShareTally.objects.bulk_create(
        ShareTally(organisation_id=org, **dict(zip(columns, row, strict=True)))
        for row in rows(summed(made, STORIES), floor=FLOOR)
    )


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> None:
    """The page is asked after the year."""
    moment = now.replace(year=2027, month=1, day=20)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
