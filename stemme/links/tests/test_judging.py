"""Clicks as the roll-up gets them: settled, judged, in order, and the same however they are portioned."""

from __future__ import annotations

import datetime as dt
import random
from types import SimpleNamespace

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from stemme.links import actions, kept_actions, queries
from stemme.links.behaviour import CLOCKS_DIFFER_MS, SETTLING_MS
from stemme.links.cards import Card
from stemme.links.clicks import InboxRow, KeptClick
from stemme.links.models import Click, ClickInbox, OwnBrowser
from stemme.links.own_browser_actions import note_own_browser
from stemme.links.queries import LinkRow

CHANNELS = ("linkedin", "facebook", "x", "mail", "whatsapp", "teams")


@pytest.fixture
def links(cast: SimpleNamespace) -> list[LinkRow]:
    """Six links of Cleo's, made yesterday."""
    card = Card("nb", "https://nordlys.example/", "Title", "", "", "Nordlys")
    made = cast.now - dt.timedelta(days=1)
    return [
        actions.make_link(
            organisation_id=cast.nordlys.id, person_id=cast.cleo.id, story_id=7, channel=channel, card=card, now=made
        )
        for channel in CHANNELS
    ]


def milliseconds(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)


def click(link: LinkRow, at: int, *, visitor: int | None = 1, place: int | None = 1, hit: str = "human") -> ClickInbox:
    return ClickInbox(
        organisation_id=link.organisation_id, link_id=link.id, at=at, hit=hit, visitor=visitor, place=place
    )


def read(now: dt.datetime, after: int = 0, limit: int = 10_000) -> list[InboxRow]:
    return queries.inbox(after, limit, now=now)


def roll(now: dt.datetime, limit: int) -> dict[int, tuple[str, str]]:
    """Read and keep as the roll-up does, in portions; the verdicts by id."""
    after, verdicts = 0, {}
    while rows := read(now, after, limit):
        after = rows[-1].id
        verdicts.update({row.id: (row.hit, row.reason) for row in rows})
        kept_actions.keep(
            KeptClick(
                row.organisation_id, row.id, row.link_id, 7, None, None, "x", now.date(), row.at, row.hit, row.reason,
                row.visitor, row.referrer, 0, row.place,
            )
            for row in rows
        )  # fmt: skip
    return verdicts


def test_only_settled_clicks_are_given_and_in_order(links: list[LinkRow], now: dt.datetime) -> None:
    moment = milliseconds(now)
    ages = (60_000, SETTLING_MS, SETTLING_MS - 1, 90_000, -CLOCKS_DIFFER_MS - 1)
    ids = [row.id for row in ClickInbox.objects.bulk_create(click(links[0], moment - age) for age in ages)]
    assert [row.id for row in read(now)] == ids[:2], "an old one behind a young one waits with it"
    soon = now + dt.timedelta(milliseconds=1)
    assert [row.id for row in read(soon)] == ids[:4], "the last is now within what clocks may differ"
    assert [row.id for row in read(now + dt.timedelta(milliseconds=SETTLING_MS + CLOCKS_DIFFER_MS + 1))] == ids


def test_a_clock_that_was_ahead_stalls_nothing(links: list[LinkRow], now: dt.datetime) -> None:
    ahead = milliseconds(now + dt.timedelta(hours=3))
    ClickInbox.objects.bulk_create([click(links[0], ahead), click(links[0], milliseconds(now) - 60_000)])
    assert len(read(now)) == 2


def test_a_burst_is_seen_whole_though_it_is_still_going_on(links: list[LinkRow], now: dt.datetime) -> None:
    start = milliseconds(now) - SETTLING_MS
    ClickInbox.objects.bulk_create(click(links[n], start + n * 3_000) for n in range(4))
    first = read(now)
    assert [(row.hit, row.reason) for row in first] == [("suspect", "scanner-burst")]
    assert set(roll(now + dt.timedelta(minutes=1), 1).values()) == {("suspect", "scanner-burst")}


def test_two_hundred_agents_of_one_network_are_suspect(links: list[LinkRow], now: dt.datetime) -> None:
    start = milliseconds(now) - 60_000
    ClickInbox.objects.bulk_create(click(links[0], start + n * 10, visitor=n) for n in range(200))
    assert set(roll(now, 50).values()) == {("suspect", "rotating-agents")}


def test_robots_and_colleagues_are_left_alone(links: list[LinkRow], now: dt.datetime) -> None:
    start = milliseconds(now) - 60_000
    ClickInbox.objects.bulk_create(
        click(links[n % 6], start + n, visitor=None if hit == "bot" else 1, hit=hit)
        for n, hit in enumerate(["bot", "preview", "internal"] * 20)
    )
    assert {row.hit for row in read(now)} == {"bot", "preview", "internal"}
    assert {row.reason for row in read(now)} == {""}


def test_a_visit_of_ones_own_link_is_self_and_of_a_colleagues_is_not(
    cast: SimpleNamespace, links: list[LinkRow], now: dt.datetime
) -> None:
    note_own_browser(
        organisation_id=cast.nordlys.id, person_id=cast.cleo.id, address="192.0.2.7", agent=b"Firefox", now=now
    )
    note_own_browser(
        organisation_id=cast.nordlys.id, person_id=cast.cleo.id, address="192.0.2.99", agent=b"Firefox", now=now
    )
    mine = OwnBrowser.objects.get().visitor
    card = Card("nb", "https://nordlys.example/", "Title", "", "", "Nordlys")
    of_dan = actions.make_link(
        organisation_id=cast.nordlys.id, person_id=cast.dan.id, story_id=7, channel="x", card=card,
        now=now - dt.timedelta(days=1),
    )  # fmt: skip
    at = milliseconds(now) - 60_000
    ClickInbox.objects.bulk_create(
        [click(links[0], at, visitor=mine), click(of_dan, at, visitor=mine), click(links[0], at, visitor=None)]
    )
    assert [(row.hit, row.reason) for row in read(now)] == [("self", "own-browser"), ("human", ""), ("human", "")]


def test_links_that_are_gone_blame_nobody(links: list[LinkRow], now: dt.datetime) -> None:
    at = milliseconds(now) - 60_000
    rows = [click(links[n], at) for n in range(3)] + [click(links[3], at)]
    rows[3].link_id += 1_000
    ClickInbox.objects.bulk_create(rows)
    assert {row.hit for row in read(now)} == {"human"}


@pytest.mark.parametrize("seed", range(3))
def test_portions_of_any_size_get_the_same_verdicts(links: list[LinkRow], now: dt.datetime, seed: int) -> None:
    chance = random.Random(seed)
    start = milliseconds(now) - 3_600_000
    rows = []
    for kind, size in [(kind, size) for kind in range(4) for size in (2, 9, 60, 60)]:
        begin, step = start + kind * 300_000 + chance.randrange(200_000), chance.choice((1, 150, 300))
        for n in range(size):
            link = links[0] if kind else links[n % 6]
            visitor = (0, 100 + chance.randrange(200), 2, None)[kind]
            place = None if visitor is None else 1
            rows.append(click(link, begin + n * step, visitor=visitor, place=place))
    rows.sort(key=lambda row: row.at + chance.randrange(-5_000, 5_000))
    ClickInbox.objects.bulk_create(rows)
    whole = roll(now, 100_000)
    assert {reason for _, reason in whole.values()} == {
        "", "scanner-burst", "rotating-agents", "repeated", "nameless-burst",
    }  # fmt: skip
    for limit in (9, 50):
        Click.objects.all().delete()
        assert roll(now, limit) == whole


def test_the_number_of_questions_is_constant(links: list[LinkRow], now: dt.datetime) -> None:
    start = milliseconds(now) - 3_600_000

    def asked(limit: int) -> int:
        with CaptureQueriesContext(connections["default"]) as one:
            if "clicks" not in connections:
                read(now, limit=limit)
                return len(one)
            with CaptureQueriesContext(connections["clicks"]) as other:
                read(now, limit=limit)
            return len(one) + len(other)

    ClickInbox.objects.bulk_create(click(links[0], start + n * 1_000, visitor=n) for n in range(5))
    few = asked(4)
    ClickInbox.objects.bulk_create(click(links[n % 6], start + n * 1_000, visitor=n) for n in range(500))
    assert asked(400) == few
