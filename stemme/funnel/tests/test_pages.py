"""The page of goals, and what is written down about money."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.funnel import queries
from stemme.funnel.line_queries import lines_of
from stemme.funnel.queries import Asked
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.kit.periods import month_of
from stemme.landing.models import Page, StepTally
from stemme.landing.step_actions import sum_months
from stemme.outcomes.models import ClickPrice, Cost, Goal, OutcomeTally, ValueRules
from stemme.outcomes.value.value_queries import value_of

PAGE, MONEY = "/goals/", "/goals/value/"
RULES = {
    "currency": "NOK",
    "hour_cost": "",
    "minutes_per_share": "2",
    "agreed_with": "Finance",
    "agreed_on": "2026-09-03",
}
PRICE = {
    "channel": "linkedin",
    "low": "50",
    "base": "80",
    "high": "130",
    "source": "Own campaigns",
    "dated": "2026-09-01",
}
COST = {"kind": "hosting", "label": "", "amount": "4200", "hours": "", "first_month": "2026-01-15", "last_month": ""}


def goal_with(cast: SimpleNamespace, name: str, conversions: int) -> Goal:
    """A goal with so many conversions on this day, all by one channel, each worth 3,500."""
    today = timezone.now().date()
    made = Goal.objects.create(
        organisation=cast.nordlys, name=name, key=name.lower(), kind="lead", target=60, value=3500,
        first_day=today - dt.timedelta(days=400),
    )  # fmt: skip
    for dimension, key in (("all", 0), ("channel", 1), ("voices", 1)):
        for grain, start in (("day", today), ("month", today.replace(day=1))):
            OutcomeTally.objects.create(
                organisation=cast.nordlys, goal=made, dimension=dimension, key=key, grain=grain, start=start,
                model="linear", conversions=conversions * 1_000_000, value=conversions * 3500 * 1_000_000,
            )  # fmt: skip
    return made


@pytest.fixture
def lead(cast: SimpleNamespace, let_in: Any) -> Client:
    found: Client = let_in(cast.lea)
    return found


def this_month() -> str:
    return f"{PAGE}?period=month&at={timezone.now().date().isoformat()}"


def test_without_a_goal_the_page_says_what_one_is_for(lead: Client) -> None:
    page = lead.get(PAGE).content.decode()
    assert "No goal yet." in page
    assert "/goals/new/" in page


def test_goals_progress_and_funnel(cast: SimpleNamespace, lead: Client) -> None:
    goal_with(cast, "Leads", 64)
    page = lead.get(this_month()).content.decode()
    assert "of 60" in page
    assert "reached" in page
    assert "Nothing was agreed yet" in page
    assert "One voice" in page


def test_a_goal_of_others_cannot_be_asked_for(cast: SimpleNamespace, lead: Client) -> None:
    goal_with(cast, "Leads", 64)
    foreign = Goal.objects.create(
        organisation=cast.other, name="Secret sales", key="sales", kind="sale", first_day=dt.date(2026, 1, 1)
    )
    page = lead.get(f"{this_month()}&goal={foreign.pk}&by=nonsense&model=nonsense")
    assert page.status_code == 200
    assert "Secret sales" not in page.content.decode()


@pytest.mark.parametrize("by", ["channel", "story", "campaign", "division"])
def test_what_landing_pages_saw_stands_in_the_steps_and_in_every_kind_of_line(
    cast: SimpleNamespace, lead: Client, by: str
) -> None:
    goal = goal_with(cast, "Leads", 64)
    today = timezone.now().date()
    page = Page.objects.create(organisation=cast.nordlys, slug="heat", name="Heat", goal=goal, language="en")
    for link, team in ((1, cast.cleo.team_id), (2, None)):
        StepTally.objects.create(
            organisation=cast.nordlys, page=page, day=today, link_id=link, story_id=4_000 + link, channel="linkedin",
            team_id=team, seen=2_000, stayed=1_117, form=300, confirmed=111, sales=40, customers=9,
        )  # fmt: skip
    sum_months(cast.nordlys.id, [page.id])
    asked = Asked(cast.nordlys.id, "month", month_of(today), floor=1, by=by)
    numbers = queries.numbers_of(asked)
    assert [numbers[step] for step in ("landing", "form", "leads", "sales", "customers")] == [2_234, 600, 222, 80, 18]
    shown = lead.get(f"{this_month()}&by={by}").content.decode()
    assert "2,234" in shown
    if by != "division":  # Of divisions only those with enough people have a line.
        lines = lines_of(asked)
        assert (sum(line.landing for line in lines), sum(line.leads for line in lines)) == (2_234, 222)


@pytest.mark.parametrize("by", ["channel", "story", "campaign", "division"])
def test_more_goals_need_no_more_queries(cast: SimpleNamespace, lead: Client, by: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert lead.get(f"{this_month()}&by={by}").status_code == 200
        return len(seen)

    goal_with(cast, "Leads", 64)
    asked()
    before = asked()
    for number in range(4):
        goal_with(cast, f"Goal{number}", number)
    assert asked() <= before


def test_money_is_written_down_step_by_step_and_summed(
    cast: SimpleNamespace, let_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    month = month_of(timezone.now().date())
    noon = dt.datetime.combine(month.last, dt.time(12), tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    lead = let_in(cast.lea)
    goal_with(cast, "Leads", 64)
    assert value_of(cast.nordlys.id, month, today=month.last) is None
    assert lead.post(f"{MONEY}costs/", COST).status_code == 404  # Nothing without a currency.
    assert lead.post(MONEY, RULES).status_code == 303
    assert lead.post(f"{MONEY}costs/", COST).status_code == 303
    assert lead.post(f"{MONEY}prices/", PRICE).status_code == 303
    worth = value_of(cast.nordlys.id, month, today=month.last)
    assert worth is not None
    assert (worth.currency, worth.value, worth.cost) == ("NOK", 224_000, 4_200)
    assert "53.33" in lead.get(this_month()).content.decode()
    assert Fact.objects.filter(kind=facts.VALUES_CHANGED).count() == 3


def test_what_cannot_be_is_said_and_nothing_is_lost(lead: Client) -> None:
    lead.post(MONEY, RULES)
    answer = lead.post(f"{MONEY}prices/", PRICE | {"base": "500"})
    assert answer.status_code == 422
    assert "lies between" in answer.content.decode()
    assert 'value="500"' in answer.content.decode()
    assert lead.post(f"{MONEY}costs/", COST | {"last_month": "2025-01-01"}).status_code == 422
    assert not ClickPrice.objects.exists()
    assert not Cost.objects.exists()


def test_costs_end_or_go_and_only_ones_own(cast: SimpleNamespace, lead: Client) -> None:
    lead.post(MONEY, RULES)
    lead.post(f"{MONEY}costs/", COST)
    mine = Cost.objects.get()
    foreign = Cost.objects.create(organisation=cast.other, kind="hosting", amount=1, first_month=dt.date(2026, 1, 1))
    assert mine.first_month == dt.date(2026, 1, 1)
    assert lead.post(f"{MONEY}costs/{foreign.pk}/end/").status_code == 404
    assert lead.post(f"{MONEY}costs/{mine.pk}/end/").status_code == 303
    mine.refresh_from_db()
    assert mine.last_month is not None
    assert lead.post(f"{MONEY}costs/{mine.pk}/end/", {"remove": "1"}).status_code == 303
    assert not Cost.objects.filter(pk=mine.pk).exists()


def test_media_value_goes_for_good(cast: SimpleNamespace, lead: Client) -> None:
    goal_with(cast, "Leads", 64)
    lead.post(MONEY, RULES)
    lead.post(f"{MONEY}prices/", PRICE)
    assert "Bought as clicks elsewhere" in lead.get(this_month()).content.decode()
    assert "no way back" in lead.get(f"{MONEY}no-media-value/").content.decode()
    assert not ValueRules.objects.exclude(media_value_off_at=None).exists()  # Asking changes nothing.
    assert lead.post(f"{MONEY}no-media-value/").status_code == 303
    off = ValueRules.objects.get().media_value_off_at
    assert off is not None
    lead.post(MONEY, RULES)  # Other rules bring it back no more than asking twice does.
    lead.post(f"{MONEY}no-media-value/")
    assert ValueRules.objects.get().media_value_off_at == off
    assert lead.post(f"{MONEY}prices/", PRICE).status_code == 404
    assert "Bought as clicks elsewhere" not in lead.get(this_month()).content.decode()
    assert Fact.objects.filter(kind=facts.MEDIA_VALUE_OFF).count() == 1
