"""Steps on landing pages: whole months are read from sums, and are always the sums of their days."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.kit.periods import Period, local_day, month_of, year_of
from stemme.landing.agreement_queries import disagreements
from stemme.landing.models import Page, StepMonth, StepTally
from stemme.landing.step_actions import note_step, sum_months
from stemme.landing.step_queries import STEPS, Steps, added, steps
from stemme.landing.tests.public_scene import Public
from stemme.outcomes.models import Goal

FIRST = dt.date(2026, 1, 20)
PERIODS = [
    Period(dt.date(2026, 2, 1), dt.date(2026, 2, 28)),
    Period(dt.date(2026, 1, 25), dt.date(2026, 3, 11)),
    Period(dt.date(2026, 2, 3), dt.date(2026, 2, 20)),
    year_of(FIRST),
]


@pytest.fixture
def pages(cast: SimpleNamespace) -> list[Page]:
    """Two pages, one of a goal, with three months of visits by several links; and one of somebody else."""
    goal = Goal.objects.create(
        organisation=cast.nordlys, name="Heat", key="heat", kind="lead", first_day=FIRST, model="linear"
    )
    found = [
        Page.objects.create(organisation=organisation, slug=slug, name=slug, goal=of, language="en")
        for organisation, slug, of in (
            (cast.nordlys, "heat", goal), (cast.nordlys, "cold", None), (cast.eve.organisation, "theirs", None),
        )
    ]  # fmt: skip
    draw = random.Random(3)
    for page, number, link in itertools.product(found, range(0, 80, 3), range(1, 5)):
        StepTally.objects.create(
            organisation_id=page.organisation_id, page=page, day=FIRST + dt.timedelta(days=number), link_id=link,
            story_id=link % 3, channel=("linkedin", "mail", "a network now gone")[link % 3],
            team_id=(None, 7, 8)[link % 3], **{step: draw.randrange(9) for step in STEPS},
        )  # fmt: skip
    for page in found:
        sum_months(page.organisation_id, [page.id])
    return found


@pytest.fixture
def public(cast: SimpleNamespace) -> Public:
    return Public(cast, timezone.now())


def by_hand(organisation_id: int, period: Period, by: str, goal_id: int | None) -> dict[int | str, Steps]:
    """The same from each day's row."""
    found: dict[int | str, list[Steps]] = {}
    for row in StepTally.objects.filter(organisation_id=organisation_id).select_related("page"):
        if period.first <= row.day <= period.last and goal_id in (None, row.page.goal_id):
            key = {
                "all": 0, "page": row.page_id, "story": row.story_id, "team": row.team_id or 0,
                "channel": row.channel if row.channel in ("linkedin", "mail") else "",
            }[by]  # fmt: skip
            found.setdefault(key, []).append(Steps(*(getattr(row, step) for step in STEPS)))
    return {key: added(many) for key, many in found.items()}


@pytest.mark.parametrize("by", ["all", "page", "channel", "story", "team"])
def test_months_and_days_together_are_what_the_days_say(pages: list[Page], cast: SimpleNamespace, by: str) -> None:
    for period, goal in itertools.product(PERIODS, (None, pages[0].goal_id)):
        with CaptureQueriesContext(connection) as asked:
            found = steps(cast.nordlys.id, period, by=by, goal_id=goal)
        assert found == by_hand(cast.nordlys.id, period, by, goal) and found
        assert len(asked) <= 3


def test_making_the_months_again_changes_nothing_and_a_wrong_one_is_told(
    pages: list[Page], cast: SimpleNamespace
) -> None:
    before = steps(cast.nordlys.id, PERIODS[0], by="story")
    sum_months(cast.nordlys.id, [page.id for page in pages[:2]])
    assert steps(cast.nordlys.id, PERIODS[0], by="story") == before and disagreements(cast.nordlys.id) == []
    StepMonth.objects.filter(organisation=cast.nordlys, dimension="story", key=1).update(seen=0)
    assert disagreements(cast.nordlys.id) == ["the months of landing pages by story are not the sums of their days"]
    assert disagreements(cast.eve.organisation.id) == []


def test_each_step_is_in_its_month_at_once(public: Public, cast: SimpleNamespace) -> None:
    clicks = [public.scene.click(public.scene.link(person)) for person in (cast.cleo, cast.bo, cast.cleo)]
    for click, step in itertools.product(clicks, ("seen", "stayed", "seen")):
        note_step(organisation_id=cast.nordlys.id, page_id=public.page.id, step=step, click_ids=[click], now=public.now)
    month = month_of(local_day(public.now, cast.nordlys.time_zone))
    assert steps(cast.nordlys.id, month) == {0: Steps(seen=3, stayed=3)}
    assert steps(cast.nordlys.id, month, by="channel") == {"linkedin": Steps(seen=3, stayed=3)}
    assert disagreements(cast.nordlys.id) == []
