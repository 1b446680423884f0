"""Leads: one for each address and page, confirmed by whoever has the mail, counted once, forgotten in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from stemme.kit.periods import Period
from stemme.landing.leads import actions
from stemme.landing.leads.forgetting_actions import forget_old
from stemme.landing.leads.lead_errors import FormClosedError, LinkOverError
from stemme.landing.leads.queries import confirmed_since, lead_row
from stemme.landing.models import ConsentText, Lead, Page
from stemme.outcomes.actions.tallies import count_dirty
from stemme.outcomes.models import Conversion
from stemme.outcomes.tally_queries import Sum, sums
from stemme.outcomes.tests.scene import Scene

NOVEMBER = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30))


@dataclass(frozen=True)
class Shown:
    """The page as a visitor has it."""

    page_id: int
    organisation_id: int


class Form:
    """A published page of Nordlys with a form, a goal and a sales goal."""

    def __init__(self, cast: SimpleNamespace, now: dt.datetime) -> None:
        self.scene = Scene(cast, now)
        self.now = now
        self.sales = self.scene.make_goal("sales", value_from_event=True)
        self.page = Page.objects.create(
            organisation=cast.nordlys, slug="harbour-heat", name="Harbour", language="en", goal=self.scene.goal,
            sales_goal=self.sales, published_at=now - dt.timedelta(days=30),
        )  # fmt: skip
        self.consent = ConsentText.objects.create(
            page=self.page, language="en", version=1, words="You may call me.", colleague_words="Lukas may know."
        )
        self.shown = Shown(self.page.id, cast.nordlys.id)

    def leave(self, **more: Any) -> Lead:
        """Somebody sends the form."""
        given: dict[str, Any] = {
            "page": self.shown, "language": "en", "name": "Hanne  Petersen", "email": "H.Petersen@wohnen.example ",
            "answers": {"company": "Wohnen\nNord"}, "consent_id": self.consent.id, "tell_colleague": False,
            "click_ids": [], "now": self.now,
        }  # fmt: skip
        actions.leave(**{**given, **more})
        return Lead.objects.filter(page=self.page).latest("id")

    def confirm(self, lead: Lead, *, days: int = 0) -> None:
        """The person presses the button of the mail's page."""
        token = actions.new_link(organisation_id=self.page.organisation_id, lead_id=lead.id, now=self.now)
        assert token is not None
        actions.confirm(token=token.upper(), now=self.now + dt.timedelta(days=days))


@pytest.fixture
def form(cast: SimpleNamespace, now: dt.datetime) -> Form:
    return Form(cast, now)


pytestmark = pytest.mark.django_db


def test_what_was_left_is_kept_clean_until_it_is_confirmed(form: Form) -> None:
    lead = form.leave()
    row = lead_row(form.page.organisation_id, lead.id)
    assert row is not None and (row.name, row.email) == ("Hanne Petersen", "h.petersen@wohnen.example")
    assert row.answers == {"company": "Wohnen Nord"} and row.confirmed_at is None
    assert confirmed_since(form.page.organisation_id, form.page.id, form.now - dt.timedelta(days=1)) == []
    assert not Conversion.objects.filter(organisation_id=form.page.organisation_id).exists()


def test_an_address_is_one_lead_whose_visits_come_together(form: Form) -> None:
    form.leave(click_ids=["a", "b"])
    form.leave(click_ids=["b", "c"], name="Hanne", tell_colleague=True)
    lead = Lead.objects.get(page=form.page)
    assert (lead.name, lead.click_ids, lead.tell_colleague) == ("Hanne", ["a", "b", "c"], True)


def test_a_confirmed_lead_is_changed_by_nobody_who_knows_the_address(form: Form) -> None:
    form.confirm(form.leave())
    form.leave(name="Somebody Else", click_ids=["z"], tell_colleague=True)
    lead = Lead.objects.get(page=form.page)
    assert (lead.name, lead.click_ids, lead.tell_colleague) == ("Hanne Petersen", [], False)


def test_the_colleague_is_told_only_where_the_page_asked(form: Form) -> None:
    silent = ConsentText.objects.create(page=form.page, language="en", version=2, words="You may call me.")
    assert not form.leave(consent_id=silent.id, tell_colleague=True).tell_colleague


def test_a_page_that_is_not_there_takes_nothing(form: Form, cast: SimpleNamespace) -> None:
    elsewhere = Page.objects.create(organisation=cast.other, slug="other", name="Other", language="en")
    foreign = ConsentText.objects.create(page=elsewhere, language="en", version=1, words="Call me.")
    with pytest.raises(FormClosedError):
        form.leave(consent_id=foreign.id)
    with pytest.raises(FormClosedError):
        form.leave(page=Shown(form.page.id, cast.other.id))
    Page.objects.filter(id=form.page.id).update(withdrawn_at=form.now)
    with pytest.raises(FormClosedError):
        form.leave()
    assert not Lead.objects.filter(page=form.page).exists()


def test_confirming_counts_once_for_all_visits(form: Form, cast: SimpleNamespace) -> None:
    first, second = (form.scene.link(person) for person in (cast.ada, cast.bo))
    clicks = [form.scene.click(first, days_ago=3), form.scene.click(second, days_ago=1)]
    lead = form.leave(click_ids=clicks[:1])
    form.leave(click_ids=clicks[1:])
    form.confirm(lead)
    form.confirm(lead)
    count_dirty(now=form.now)
    got = sums(form.page.organisation_id, NOVEMBER)
    assert got == {(form.scene.goal.id, 0): Sum(1.0, Decimal(0))}
    conversion = Conversion.objects.get(organisation_id=form.page.organisation_id)
    assert (conversion.event_id, conversion.touches) == (f"lead-{lead.id}", 2)


def test_a_goal_that_was_put_away_hinders_nobody_from_confirming(form: Form) -> None:
    type(form.scene.goal).objects.filter(
        organisation_id=form.page.organisation_id, id=form.scene.goal.id
    ).update(archived_at=form.now)  # fmt: skip
    form.confirm(form.leave())
    assert Lead.objects.get(page=form.page).confirmed_at == form.now
    assert not Conversion.objects.filter(organisation_id=form.page.organisation_id).exists()


def test_links_that_are_over_confirm_nothing(form: Form) -> None:
    lead = form.leave()
    old = actions.new_link(organisation_id=form.page.organisation_id, lead_id=lead.id, now=form.now)
    new = actions.new_link(organisation_id=form.page.organisation_id, lead_id=lead.id, now=form.now)
    assert old is not None and new is not None
    for token, days in ((old, 0), ("lead_made-up", 0), ("", 0), (new, 8)):
        with pytest.raises(LinkOverError):
            actions.confirm(token=token, now=form.now + dt.timedelta(days=days))
    assert Lead.objects.get(id=lead.id, page=form.page).confirmed_at is None
    assert actions.new_link(organisation_id=form.page.organisation_id, lead_id=lead.id + 1, now=form.now) is None


def test_the_database_knows_no_token(form: Form) -> None:
    lead = form.leave()
    token = actions.new_link(organisation_id=form.page.organisation_id, lead_id=lead.id, now=form.now)
    assert token is not None and token not in str(Lead.objects.filter(page=form.page).values().get())


def test_a_customer_counts_once_with_the_money(form: Form, cast: SimpleNamespace) -> None:
    ours = form.page.organisation_id
    lead = form.leave(click_ids=[form.scene.click(form.scene.link(cast.ada))])
    assert not actions.became_customer(organisation_id=ours, lead_id=lead.id, now=form.now)
    form.confirm(lead)
    assert not actions.became_customer(organisation_id=cast.other.id, lead_id=lead.id, now=form.now)
    assert actions.became_customer(organisation_id=ours, lead_id=lead.id, value=Decimal("950.50"), now=form.now)
    assert not actions.became_customer(organisation_id=ours, lead_id=lead.id, value=Decimal(7), now=form.now)
    count_dirty(now=form.now)
    assert sums(ours, NOVEMBER)[form.sales.id, 0] == Sum(1.0, Decimal("950.50"))


def test_who_wants_no_more_mails_is_noted_once(form: Form, cast: SimpleNamespace) -> None:
    lead = form.leave()
    actions.stop_mails(organisation_id=cast.other.id, lead_id=lead.id, now=form.now)
    assert Lead.objects.get(page=form.page).stopped_at is None
    for hours in (0, 5):
        at = form.now + dt.timedelta(hours=hours)
        actions.stop_mails(organisation_id=form.page.organisation_id, lead_id=lead.id, now=at)
    assert Lead.objects.get(page=form.page).stopped_at == form.now


def test_names_go_in_time_and_what_they_counted_for_stays(form: Form, cast: SimpleNamespace) -> None:
    Page.objects.filter(id=form.page.id, organisation_id=form.page.organisation_id).update(keep_months=2)
    form.confirm(form.leave(click_ids=[form.scene.click(form.scene.link(cast.ada))]))
    form.leave(email="never@confirmed.example")
    assert forget_old(now=form.now + dt.timedelta(days=6)) == 0
    assert forget_old(now=form.now + dt.timedelta(days=8)) == 1
    assert forget_old(now=form.now + dt.timedelta(days=59)) == 0
    assert forget_old(now=form.now + dt.timedelta(days=63)) == 1
    assert not Lead.objects.filter(page=form.page).exists()
    assert Conversion.objects.filter(organisation_id=form.page.organisation_id).count() == 1
