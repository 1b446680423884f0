import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.dashboard.views import panels
from stemme.journal import facts
from stemme.people.models import Organisation, Person
from stemme.stats import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SEPTEMBER = dt.datetime(2026, 9, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def october(cast, crowd, tell, deed, share, count):
    """Fourteen invited in wind and elsewhere; six of the crowd took part in October, one of them shared."""
    stories = tell(3)
    for person in crowd:
        deed(facts.STORY_OFFERED, person, stories[0])
    for person in crowd[:5]:
        deed(facts.STORY_READ, person, stories[0])
    share(crowd[5], stories[0], clicks=4, robots=3)
    share(cast.dan, stories[1], clicks=1)
    count()
    return stories


def page(client, query=""):
    return client.get(f"/overview/{query}").content.decode()


def test_how_many_took_part(cast, let_in, october):
    text = page(let_in(cast.lea))
    assert "7 of 16 colleagues took part" in text
    assert "43.8%, the goal is 50%" in text
    assert "October 2026." in text, "nothing happened in September, so nothing is compared"
    assert "from 5 clicks" in text
    context = let_in(cast.ana).get("/overview/").context
    ledger = context["ledger"]
    assert (ledger["hits"].visitors, ledger["hits"].robots, ledger["shares"], ledger["first"]) == (5, 3, 2, 2)
    assert context["stories"]["number"] == 1
    assert round(ledger["story"]) == 60


def test_groups_under_the_floor_are_merged_also_the_one_that_would_give_them_away(cast, let_in, october):
    rows = let_in(cast.lea).get("/overview/").context["divisions"]["rows"]
    assert [row["group"].name for row in rows] == ["Others"], "Grid has five people: it may not be Wind minus all"
    Organisation.objects.filter(id=cast.nordlys.id).update(group_floor=5)
    rows = let_in(cast.lea).get("/overview/").context["divisions"]["rows"]
    assert [(row["group"].name, row["group"].people, row["group"].took_part) for row in rows] == [
        ("Grid", 5, 1),
        ("Offshore wind", 11, 6),
    ]


def test_people_without_a_team_are_a_group_of_their_own(cast, let_in, crowd, count, tell, deed):
    for person in crowd:
        person.team = None
        person.save()
    Organisation.objects.filter(id=cast.nordlys.id).update(group_floor=6)
    deed(facts.STORY_READ, crowd[0], tell(1)[0])
    count()
    rows = let_in(cast.lea).get("/overview/").context["divisions"]["rows"]
    assert {(row["group"].name, row["group"].people) for row in rows} == {("Others", 6), ("Without a division", 10)}


def test_the_past_is_compared_when_there_is_one(cast, let_in, crowd, tell, deed, share, count):
    story = tell(1, started=SEPTEMBER)[0]
    deed(facts.STORY_READ, crowd[0], story, SEPTEMBER)
    share(crowd[1], story, clicks=2, at=SEPTEMBER)
    share(crowd[2], story, clicks=3)
    count()
    actions.snapshot_invited(now=SEPTEMBER)
    response = let_in(cast.lea).get("/overview/")
    ledger = response.context["ledger"]
    assert (ledger["overall_change"], ledger["visitors_change"], ledger["shares_change"]) == (-6.2, 50, 0)
    text = response.content.decode()
    assert "October 2026, compared with the month before." in text
    assert "50%" in text
    september = let_in(cast.lea).get("/overview/?period=month&at=2026-09-05").context
    assert september["windows"]["overall"].took_part == 2
    assert september["span"].compared is False


def test_a_week_is_a_week(cast, let_in, october):
    context = let_in(cast.lea).get("/overview/?period=week&at=2026-10-20").context
    assert context["windows"]["overall"].took_part == 7
    assert context["ledger"]["hits"].visitors == 5
    before = let_in(cast.lea).get("/overview/?period=week&at=2026-10-13").context
    assert before["windows"]["overall"].took_part == 0
    quarter = let_in(cast.lea).get("/overview/?period=quarter&at=2026-10-13").context
    assert quarter["windows"]["overall"].took_part == 7
    assert "so far" in page(let_in(cast.lea), "?period=quarter&at=2026-10-13")


def test_the_other_97_per_cent_without_names(cast, let_in, crowd, tell, share, count):
    """With sixteen invited, three per cent is one person: then nothing is said."""
    stories = tell(2)
    share(crowd[0], stories[0], clicks=6)
    count()
    client = let_in(cast.lea)
    assert client.get("/overview/").context["spread"] == {"failed": False}
    Person.objects.bulk_create(
        Person(
            organisation=cast.nordlys, team=cast.grid, email=f"more{n}@nordlys.example", given_name="More",
            invited_at=SEPTEMBER,
        )
        for n in range(40)
    )  # fmt: skip
    share(crowd[1], stories[0], clicks=2)
    share(crowd[2], stories[1], clicks=4)
    share(crowd[0], stories[1], clicks=1)
    count()
    response = client.get("/overview/")
    found = response.context["spread"]["found"]
    assert (found.most_active, found.others, found.by_most_active, found.by_others) == (2, 54, 10, 2)
    text = response.content.decode()
    assert "17% of the visitors came through people who are not the usual suspects." in text
    assert "Crowd" not in text


def test_a_panel_that_fails_says_so_and_the_others_appear(cast, let_in, october, monkeypatch, caplog):
    def broken(question):
        raise RuntimeError("figures on fire")

    for name in panels.PANELS:
        monkeypatch.setitem(panels.PANELS, name, broken)
        text = page(let_in(cast.lea))
        assert text.count("This part could not be shown.") == 1, name
        assert text.split('id="main"')[1].count("<h2") == 6 + (name == "ledger"), name
        assert "figures on fire" not in text
        monkeypatch.undo()
        monkeypatch.setattr("stemme.dashboard.views.pages.timezone.now", lambda: cast.now)
    assert "the panel hours failed" in caplog.text


def test_too_few_people_have_no_sums(cast, let_in, count):
    count()
    text = page(let_in(cast.ada))
    assert "Figures appear from 8 invited colleagues on." in text
    assert "colleagues took part" not in text


def test_before_anything_happened_it_is_calm(cast, let_in, crowd, count):
    count()
    text = page(let_in(cast.ada))
    assert "This part could not be shown." not in text
    assert "Nobody came in this time." in text
    assert "No story had been offered to anybody by then." in text


def test_who_may_see_it(cast, let_in, october):
    for person in (cast.ada, cast.lea, cast.ana):
        assert let_in(person).get("/overview/").status_code == 200
    for person in (cast.cleo, cast.bo):
        assert let_in(person).get("/overview/").status_code == 404
    assert let_in(cast.lea).post("/overview/").status_code == 405
    assert let_in(cast.lea, "suggest").get("/overview/").status_code in {403, 404}
    other = page(let_in(cast.eve))
    assert "Figures appear from 8 invited colleagues on." in other
    assert "Offshore wind" not in other
    assert 'href="/studio/"' not in page(let_in(cast.ana)).split('id="main"')[1], "no way to where one may not go"


def test_more_rows_need_no_more_queries(cast, let_in, october, crowd, tell, share, count):
    client = let_in(cast.lea)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for story in tell(8):
        for person in crowd[:6]:
            share(person, story, clicks=2)
    count()
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few) < 75
    assert not any("links_click" in query["sql"] for query in many), "figures come from roll-ups only"


def test_how_we_count_is_open_to_all(client, cast, let_in):
    text = client.get("/how/counting/").content.decode()
    assert "48 hours" in text
    assert "30 days" in text
    assert "22.1%" in text

    assert client.post("/how/counting/").status_code == 405
