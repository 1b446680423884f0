"""How SQLite answers the questions of pages: by the rows asked for, never by the rows of all time (trap 10)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.kit.periods import Period, month_of, quarter_of, week_of
from stemme.kit.rows import insert_new
from stemme.stats import queries, spread_queries, turnout_queries
from stemme.stats.buckets import COLUMNS, DAY, MONTH, PERSON, TEAM
from stemme.stats.models import Tally

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL groups by hashing"),
]
ORG, TODAY = 1, dt.date(2026, 11, 12)


@pytest.fixture(params=[False, True], ids=["as it comes", "after ANALYZE"])
def figures(request):
    """A year of people and teams, with and without statistics: an installation may never have been analysed."""
    columns = ("organisation_id", "dimension", "grain", "start", "key", *COLUMNS)
    ones = [1] * len(COLUMNS)
    days = [TODAY - dt.timedelta(days=n) for n in range(365)]
    rows = [(ORG, kind, DAY, day, key, *ones) for day in days for kind in (PERSON, TEAM) for key in range(40)]
    rows += [
        (ORG, kind, MONTH, day, key, *ones)
        for day in days
        if day.day == 1
        for kind in (PERSON, TEAM)
        for key in range(40)
    ]
    insert_new(Tally, rows, columns=columns)
    if request.param:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def plans(work):
    """The plan of each question that ``work`` asks about figures, line by line."""
    with CaptureQueriesContext(connection) as asked:
        work()
    found = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if "stats_" in query["sql"]:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                found.append([row[3] for row in cursor.fetchall()])
    assert found
    return found


@pytest.mark.parametrize(
    "period",
    [week_of(TODAY), month_of(TODAY), quarter_of(TODAY), Period(dt.date(2026, 8, 20), TODAY)],
    ids=["week", "month", "quarter", "months and days"],
)  # fmt: skip
@pytest.mark.parametrize("dimension", [PERSON, TEAM])
def test_groups_are_read_by_their_stretch(figures, dimension, period):
    for plan in plans(lambda: queries.by_key(ORG, dimension, period)):
        reading = [line for line in plan if "stats_tally" in line]
        assert reading
        assert all("SEARCH" in line and "grain=?" in line and "start>" in line for line in reading), plan


def test_few_things_are_read_by_their_keys(figures):
    for plan in plans(lambda: queries.by_key(ORG, TEAM, week_of(TODAY), keys=[1, 2])):
        assert any("SEARCH stats_tally" in line for line in plan), plan
        assert not any("SCAN" in line for line in plan), plan


def test_what_a_page_asks_about_groups_scans_nothing(figures):
    def page():
        turnout_queries.attendance(ORG, month_of(TODAY), [1, 2])
        spread_queries.other_97(ORG, [month_of(TODAY)], began=None)
        queries.person_figures(ORG, 7, Period(TODAY - dt.timedelta(days=83), TODAY))
        queries.seen_by_division(ORG, [1], [1, 2, 3], now=dt.datetime(2026, 11, 12, tzinfo=dt.UTC))
        queries.began(ORG)

    for plan in plans(page):
        assert not any(line.startswith("SCAN") for line in plan), plan
