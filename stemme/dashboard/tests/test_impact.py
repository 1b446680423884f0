import datetime as dt
import re

import pytest
from django.apps import apps
from django.utils import translation

from stemme.dashboard.views.measured import measured
from stemme.kit.languages import CODES
from stemme.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LATELY = dt.datetime(2026, 11, 3, 12, tzinfo=dt.UTC)
#: Tables that say who did something to them, and nothing else about the person: not kept about that person.
BY_THE_WAY = {
    "links.ClickInbox",  # a click waits there for seconds; it becomes links.Click
    "people.Team",
    "people.RateBucket",  # addresses and networks that tried too often, for a day at most; no person
}


def page(client, query=""):
    return client.get(f"/impact/{query}").content.decode()


def test_what_came_of_it(cast, let_in, tell, share, count):
    stories = tell(2)
    share(cast.cleo, stories[0], clicks=3, robots=2, at=LATELY)
    share(cast.dan, stories[1], clicks=50, at=LATELY)
    count()
    Person.objects.filter(id=cast.cleo.id).update(language="en")
    text = page(let_in(cast.cleo))
    assert "3 people came because you shared." in text
    assert "It took you one share." in text
    assert "2 by robots, taken out" in text
    assert '<span class="voice t-base" lang="nb">Historie 0</span>' in text
    assert "Historie 1" not in text
    assert "50" not in text.split("Your shares")[1].split("Everything we measure")[0]


def test_one_is_one(cast, let_in, tell, share, count):
    share(cast.dan, tell(1)[0], clicks=1, robots=1, at=LATELY)
    count()
    Person.objects.filter(id=cast.dan.id).update(language="en")
    text = page(let_in(cast.dan))
    assert "1 person came because you shared." in text
    assert "1 by a robot, taken out" in text


def test_nothing_came_of_it(cast, let_in, tell, share, count):
    share(cast.cleo, tell(1)[0], at=LATELY)
    count()
    text = page(let_in(cast.cleo))
    assert "Ingen klikket denne gangen." in text
    assert "Det skjer med de fleste innlegg, og det koster deg ingenting." in text


def test_whoever_never_shared_is_told_that_reading_is_fine(cast, let_in):
    Person.objects.filter(id=cast.dan.id).update(language="en")
    text = page(let_in(cast.dan))
    assert "You have not shared anything yet." in text
    assert "Reading along is fine." in text


def test_earlier_days_are_compared_and_all_time_is_not(cast, let_in, tell, share, count):
    stories = tell(2)
    share(cast.ana, stories[0], clicks=5, at=dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC))
    share(cast.ana, stories[1], clicks=2, at=LATELY)
    count()
    client = let_in(cast.ana)
    month = client.get("/impact/").context
    assert (month["figures"].clicks, month["clicks_change"], month["shares_change"]) == (2, -3, 0)
    assert "fewer than before" in page(client)
    ever = client.get("/impact/?days=all").context
    assert (ever["figures"].clicks, ever.get("clicks_change")) == (7, None)
    assert client.get("/impact/?days=84").context["figures"].clicks == 7
    assert client.get("/impact/?days=-1").context["span"].key == "30"


def test_weeks_in_which_one_shared_are_marked(cast, let_in, tell, share, count):
    share(cast.ana, tell(1)[0], clicks=2, at=LATELY)
    count()
    weeks = let_in(cast.ana).get("/impact/").context["weeks"]
    assert (weeks["first"], weeks["last"], weeks["best"], weeks["most"]) == ("w35", "w46", "w45", 2)
    assert [row.marked for row in weeks["chart"].rows].index(True) == 10


def test_a_mail_link_does_not_open_it_and_it_is_only_read(cast, let_in):
    assert let_in(cast.cleo, "suggest").get("/impact/").status_code == 403
    assert let_in(cast.cleo).post("/impact/").status_code == 405
    assert let_in(cast.eve).get("/impact/").status_code == 200


def test_more_shares_need_no_more_queries(cast, let_in, tell, share, count, django_assert_num_queries):
    stories = tell(9)
    share(cast.ana, stories[0], clicks=1, at=LATELY)
    count()
    client = let_in(cast.ana)
    page(client)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        page(client)
    for story in stories[1:]:
        share(cast.ana, story, clicks=3, at=LATELY)
    count()
    with django_assert_num_queries(len(few)):
        page(client)


def test_the_list_of_what_is_measured_knows_every_table_that_knows_people():
    """A new column that points at a person fails here until the page says so."""
    pointing = set()
    for model in apps.get_models():
        if model._meta.app_label == "django_tasks" or not model.__module__.startswith("stemme."):
            continue
        for field in model._meta.concrete_fields:
            points = field.related_model is Person or field.attname in {"person_id", "actor_id", "visit"}
            if points:
                pointing.add(f"{model._meta.app_label}.{model.__name__}")
    named = {table for row in measured(floor=8) for table in row.tables}
    assert pointing - named - BY_THE_WAY == set()
    known = {f"{model._meta.app_label}.{model.__name__}" for model in apps.get_models()}
    assert named <= known


@pytest.mark.parametrize("language", CODES)
def test_it_is_said_in_every_language(cast, let_in, tell, share, count, language):
    share(cast.cleo, tell(1)[0], clicks=2, at=LATELY)
    count()
    Person.objects.filter(id=cast.cleo.id).update(language=language)
    text = page(let_in(cast.cleo))
    assert f'<html lang="{language}"' in text
    english = "2 people came because you shared."
    assert (english in text) == (language == "en")
    with translation.override(language):
        assert all(row.what in text.replace("&#x27;", "'") for row in measured(floor=8))


def ladder(text):
    """Opened, posted, visited, as the page shows them."""
    return re.findall(r"<dd>(\d+)</dd>", text.partition('<dl class="ladder">')[2].partition("</dl>")[0])


def test_the_last_share_stands_beside_ones_usual(cast, let_in, tell, share, count):
    stories = tell(5)
    for number, story in enumerate(stories[:4]):
        share(cast.ana, story, clicks=2 + number, at=dt.datetime(2026, 10, 1 + number, 12, tzinfo=dt.UTC))
    share(cast.ana, stories[4], clicks=9, at=LATELY)
    count()
    Person.objects.filter(id=cast.ana.id).update(language="en")
    text = page(let_in(cast.ana), "?days=all")
    assert "your last share brought 9 people." in text
    assert "Your usual is 4." in text
    assert "The share that brought most people" in text
    assert ladder(text) == ["5", "0", "5"], "nobody has said anything; five had a visitor"


def test_what_was_typed_in_stands_in_the_list_and_an_unanswered_share_asks(cast, let_in, tell, share, count):
    stories = tell(2)
    for story in stories:
        share(cast.ana, story, at=LATELY)
    count()
    Person.objects.filter(id=cast.ana.id).update(language="en")
    client = let_in(cast.ana)
    client.post(f"/stories/{stories[0].id}/share/linkedin/result/", {"reactions": "12", "comments": "1"})
    text = page(client)
    assert "12 reactions, 1 comment" in text
    assert "posted, you say" in text
    assert "posted?" in text
    assert ladder(text) == ["2", "1", "0"]
    assert "12 reactions" not in page(let_in(cast.cleo))
