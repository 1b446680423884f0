"""The list of leads: names for who answers them, counts for the others; a file that runs no formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.landing.leads.queries import thanks_for
from stemme.landing.models import Lead, PageText
from stemme.landing.tests.test_leads import Form
from stemme.outcomes.models import Conversion
from tests.cast import open_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(cast: SimpleNamespace, now: dt.datetime) -> Form:
    made = Form(cast, now)
    asked = {"questions": [{"key": "company", "label": "Your company", "kind": "line", "required": True}]}
    PageText.objects.create(page=made.page, language="en", title="Heat for you", form=asked)
    return made


def as_(person: SimpleNamespace) -> Client:
    client = Client()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = open_session(person.id)
    return client


def test_the_owner_of_the_page_and_the_owners_read_names_and_an_editor_reads_counts(
    form: Form, cast: SimpleNamespace
) -> None:
    lead = form.leave()
    form.confirm(lead)
    path = f"/landing/leads/{lead.id}/"
    for person, reads in ((cast.ada, True), (cast.bo, False), (cast.lea, False)):
        page = as_(person).get("/landing/leads/")
        assert page.status_code == 200 and b"Harbour" in page.content
        assert (b"Hanne Petersen" in page.content) is reads
        assert as_(person).get(path).status_code == (200 if reads else 404)
    form.page.owner = cast.bo
    form.page.save()
    own = as_(cast.bo).get(path).content
    assert b"Hanne Petersen" in own and b"Your company" in own and b"You may call me." in own
    for person in (cast.eve, cast.cleo):
        assert as_(person).get(path).status_code == 404
        assert b"Hanne" not in as_(person).get("/landing/leads/").content


def test_who_did_not_confirm_is_a_number_and_no_name(form: Form, cast: SimpleNamespace) -> None:
    lead = form.leave()
    page = as_(cast.ada).get("/landing/leads/").content
    assert b"Hanne" not in page and b"Not confirmed" in page
    assert as_(cast.ada).get(f"/landing/leads/{lead.id}/").status_code == 404


def test_filters_and_as_many_queries_for_many_leads(form: Form, cast: SimpleNamespace) -> None:
    ada = as_(cast.ada)
    form.confirm(form.leave())
    ada.get("/landing/leads/")
    with CaptureQueriesContext(connection) as few:
        ada.get("/landing/leads/")
    for number in range(60):
        lead = form.leave(email=f"{number}@wohnen.example", name=f"Person {number}")
        Lead.objects.filter(id=lead.id).update(confirmed_at=form.now - dt.timedelta(days=10 * (number % 2)))
    with CaptureQueriesContext(connection) as many:
        page = ada.get("/landing/leads/")
    assert len(many) <= len(few) + 1 and page.content.count(b"@wohnen.example") == 50
    Lead.objects.filter(name="Person 8").update(customer_at=form.now)
    assert b"Person 8" in ada.get("/landing/leads/?state=customer").content
    assert b"Person 9<" not in ada.get("/landing/leads/?state=customer").content
    assert ada.get("/landing/leads/?state=nonsense&page_of=x&days=-1&page=99").status_code == 200


def test_a_customer_counts_once_with_the_amount(form: Form, cast: SimpleNamespace) -> None:
    lead = form.leave()
    form.confirm(lead)
    ada = as_(cast.ada)
    for value in ("nonsense", "1200.50", "9"):
        ada.post(f"/landing/leads/{lead.id}/customer/", {"value": value})
    sale = Conversion.objects.get(goal=form.sales)
    assert sale.value == Decimal("1200.50") and sale.event_id == f"customer-{lead.id}"


def test_deleting_is_recorded_and_what_it_counted_for_stays(form: Form, cast: SimpleNamespace) -> None:
    lead = form.leave()
    form.confirm(lead)
    assert as_(cast.bo).post(f"/landing/leads/{lead.id}/delete/").status_code == 404
    as_(cast.ada).post(f"/landing/leads/{lead.id}/delete/")
    assert not Lead.objects.exists() and Conversion.objects.filter(goal=form.scene.goal).count() == 1
    fact = Fact.objects.get(kind=facts.LEAD_DELETED)
    assert (fact.actor_id, fact.subject_id) == (cast.ada.id, form.page.id)


def test_the_file_holds_what_was_written_runs_no_formula_and_is_recorded(form: Form, cast: SimpleNamespace) -> None:
    form.confirm(form.leave(name='=HYPERLINK("https://evil.example")', answers={"company": "+49 1", "old": "-1"}))
    answer = as_(cast.ada).post("/landing/leads.csv", {"page_of": "", "state": "", "days": ""})
    header, row = csv.reader(io.StringIO(answer.content.decode()))
    assert "Your company" in header and "old" in header and len(row) == len(header)
    assert not [cell for cell in row if cell[:1] in set("=+-@")]
    assert row[3].startswith("'=HYPERLINK")
    assert Fact.objects.filter(kind=facts.FIGURES_EXPORTED, data__table="leads").count() == 1
    assert as_(cast.ada).get("/landing/leads.csv").status_code == 405
    empty = as_(cast.bo).post("/landing/leads.csv", {})
    assert "evil" not in empty.content.decode()


def test_the_file_asks_again_who_it_is(form: Form, cast: SimpleNamespace) -> None:
    client = as_(cast.ada)
    session = client.session
    session["visit"] = {**session["visit"], "proved": ""}
    session.save()
    assert client.post("/landing/leads.csv", {}).status_code == 403
    assert client.post("/landing/webhooks/new/", {"url": "https://crm.example.com/"}).status_code == 403


def test_a_colleague_hears_a_number_where_the_person_wanted_it(form: Form, cast: SimpleNamespace) -> None:
    mine = form.scene.click(form.scene.link(cast.cleo), days_ago=3)
    other = form.scene.click(form.scene.link(cast.dan), days_ago=1)
    came = [([mine], True), ([mine], False), ([mine, other], True), (["x"], True), ([], True)]
    for number, (clicks, tells) in enumerate(came):
        lead = form.leave(email=f"{number}@wohnen.example", click_ids=clicks, tell_colleague=tells)
        form.confirm(lead)
    since = form.now - dt.timedelta(days=1)
    ours = form.page.organisation_id
    thanks = [thanks_for(person.id, ours, since, now=form.now) for person in (cast.cleo, cast.dan, cast.ada)]
    assert thanks == [1, 1, 0]
    assert thanks_for(cast.cleo.id, cast.other.id, since, now=form.now) == 0
