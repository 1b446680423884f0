import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.dashboard.views import panels
from stemme.journal import facts
from stemme.outcomes.models import Goal, OutcomeTally
from stemme.people.models import Organisation, Person
from stemme.stats import actions, joined_actions
from stemme.stats.models import Invited

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
    """With sixteen invited, three per cent is one person; what two or five colleagues brought is not said either, only
    what a whole group did."""
    Organisation.objects.filter(id=cast.nordlys.id).update(group_floor=5)
    stories = tell(2)
    share(crowd[0], stories[0], clicks=6)
    count()
    client = let_in(cast.lea)
    assert client.get("/overview/").context["spread"] == {"failed": False, "reach": ""}
    Person.objects.bulk_create(
        Person(
            organisation=cast.nordlys, team=cast.grid, email=f"more{n}@nordlys.example", given_name="More",
            invited_at=SEPTEMBER,
        )
        for n in range(154)
    )  # fmt: skip
    share(crowd[1], stories[0], clicks=2)
    share(crowd[2], stories[1], clicks=4)
    share(crowd[0], stories[1], clicks=1)
    for person in crowd[3:7]:
        share(person, stories[1], clicks=1)
    share(crowd[7], stories[0], clicks=0)
    share(cast.dan, stories[0], clicks=2)
    count()
    response = client.get("/overview/")
    found = response.context["spread"]["found"]
    assert (found.most_active, found.others, found.by_most_active, found.by_others) == (5, 165, 15, 3)
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
        assert text.split('id="main"')[1].count("<h2") == 7 + (name in {"ledger", "outcomes"}), name
        assert "figures on fire" not in text
        monkeypatch.undo()
        monkeypatch.setattr("stemme.dashboard.views.pages.timezone.now", lambda: cast.now)
    assert "the panel hours failed" in caplog.text


def test_a_quarter_in_which_some_days_had_too_few_is_not_shown(cast, let_in, october, crowd):
    """It would be the quarter less its other months."""
    Invited.objects.filter(organisation_id=cast.nordlys.id, day__month=10, team_id=0).update(people=3)
    text = page(let_in(cast.lea), "?period=quarter&at=2026-10-13")
    assert "On some days of this time there were fewer." in text
    assert "colleagues took part" not in text
    assert "colleagues took part" in page(let_in(cast.lea), "?period=month&at=2026-11-10")


def test_a_story_offered_to_a_few_has_no_rate(cast, let_in, crowd, tell, deed, count):
    large, small = tell(2)
    for person in crowd:
        deed(facts.STORY_OFFERED, person, large)
        deed(facts.STORY_READ, person, large)
    for person in crowd[:3]:
        deed(facts.STORY_OFFERED, person, small)
    deed(facts.STORY_READ, crowd[0], small)
    count()
    context = let_in(cast.lea).get("/overview/").context
    assert context["stories"]["number"] == 1
    assert context["ledger"]["story"] == 100


def test_the_interval_of_involvement_stands_beside_it(cast, let_in, october):
    between = let_in(cast.lea).get("/overview/").context["ledger"]["story_between"]
    low, high = between
    assert 0 <= low < 0.6 < high <= 1


def test_who_joined_lately_and_shared(cast, let_in, october, now):
    joined_actions.count_joined(now=now)
    (row,) = let_in(cast.lea).get("/overview/").context["joined"]["rows"]
    assert row["cohort"].people >= 8
    assert row["cohort"].shared == 2
    text = page(let_in(cast.lea))
    assert "Since they joined" in text


def test_goals_and_what_was_credited_to_them(cast, let_in, october):
    text = page(let_in(cast.lea))
    assert "Conversions" not in text, "there is no goal"
    goal = Goal.objects.create(
        organisation=cast.nordlys, key="jobs", name="Applications", kind="application", model="linear",
        first_day=dt.date(2026, 1, 1), window_days=30,
    )  # fmt: skip
    for dimension, key in (("all", 0), ("team", cast.wind.id), ("team", cast.grid.id)):
        parts = 3_000_000 if dimension == "all" else 1_500_000
        for grain, day in (("day", dt.date(2026, 10, 20)), ("month", dt.date(2026, 10, 1))):
            OutcomeTally.objects.create(
                organisation_id=cast.nordlys.id, goal=goal, model="linear", dimension=dimension, key=key, grain=grain,
                start=day, conversions=parts, value=0,
            )  # fmt: skip
    context = let_in(cast.lea).get("/overview/").context
    assert context["outcomes"]["conversions"] == 3
    assert [row["conversions"] for row in context["divisions"]["rows"]] == [3]
    text = page(let_in(cast.lea))
    assert "Applications: 3" in text


def test_how_involvement_is_worked_out_is_open_to_all(client):
    assert "32 random parts" in client.get("/how/involvement/").content.decode()


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
