import datetime as dt

import pytest

from stemme.kit.periods import Period, month_of
from stemme.links import actions as links
from stemme.links import kept_actions
from stemme.links import queries as link_queries
from stemme.links.cards import Card
from stemme.links.models import Click, ClickInbox
from stemme.people.models import Team
from stemme.stats import actions, agreement_queries, keeping_actions, queries, rebuild_actions, turnout_queries
from stemme.stats.buckets import COLUMNS
from stemme.stats.models import Seen, Tally

DAY = dt.date(2026, 11, 12)
MONTH = month_of(DAY)


def at(now, **later):
    """A moment that is already settled (links/behaviour.py)."""
    return int((now - dt.timedelta(minutes=1) + dt.timedelta(**later)).timestamp() * 1000)


@pytest.fixture
def link(cast, now):
    card = Card("nb", "https://nordlys.example/nb/story", "Title", "", "", "Nordlys")
    made = now - dt.timedelta(hours=1)
    return links.make_link(
        organisation_id=cast.nordlys.id, person_id=cast.cleo.id, story_id=7, channel="linkedin", card=card, now=made
    )


def click(cast, link, now, *, hit="human", visitor=1, link_id=None, **later):
    ClickInbox.objects.create(
        organisation_id=cast.nordlys.id, link_id=link_id or link.id, at=at(now, **later), hit=hit, visitor=visitor
    )


def snapshot():
    return sorted(Tally.objects.values_list("organisation_id", "dimension", "grain", "start", "key", *COLUMNS))


def test_each_click_is_counted_once(cast, link, now):
    click(cast, link, now)
    click(cast, link, now)
    click(cast, link, now, visitor=2)
    click(cast, link, now, hit="preview", visitor=None)
    assert actions.roll_up(now=now) == 4
    assert actions.roll_up(now=now) == 0
    assert ClickInbox.objects.count() == 0
    mine = queries.person_figures(cast.nordlys.id, cast.cleo.id, Period(DAY, DAY))
    assert (mine.clicks, mine.visitors, mine.robots) == (3, 2, 1)
    assert queries.totals(cast.nordlys.id, None) == mine
    assert queries.totals(cast.nordlys.id, MONTH) == mine
    assert queries.link_totals(cast.nordlys.id, [link.id]) == {link.id: mine}
    assert queries.totals(cast.other.id, None).clicks == 0
    assert agreement_queries.disagreements(cast.nordlys.id) == []


def test_a_crash_before_the_inbox_was_emptied_counts_nothing_twice(cast, link, now, monkeypatch):
    click(cast, link, now)

    def crash(up_to):
        raise ConnectionError

    monkeypatch.setattr(actions.links, "drop_inbox", crash)
    with pytest.raises(ConnectionError):
        actions.roll_up(now=now)
    monkeypatch.undo()
    assert ClickInbox.objects.count() == 1
    click(cast, link, now, visitor=2)
    assert actions.roll_up(now=now) == 1
    assert ClickInbox.objects.count() == 0
    assert queries.totals(cast.nordlys.id, None).clicks == 2


def test_a_visitor_who_comes_back_in_a_later_batch_is_not_new(cast, link, now):
    for visitor in (1, 1, 2, 1):
        click(cast, link, now, visitor=visitor)
        actions.roll_up(now=now)
    assert queries.totals(cast.nordlys.id, None).visitors == 2


def test_the_next_day_everybody_is_new(cast, link, now):
    click(cast, link, now)
    click(cast, link, now, days=1)
    actions.roll_up(now=now)
    assert queries.totals(cast.nordlys.id, MONTH).visitors == 2
    assert queries.person_weeks(cast.nordlys.id, cast.cleo.id, today=DAY + dt.timedelta(days=1))[-1] == (
        dt.date(2026, 11, 9),
        2,
    )


def test_a_click_counts_for_the_team_and_those_above_it(cast, link, now):
    click(cast, link, now)
    actions.roll_up(now=now)
    by_division = {group.name: group.visitors for group in turnout_queries.divisions_in(cast.nordlys.id, MONTH)}
    assert by_division == {"Grid": 0, "Offshore wind": 1}
    cast.cleo.team = cast.grid
    cast.cleo.save()
    click(cast, link, now, visitor=5)
    actions.roll_up(now=now)
    by_division = {group.name: group.visitors for group in turnout_queries.divisions_in(cast.nordlys.id, MONTH)}
    assert by_division == {"Grid": 1, "Offshore wind": 1}, "a move does not change the past"


def test_rebuilding_gives_the_same_sums(cast, link, now):
    for visitor, days in ((1, 0), (1, 0), (2, 0), (3, 1), (None, 1)):
        click(cast, link, now, visitor=visitor, days=days)
    click(cast, link, now, hit="bot", visitor=None)
    actions.roll_up(now=now)
    before = snapshot()
    kept_actions.forget_visitors(now + dt.timedelta(days=9))
    assert Click.objects.exclude(visitor=None).count() == 0
    assert rebuild_actions.rebuild(organisation_id=cast.nordlys.id, first=DAY, last=DAY + dt.timedelta(days=1)) == 6
    assert snapshot() == before


def test_a_click_on_a_link_that_is_gone_is_dropped_and_said(cast, link, now, caplog):
    click(cast, link, now, link_id=link.id + 1000)
    assert actions.roll_up(now=now) == 1
    assert "1 clicks belonged to links that are gone" in caplog.text
    assert snapshot() == []


def test_batches_of_any_size_give_the_same(cast, link, now):
    for visitor in (1, 2, 1, 3, 3, 2):
        click(cast, link, now, visitor=visitor)
    while actions.roll_up(now=now, limit=2):
        pass
    assert queries.totals(cast.nordlys.id, None).visitors == 3
    assert [c.new_for > 0 for c in link_queries.kept_clicks(cast.nordlys.id, first=DAY, last=DAY)] == [
        True, True, False, True, False, False,
    ]  # fmt: skip


def test_seen_visitors_are_forgotten(cast, link, now):
    click(cast, link, now)
    actions.roll_up(now=now)
    assert keeping_actions.tidy(now=now) == 0
    assert keeping_actions.tidy(now=now + dt.timedelta(days=5)) > 0
    assert not Seen.objects.exists()
    assert Team.objects.exists()
