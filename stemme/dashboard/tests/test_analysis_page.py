"""The link analysis: what it shows, whom, and that it agrees with the overview."""

import csv
import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.journal.models import Fact
from stemme.library.models import Stream, Topic
from stemme.people.models import Organisation
from stemme.stats import share_actions
from stemme.stats.models import ShareTally

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OCTOBER = "?period=month&at=2026-10-20"


@pytest.fixture
def october(cast, crowd, tell, share, count, now):
    """Twelve people shared two stories in October: of our own by LinkedIn with many visitors, from outside by X."""
    own, other = tell(2)
    outside = Stream.objects.create(organisation=cast.nordlys, name="From outside", outside=True)
    other.stream, other.target_url = outside, "https://paper.example/1"
    other.save()
    own.topics.add(Topic.objects.create(organisation=cast.nordlys, slug="wind", names={"en": "Wind", "nb": "Vind"}))
    for person in [*crowd, cast.cleo, cast.dan]:
        share(person, own, clicks=6, robots=1)
        share(person, other, channel="x", clicks=1)
    count()
    share_actions.count_shares(now=now)
    return own, other


def page(client, query=OCTOBER):
    return client.get(f"/analysis/{query}").content.decode()


def words(text):
    return " ".join(re.sub("<[^>]+>", " ", text).split())


def test_what_brings_visitors(cast, let_in, october):
    response = let_in(cast.ana).get(f"/analysis/{OCTOBER}")
    found = response.context
    assert (found["whole"].shares, found["whole"].visitors, found["uncounted"]) == (24, 84, 0)
    assert [(name, line.shares, line.visitors) for name, line in found["origin"]["rows"]] == [
        ("Our own stories", 12, 72),
        ("Stories from elsewhere", 12, 12),
    ]
    text = words(response.content.decode())
    assert "October 2026." in text
    assert "Our own stories: 6.0 times as many visitors per share as the rest." in text
    assert "50% of the shares were of stories from elsewhere." in text
    tables = {part["key"]: part for part in found["tables"]}
    assert [name for name, _line in tables["domain"]["rows"]] == ["nordlys.example", "paper.example"]
    assert [name for name, _line in tables["topic"]["rows"]] == ["Wind", "No topic"]
    assert [name for name, _line in tables["channel"]["rows"]] == ["LinkedIn", "X"]
    assert "LinkedIn: 6.0 times as many visitors per share as the rest." in text
    assert tables["language"]["comparable"] is False
    assert "Crowd" not in text, "never a person"


def test_it_agrees_with_the_overview(cast, let_in, october):
    client = let_in(cast.lea)
    for period in ("month", "quarter"):
        query = f"?period={period}&at=2026-10-20"
        ledger = client.get(f"/overview/{query}").context["ledger"]
        found = client.get(f"/analysis/{query}").context
        assert found["shares"] == ledger["shares"]
        assert found["visitors"] == ledger["hits"].visitors
        by_hour = client.get(f"/overview/{query}").context["hours"]["heat"]
        assert by_hour.rows[1][0] == found["visits"].rows[1][0]
    ever = client.get("/analysis/?period=ever").context
    assert (ever["whole"].visitors, ever["visitors"]) == (84, 72), "twelve came by two links: twice there, once in all"


def test_who_may_see_it(cast, let_in, october):
    for person in (cast.ada, cast.lea, cast.ana):
        assert let_in(person).get("/analysis/").status_code == 200
        assert let_in(person).get("/analysis/tables.csv").status_code == 200
    for person in (cast.cleo, cast.bo):
        assert let_in(person).get("/analysis/").status_code == 404
        assert let_in(person).get("/analysis/tables.csv").status_code == 404
    taken = Fact.objects.filter(kind="figures.exported", data={"table": "link_analysis"}).order_by("id")
    assert [fact.actor_id for fact in taken] == [cast.ada.id, cast.lea.id, cast.ana.id]
    assert let_in(cast.lea).post("/analysis/").status_code == 405
    assert "Wind" not in page(let_in(cast.eve), "?period=ever")
    assert let_in(cast.cleo).get("/how/links/").status_code == 200
    assert 'href="/analysis/"' in let_in(cast.ana).get("/overview/").content.decode()
    assert 'href="/analysis/"' not in let_in(cast.bo).get("/studio/").content.decode()


def test_before_anybody_shared_it_says_how_figures_come(cast, let_in, crowd):
    text = words(page(let_in(cast.lea), ""))
    assert "Nothing to analyse in this time." in text
    assert "Figures appear once 8 different colleagues have shared something." in text
    assert "Tables as CSV" not in text
    rows = let_in(cast.lea).get("/analysis/tables.csv").content.decode().splitlines()
    assert len(rows) == 1


def test_rows_of_few_are_merged_and_the_reader_is_told(cast, let_in, october, crowd, share, count, now, tell):
    story = tell(1)[0]
    for person in crowd[:3]:
        share(person, story, channel="bluesky", clicks=9)
    count()
    share_actions.count_shares(now=now + dt.timedelta(minutes=10))
    response = let_in(cast.lea).get(f"/analysis/{OCTOBER}")
    channels = next(part for part in response.context["tables"] if part["key"] == "channel")
    names = [name for name, _line in channels["rows"]]
    assert "Bluesky" not in names
    assert names[-1] == "Others"
    assert "Others: what fewer than 8 different colleagues shared" in words(response.content.decode())
    assert not ShareTally.objects.filter(key="bluesky").exists()


def test_a_few_words_in_norwegian(cast, let_in, october):
    client = let_in(cast.lea)
    cast.lea.language = "nb"
    cast.lea.save()
    text = words(client.get(f"/analysis/{OCTOBER}").content.decode())
    assert "Våre egne historier: 6,0 ganger så mange besøkende per deling som resten." in text
    assert "Vind" in text
    assert "tirsdag" in text


def test_the_file(cast, let_in, october):
    client = let_in(cast.lea)
    cast.lea.language = "de"
    cast.lea.save()
    response = client.get(f"/analysis/tables.csv{OCTOBER}")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    expected = 'attachment; filename="nordlys-link-analysis-month-2026-10-01.csv"'
    assert response.headers["Content-Disposition"] == expected
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    whole = rows[0]
    assert (whole["dimension"], whole["shares"], whole["visitors"], whole["visitors_per_share"]) == (
        "all", "24", "84", "3.5000",
    )  # fmt: skip
    for dimension in ("origin", "domain", "stream", "kind", "channel", "language", "weekday", "part", "time"):
        assert sum(int(row["shares"]) for row in rows if row["dimension"] == dimension) == 24, dimension
    assert sum(int(row["visitors"]) for row in rows if row["dimension"] == "visits") == 72
    assert [row["name"] for row in rows if row["dimension"] == "time"] == ["Dienstag 09:00–12:00"]
    ever = client.get("/analysis/tables.csv?period=ever").headers["Content-Disposition"]
    assert ever == 'attachment; filename="nordlys-link-analysis-ever.csv"'


def test_more_rows_need_no_more_queries(cast, let_in, october, crowd, tell, share, count, now):
    client = let_in(cast.lea)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    Organisation.objects.filter(id=cast.nordlys.id).update(group_floor=5)
    for number, story in enumerate(tell(8)):
        story.target_url = f"https://host{number}.example/"
        story.stream = Stream.objects.create(organisation=cast.nordlys, name=f"Stream {number}")
        story.save()
        for person in crowd[:6]:
            share(person, story, clicks=2)
    count()
    share_actions.count_shares(now=now + dt.timedelta(minutes=10))
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few) < 25
    assert "host7.example" in page(client)
    asked = " ".join(query["sql"] for query in many)
    assert "links_" not in asked, "figures come from roll-ups only"
    assert "sharing_share" not in asked


def test_a_long_table_ends_and_the_file_goes_on(cast, let_in, october):
    row = ShareTally.objects.get(organisation_id=cast.nordlys.id, grain="month", dimension="all")
    ShareTally.objects.bulk_create(
        ShareTally(
            organisation_id=cast.nordlys.id, grain=row.grain, start=row.start, dimension="domain",
            key=f"host{number}.example", shares=0, visitors=0,
        )
        for number in range(30)
    )  # fmt: skip
    client = let_in(cast.lea)
    response = client.get(f"/analysis/{OCTOBER}")
    domains = next(part for part in response.context["tables"] if part["key"] == "domain")
    assert (len(domains["rows"]), domains["unlisted"]) == (20, 12)
    assert "12 more rows are in the CSV file." in words(response.content.decode())
    assert client.get(f"/analysis/tables.csv{OCTOBER}").content.decode().count('"domain",') == 32


def test_how_it_is_worked_out_is_open_to_all(client):
    text = words(client.get("/how/links/").content.decode())
    assert "With fewer than 10 shares nothing is said." in text
    assert "each row is given 20 more shares" in text
    assert "at least 1.2 times as many" in text
