"""No group under the floor can be derived from what the overview shows, however its figures are added and subtracted.

What a page shows of divisions are sums over days and divisions. All of them, from weeks, months and quarters, are put
under each other as rows; were there a combination of rows that is about a small group alone, the rank of the table
would fall when the columns of that group are taken out. P-07, T-11.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemme.kit.periods import Period, month_of, quarter_of, week_of
from stemme.people.models import Team
from stemme.stats.involvement import Group, shown
from stemme.stats.joining import Cohort, large_enough
from stemme.stats.models import Invited, Tally, Turnout
from stemme.stats.size_queries import quarters_of
from stemme.stats.stretches import stretches_of

FIRST, LAST = dt.date(2026, 9, 1), dt.date(2026, 12, 31)
FLOOR = 8
_PRIME = 2_147_483_647


def rank(rows: list[list[int]]) -> int:
    """Of a table of whole numbers (modulo a large prime)."""
    table, found = [row[:] for row in rows], 0
    for column in range(len(table[0]) if table else 0):
        pivot = next((r for r in range(found, len(table)) if table[r][column] % _PRIME), None)
        if pivot is None:
            continue
        table[found], table[pivot] = table[pivot], table[found]
        inverse = pow(table[found][column], -1, _PRIME)
        for r in range(found + 1, len(table)):
            if factor := table[r][column] * inverse % _PRIME:
                table[r] = [(a - factor * b) % _PRIME for a, b in zip(table[r], table[found], strict=True)]
        found += 1
    return found


def spans() -> list[Period]:
    """Every week, month and quarter that lies in the four months."""
    days = Period(FIRST, LAST)
    found = {of(day) for of in (week_of, month_of, quarter_of) for day in days}
    return sorted((p for p in found if p.first >= FIRST and p.last <= LAST), key=lambda p: (p.first, p.last))


#: Days that are told apart by no week and month.
CELLS = sorted({(week_of(day).first, day.replace(day=1)) for day in Period(FIRST, LAST)})
Sizes = dict[int, dict[dt.date, int]]


def of(day: dt.date) -> tuple[dt.date, dt.date]:
    return week_of(day).first, day.replace(day=1)


def nothing_small_follows(rows: list[tuple[Period, frozenset[int]]], sizes: Sizes) -> None:
    """``sizes``: division → first day of the month → people in it."""
    keys = sorted(sizes)
    places = [(cell, key) for cell in CELLS for key in keys]
    inside = {period: {of(day) for day in period} for period, _block in rows}
    table = [[int(key in block and cell in inside[period]) for cell, key in places] for period, block in rows]
    table = [list(row) for row in {tuple(row) for row in table}]
    whole = rank(table)
    for month in sorted({cell[1] for cell in CELLS}):
        small = [key for key in keys if 0 < sizes[key][month] < FLOOR]
        for number in range(1, len(small) + 1):
            for group in combinations(small, number):
                if sum(sizes[key][month] for key in group) < FLOOR:
                    left = [
                        [
                            value
                            for value, (cell, key) in zip(row, places, strict=True)
                            if cell[1] != month or key not in group
                        ]
                        for row in table
                    ]
                    assert rank(left) == whole, (month, group, sizes)


def pages(sizes: Sizes) -> Iterator[tuple[Period, frozenset[int]]]:
    """What is shown of these divisions in every span: the groups, and everybody."""
    for period in spans():
        months = sorted({day.replace(day=1) for day in period})
        if any(0 < sum(of_key[month] for of_key in sizes.values()) < FLOOR for month in months):
            continue  # the page says that they are too few
        groups = []
        for key, of_key in sizes.items():
            least = tuple(
                min((of_key[m] for m in of_key if m in quarter and of_key[m]), default=0)
                for quarter in quarters_of(period)
            )
            groups.append(Group(key, str(key), of_key[months[-1]], 1, None, 1, 1, 1, 1, least))
        for group in shown(groups, floor=FLOOR, others="Others"):
            assert group.people >= FLOOR
            yield period, frozenset(group.keys)
        yield period, frozenset(sizes)


def months() -> list[dt.date]:
    return sorted({day.replace(day=1) for day in Period(FIRST, LAST)})


SIZE = st.one_of(st.integers(1, 12), st.integers(0, 40))
DRAWN = st.lists(st.tuples(*[SIZE] * 4), min_size=2, max_size=4)


@settings(max_examples=12, deadline=None)
@given(DRAWN)
def test_no_difference_of_weeks_months_and_quarters_is_about_a_small_group(drawn: list[tuple[int, ...]]) -> None:
    sizes = {key + 1: dict(zip(months(), row, strict=True)) for key, row in enumerate(drawn)}
    nothing_small_follows(list(pages(sizes)), sizes)


@given(st.lists(st.integers(0, 20), max_size=5), st.integers(5, 12))
def test_no_cohort_under_the_floor_and_none_left_out(sizes: list[int], floor: int) -> None:
    quarters = [quarter_of(dt.date(2025 + n // 4, 1 + 3 * (n % 4), 1)) for n in range(len(sizes))]
    found = large_enough([Cohort(q, n, n) for q, n in zip(quarters, sizes, strict=True)], floor=floor)
    assert all(row.people >= floor for row in found)
    assert not found or sum(row.people for row in found) == sum(sizes)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(st.tuples(*[SIZE] * 4), min_size=3, max_size=3))
def test_the_overview_itself(cast: SimpleNamespace, let_in, drawn: list[tuple[int, ...]]) -> None:
    """Through the page, with every week, month and quarter asked for."""
    org = cast.nordlys.id
    Team.objects.filter(organisation=cast.nordlys, name__startswith="Drawn").delete()
    for table in (Invited, Turnout, Tally):
        table.objects.filter(organisation_id=org).delete()
    teams = [Team.objects.create(organisation=cast.nordlys, name=f"Drawn {n}") for n in range(len(drawn))]
    sizes = {team.id: dict(zip(months(), row, strict=True)) for team, row in zip(teams, drawn, strict=True)}
    _write(org, sizes)
    client, rows = let_in(cast.lea), []
    for period in spans():
        kind = {7: "week"}.get(period.days, "quarter" if period.days > 31 else "month")
        context = client.get("/overview/", {"period": kind, "at": period.first.isoformat()}).context
        if not context["windows"]["too_few"]:
            rows.append((period, frozenset(sizes)))
            for row in context["divisions"]["rows"]:
                assert row["group"].people >= FLOOR
                rows.append((period, frozenset(row["group"].keys) & sizes.keys()))
    nothing_small_follows(rows, sizes)


def _write(org: int, sizes: Sizes) -> None:
    days = list(Period(FIRST, LAST))
    of_day = {day: {team: row[day.replace(day=1)] for team, row in sizes.items()} for day in days}
    Invited.objects.bulk_create(
        Invited(organisation_id=org, day=day, team_id=team, people=n)
        for day, row in of_day.items()
        for team, n in {**row, 0: sum(row.values())}.items()
    )
    stretches = sorted({stretch for day in days for stretch in stretches_of(day)})
    Turnout.objects.bulk_create(
        Turnout(organisation_id=org, grain=grain, start=start, team_id=team, took_part=1, first_sharers=1, shares=1)
        for grain, start in stretches
        for team in (*sizes, 0)
    )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> None:
    """The page is asked after the four months is over."""
    later = now.replace(year=2027, month=1, day=20)
    monkeypatch.setattr("stemme.dashboard.views.pages.timezone.now", lambda: later)
