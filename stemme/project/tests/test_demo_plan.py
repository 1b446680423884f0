"""The demo on paper comes to the figures of the mockups, on whichever day it is made."""

import datetime as dt
from collections import Counter

import pytest

from stemme.kit.languages import CODES
from stemme.kit.periods import month_of, month_start
from stemme.project.demo.guidelines import TEXTS
from stemme.project.demo.history import make_history
from stemme.project.demo.people import everybody
from stemme.project.demo.stories import all_stories


def plan(today: dt.date):
    stories = all_stories(today)
    for number, story in enumerate(stories, start=1):
        story.id = number
    return stories, make_history(everybody(), stories, today=today)


def test_the_company_has_the_size_of_the_mockups():
    people = everybody()
    assert len(people) == 1240
    assert len({p.email for p in people}) == 1240
    assert sum(p.months_ago is not None for p in people) == 860
    assert sum(p.declined for p in people) == 32
    assert sum(p.joined and p.paused for p in people) == 17
    assert everybody() == people


@pytest.mark.parametrize("today", [dt.date(2026, 11, 22), dt.date(2027, 3, 1), dt.date(2028, 2, 29)])
def test_the_last_whole_month_is_the_mockups_october(today):
    _, history = plan(today)
    month = month_of(month_start(today) - dt.timedelta(days=1))
    visitors = Counter()
    clicks = 0
    for share in history.shares:
        for day, came, again in share.hits:
            if day in month:
                visitors[share.person.division] += came
                clicks += came + again
    took_part = {number for (number, _), day in history.reads.items() if day in month}
    assert sum(visitors.values()) == pytest.approx(6412, abs=40)
    assert clicks / sum(visitors.values()) == pytest.approx(7930 / 6412, abs=0.01)
    assert len(took_part) == 457


@pytest.mark.parametrize("today", [dt.date(2026, 11, 22), dt.date(2027, 3, 1)])
def test_ingrids_last_thirty_days(today):
    _, history = plan(today)
    hers = [s for s in history.shares if s.person.email.startswith("ingrid.solheim@") and (today - s.day).days < 30]
    assert sorted(sum(v for _, v, _ in s.hits) for s in hers) == [7, 19, 20, 35]
    assert sum(v + r for s in hers for _, v, r in s.hits) == 96


def test_nothing_happens_before_it_can():
    stories, history = plan(dt.date(2026, 11, 22))
    start = {story.id: story.start for story in stories}
    assert all(day >= start[story] for (_, story), day in history.reads.items())
    assert all(share.day >= share.story.start for share in history.shares)
    assert all(day <= dt.date(2026, 11, 22) for share in history.shares for day, _, _ in share.hits)


def test_guidelines_in_five_languages():
    assert set(TEXTS) == set(CODES)
    assert {len(points) for _, _, points in TEXTS.values()} == {6}
