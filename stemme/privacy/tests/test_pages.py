"""The page of one's own data, its files, and the ways out."""

import csv
import io
import json
import zipfile

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from stemme.feed.models import Offer
from stemme.journal import facts
from stemme.journal.actions import record_look
from stemme.kit.languages import CODES
from stemme.kit.retention import ROWS
from stemme.library.models import Story
from stemme.links.models import TrackedLink
from stemme.people.models import Person
from stemme.privacy.held import BY_ANOTHER, SOURCES
from stemme.privacy.tests.scene import ID
from stemme.privacy.wording import COLUMNS

pytestmark = pytest.mark.django_db
#: Columns that say whose a row is, or which it is; never about the person.
KEYS = {"id", "organisation_id", "person_id", "actor_id", "key", "organisation", "created_by_id", "owner_id",
        "published_by_id", "chained", "session_id"}  # fmt: skip


@pytest.fixture
def client(zaphodine, let_in):
    return let_in(zaphodine)


def test_every_kind_is_on_the_page_and_every_table_is_read():
    assert set(SOURCES) == {row.key for row in ROWS}
    for row in ROWS:
        assert {source.table for source in SOURCES[row.key]} == set(row.tables) - set(BY_ANOTHER), row.key


def test_every_column_is_told_or_says_why_not():
    """A new column of such a table fails here until held.py tells it."""
    told: dict[str, set[str]] = {}
    for source in (source for sources in SOURCES.values() for source in sources):
        told.setdefault(source.table, set()).update({source.who}, source.columns, source.untold, source.also)
    for table, names in told.items():
        if "*" in names:
            continue
        fields = apps.get_model(table)._meta.concrete_fields
        missing = {f.attname for f in fields if not {f.attname, f.name, f"{f.name}__name"} & (names | KEYS)}
        missing -= {f.attname for f in fields if any(name.startswith(f"{f.name}__") for name in names)}
        assert not missing, table
    assert {column for sources in SOURCES.values() for s in sources for column in s.columns} <= set(COLUMNS)


def test_it_shows_what_is_there(client, story):
    text = client.get("/privacy/").content.decode()
    assert "zaphodine@nordlys.example" in text
    assert "ZQ-4711-ZQ" in text
    assert "Turbines" in text
    assert "Your name is on none of them." in text
    groups = {group.key: group for group in client.get("/privacy/").context["groups"]}
    assert groups["shares"].number == 1
    assert groups["offers"].kept == "90 days"
    assert groups["shares"].kept == "12 months with your name, then without"
    assert all(groups[row.key].number for row in ROWS if row.key != "no")


def test_it_is_for_oneself_only(cast, zaphodine, let_in):
    for address in ("privacy", "erase", "as_json", "as_csv", "as_portfolio"):
        assert let_in(zaphodine, "suggest").get(reverse(f"privacy:{address}")).status_code == 403
    for address in ("privacy:privacy", "privacy:as_json", "privacy:as_portfolio"):
        text = let_in(cast.ada).get(reverse(address)).content.decode()
        assert "Zaphodine" not in text
    assert "Zaphodine" not in let_in(cast.eve).get("/privacy/").content.decode()


def test_more_rows_need_no_more_queries(cast, client, story):
    client.get("/privacy/")
    with CaptureQueriesContext(connection) as few:
        client.get("/privacy/")
    for number in range(30):
        other = Story.objects.create(
            organisation=cast.nordlys, stream=story.stream, language="en", target_url=f"https://x.example/{number}"
        )
        Offer.objects.create(
            organisation=cast.nordlys, person_id=ID, story=other, first_on=timezone.now().date(), first_in="feed"
        )
    with CaptureQueriesContext(connection) as many:
        page = client.get("/privacy/")
    assert len(many) == len(few) <= 130
    offers = next(group for group in page.context["groups"] if group.key == "offers")
    assert (offers.number, len(offers.tables[0].rows), offers.tables[0].more) == (31, 20, 11)


def test_who_looked_is_told(cast, client):
    assert "Nobody has opened what is kept about you" in client.get("/privacy/").content.decode()
    record_look(
        facts.PERSON_OPENED, organisation_id=cast.nordlys.id, actor_id=cast.ada.id, subject_id=ID, at=timezone.now()
    )
    text = client.get("/privacy/").content.decode()
    assert "<b>Ada Owe</b> opened what is kept about you" in text


def test_who_can_correct_is_named(client):
    text = client.get("/privacy/").content.decode()
    assert 'href="mailto:ada@nordlys.example"' in text
    assert "bo@nordlys.example" not in text


def test_the_file_for_programs_holds_everything(client):
    answer = client.get("/privacy/data.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    document = json.loads(answer.content)
    kinds = {record["kind"]: record for record in document["records"]}
    assert set(kinds) == set(SOURCES)
    assert kinds["person"]["tables"][0]["rows"][0]["email"] == "zaphodine@nordlys.example"
    assert kinds["shares"]["tables"][0]["rows"][0]["channel"] == "linkedin"
    assert all(table["rows"] for kind in kinds.values() if kind["kind"] != "no" for table in kind["tables"])
    assert "Turbines" in document["stories"].values()


def test_the_file_for_spreadsheets_runs_nothing(cast, client):
    Person.objects.filter(id=ID).update(title="=HYPERLINK(1)")
    archive = zipfile.ZipFile(io.BytesIO(client.get("/privacy/data.zip").content))
    names = archive.namelist()
    assert len(names) == len(set(names)) > 20
    rows = list(csv.DictReader(io.StringIO(archive.read("person-person.csv").decode())))
    assert rows[0]["email"] == "zaphodine@nordlys.example"
    assert rows[0]["title"] == "'=HYPERLINK(1)"


def test_the_file_to_read_loads_nothing(client):
    text = client.get("/privacy/portfolio.html").content.decode()
    assert "Turbines" in text
    assert "Zaphodine Quibblemark" in text
    assert not any(word in text for word in ("<link", "<script", "<img", "src=", "@import", "<style"))


def test_counting_is_switched_off_and_on(client):
    client.post("/privacy/counting/", {"counted": "no"})
    assert not TrackedLink.objects.get(person_id=ID).counted
    assert "Visits through your links are not counted" in client.get("/privacy/").content.decode()
    assert client.post("/privacy/counting/", {"counted": "yes"}).status_code == 303
    assert TrackedLink.objects.get(person_id=ID).counted


def test_leaving_takes_one_press_and_coming_back_another(client):
    assert client.post("/privacy/leave/").status_code == 303
    gone = Person.objects.get(id=ID)
    assert gone.declined_at
    link = TrackedLink.objects.get(person_id=ID)
    assert (link.counted, link.retired_at) == (False, None)
    assert "You do not take part at the moment." in client.get("/privacy/").content.decode()
    client.post("/privacy/return/")
    assert Person.objects.get(id=ID).declined_at is None


def test_looking_changes_nothing(client):
    for address in ("leave", "come_back", "counting"):
        assert client.get(reverse(f"privacy:{address}")).status_code == 405
    assert client.get("/privacy/erase/").status_code == 200
    assert Person.objects.filter(id=ID).exists()


def test_erasing_asks_first_and_then_it_is_done(client):
    assert "What stays" in client.get("/privacy/erase/").content.decode()
    assert client.post("/privacy/erase/").status_code == 422
    assert Person.objects.filter(id=ID).exists()
    answer = client.post("/privacy/erase/", {"sure": "yes"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/privacy/erased/")
    assert not Person.objects.filter(id=ID).exists()
    assert "Everything about you is erased." in client.get("/privacy/erased/").content.decode()
    assert client.get("/privacy/").status_code == 302


def test_the_only_owner_is_told_what_to_do(cast, let_in):
    answer = let_in(cast.ada).post("/privacy/erase/", {"sure": "yes"})
    assert answer.status_code == 422
    assert "You are the only owner." in answer.content.decode()
    assert Person.objects.filter(id=cast.ada.id).exists()


@pytest.mark.parametrize("language", CODES)
def test_it_is_said_in_every_language(client, language):
    Person.objects.filter(id=ID).update(language=language)
    for address in ("/privacy/", "/privacy/erase/", "/privacy/portfolio.html"):
        text = client.get(address).content.decode()
        assert f'<html lang="{language}"' in text
    with translation.override(language):
        page = client.get("/privacy/").content.decode()
    assert ("Your name is on none of them." in page) == (language == "en")
