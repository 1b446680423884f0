"""An attacker with every page and file: what is published about divisions and channels, in every time, with every
filter, put together by linear algebra, tells of no group under the floor. P-07, T-11.

Each division has its own number of visitors and conversions a day, so that any published number says by itself whose
days are in it: nothing is taken from the pages' own idea of a group.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemme.kit.periods import Period
from stemme.links.channel_numbers import CHANNEL_NUMBERS
from stemme.outcomes.attributing import WHOLE
from stemme.outcomes.models import Goal, OutcomeTally
from stemme.people.models import Team
from stemme.stats.models import Invited, ShareTally, Tally, Turnout
from stemme.stats.share_blocks import rows
from stemme.stats.share_sums import Attributes, CountedShare, summed
from tests.security.test_suppression import (
    FIRST,
    FLOOR,
    LAST,
    SIZE,
    _write,
    clock,
    months,
    nothing_small_follows,
    spans,
)

__all__ = ["clock"]
#: More than there are days: the digits of a number in this base are days of the divisions.
BASE = 128
DAYS = Period(FIRST, LAST)
Row = tuple[Period, frozenset[int]]


def whose(number: float, keys: list[int], period: Period) -> frozenset[int]:
    """The divisions (or channels) whose days of the period a published number is made of."""
    whole, here = round(number), sum(day in DAYS for day in period)
    found = set()
    for key in keys:
        whole, digit = divmod(whole, BASE)
        assert digit in {0, here}, (number, period, "part of a period")
        found |= {key} if digit else set()
    assert whole == 0 and here, number
    return frozenset(found)


def put_in(org: int, goal: Goal, dimension: str, keys: list[int]) -> None:
    """Visitors and conversions of each of these things on each day of the four months, and their sums."""
    for of in (Tally, OutcomeTally):
        of.objects.filter(organisation_id=org, dimension__in=(dimension, "all")).delete()
    sums: dict[tuple[str, dt.date, str, int], int] = {}
    for day in DAYS:
        for grain, start in (("day", day), ("month", day.replace(day=1)), ("total", dt.date(1, 1, 1))):
            for place, key in enumerate(keys):
                for thing in ((dimension, key), ("all", 0)):
                    sums[grain, start, *thing] = sums.get((grain, start, *thing), 0) + BASE**place
    Tally.objects.bulk_create(
        Tally(organisation_id=org, grain=grain, start=start, dimension=kind, key=key, clicks=n, visitors=n)
        for (grain, start, kind, key), n in sums.items()
    )
    OutcomeTally.objects.bulk_create(
        OutcomeTally(
            organisation_id=org, goal=goal, model=model, grain=grain, start=start, dimension=kind, key=key,
            conversions=n * WHOLE, value=0,
        )
        for (grain, start, kind, key), n in sums.items() if grain != "total"
        for model in ("last", "first", "linear", "position", "decay")
    )  # fmt: skip


def overview_rows(client: Client, keys: list[int]) -> Iterator[Row]:
    """What the overview says of divisions: the table, the sums, each division as a filter, and a stream."""
    for period in spans():
        kind = {7: "week"}.get(period.days, "quarter" if period.days > 31 else "month")
        at = {"period": kind, "at": period.first.isoformat()}
        asked: list[dict[str, str]] = [{}]
        if kind != "week":
            asked += [{"division": str(key)} for key in (*keys, 0, "others")]
        for wish in asked:
            context = client.get("/overview/", at | wish).context
            if context["windows"].get("too_few") or "ledger" not in context:
                continue
            for number in (context["ledger"]["visitors"], context["outcomes"]["conversions"]):
                yield period, whose(number, keys, period)
            for row in context["divisions"]["rows"]:
                assert row["group"].people >= FLOOR
                yield period, whose(row["group"].visitors, keys, period)
                yield period, whose(row["conversions"], keys, period)


def long_spans() -> Iterator[tuple[str, Period]]:
    from stemme.reports.stretches import KINDS

    for kind, of in KINDS.items():
        yield from ((kind, period) for period in sorted({of(day) for day in DAYS}, key=lambda period: period.first))


def report_rows(client: Client, keys: list[int]) -> Iterator[Row]:
    """What reports say, as a table for programs and on the page."""
    for kind, period in long_spans():
        address = f"/reports/{kind}-{period.first}"
        made = client.get(f"{address}.csv")
        for row in csv.DictReader(io.StringIO(made.content.decode("utf-8-sig"))):
            if row["measure"] in {"visitors", "conversions"} and row["subject"].split(":")[0] in {"all", "division"}:
                yield period, whose(float(row["value"]), keys, period)
        for section in client.get(f"{address}/").context["report"].sections:
            if section.key == "division":
                for line in (*section.rows, section.total):
                    yield period, whose(line[-1], keys, period)


def funnel_rows(client: Client, keys: list[int]) -> Iterator[Row]:
    """What the funnel says by division, and all together."""
    for kind, period in long_spans():
        at = {"period": kind, "at": period.first.isoformat(), "by": "division"}
        for line, _path in client.get("/goals/", at).context["lines"]:
            yield period, whose(line.visitors, keys, period)
            yield period, whose(line.conversions, keys, period)


PAGES: dict[str, Callable[[Client, list[int]], Iterator[Row]]] = {
    "overview": overview_rows, "reports": report_rows, "funnel": funnel_rows,
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("clock", "later")
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(st.tuples(*[SIZE] * 4), min_size=4, max_size=4))
def test_all_pages_together_tell_of_no_small_division(
    cast: SimpleNamespace, let_in: Any, drawn: list[tuple[int, ...]]
) -> None:
    org = cast.nordlys.id
    Team.objects.filter(organisation=cast.nordlys).delete()
    for table in (Invited, Turnout):
        table.objects.filter(organisation_id=org).delete()
    teams = [Team.objects.create(organisation=cast.nordlys, name=f"Drawn {n}") for n in range(len(drawn))]
    sizes = {team.id: dict(zip(months(), row, strict=True)) for team, row in zip(teams, drawn, strict=True)}
    _write(org, sizes)
    keys = sorted(sizes)
    put_in(org, _goal(cast), "team", keys)
    client = let_in(cast.lea)
    found = {name: [row for row in page(client, keys) if row[1]] for name, page in PAGES.items()}
    in_four_months = [
        (Period(max(period.first, FIRST), min(period.last, LAST)), block)
        for told in found.values()
        for period, block in told
    ]
    nothing_small_follows(in_four_months, sizes)


#: Who of twenty colleagues shared on which channel in which month.
SHARED = st.dictionaries(
    st.tuples(st.sampled_from(("linkedin", "facebook", "xing", "x")), st.integers(9, 12)),
    st.sets(st.integers(1, 20), max_size=12),
)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock", "later")
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shared=SHARED)
def test_all_pages_put_the_same_channels_together(
    cast: SimpleNamespace, let_in: Any, shared: dict[tuple[str, int], set[int]]
) -> None:
    """One division of the channels for every page and time: then sums and differences are whole blocks again."""
    org, goal = cast.nordlys.id, _goal(cast)
    names = ["linkedin", "facebook", "xing", "x"]
    keys = [CHANNEL_NUMBERS[name] for name in names]
    Invited.objects.filter(organisation_id=org).delete()
    Invited.objects.bulk_create(Invited(organisation_id=org, day=day, team_id=0, people=20) for day in DAYS)
    put_in(org, goal, "channel", keys)
    people = _tally_shares(org, shared)
    client = let_in(cast.lea)
    blocks = set()
    for kind, period in long_spans():
        at = {"period": kind, "at": period.first.isoformat()}
        for line, _path in client.get("/goals/", at | {"by": "channel"}).context["lines"]:
            blocks |= {whose(line.visitors, keys, period), whose(line.conversions, keys, period)}
        made = client.get(f"/reports/{kind}-{period.first}.csv").content.decode("utf-8-sig")
        for row in csv.DictReader(io.StringIO(made)):
            if row["subject"].startswith("channel:"):
                blocks.add(whose(float(row["value"]), keys, period))
        if kind == goal.per:
            table = client.get(f"/goals/{goal.pk}/", at).context
            for _channel, parts in table["rows"]:
                blocks |= {whose(part, keys, period) for part in parts}
    for block in blocks:
        assert all(block == other or not block & other for other in blocks), blocks
        who = set().union(*(people.get(key, set()) for key in block))
        assert len(who) >= FLOOR or block == frozenset(keys), (block, people)


def _tally_shares(org: int, shared: dict[tuple[str, int], set[int]]) -> dict[int, set[int]]:
    """The roll-up of these shares, as the product makes it; by channel the different people."""
    made = [
        CountedShare(person, 1, channel, "en", dt.datetime(2026, month, 5, 9, tzinfo=dt.UTC), 3)
        for (channel, month), who in shared.items()
        for person in who
    ]
    ShareTally.objects.filter(organisation_id=org).delete()
    columns = ("grain", "start", "dimension", "key", "shares", "visitors", "squares", "posted", "visited")
    sums = summed(made, {1: Attributes(False, "nordlys.example", 1, (), "article")})
    ShareTally.objects.bulk_create(
        ShareTally(organisation_id=org, **dict(zip(columns, row, strict=True))) for row in rows(sums, floor=FLOOR)
    )
    people: dict[int, set[int]] = {}
    for share in made:
        people.setdefault(CHANNEL_NUMBERS[share.channel], set()).add(share.person_id)
    return people


def _goal(cast: SimpleNamespace) -> Goal:
    Goal.objects.filter(organisation=cast.nordlys).delete()
    return Goal.objects.create(
        organisation=cast.nordlys, name="Leads", kind="lead", key="leads", target=10, per="month",
        first_day=dt.date(2026, 1, 1),
    )  # fmt: skip


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> None:
    """Every page is asked after the four months."""
    moment = now.replace(year=2027, month=1, day=20)
    for module in ("reports.views.asked", "funnel.views.page", "outcomes.views.goals"):
        monkeypatch.setattr(f"stemme.{module}.timezone.now", lambda: moment)
