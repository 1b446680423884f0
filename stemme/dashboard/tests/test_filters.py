"""Filters of the overview: they tell what the table tells and nothing else, and say what they do to each figure."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.journal import facts
from stemme.library.models import Story, StoryText, Stream
from stemme.people.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OCTOBER = "period=month&at=2026-10-01"


@pytest.fixture
def october(cast, crowd, tell, deed, share, count):
    """Fourteen in wind and five in grid; two shared."""
    stories = tell(2)
    for person in crowd:
        deed(facts.STORY_OFFERED, person, stories[0])
    for person in crowd[:5]:
        deed(facts.STORY_READ, person, stories[0])
    share(crowd[5], stories[0], clicks=4, robots=3)
    share(cast.dan, stories[1], clicks=1)
    count()
    Organisation.objects.filter(id=cast.nordlys.id).update(group_floor=5)
    return stories


def test_a_division_shows_what_its_line_shows(cast, let_in, october):
    answer = let_in(cast.lea).get(f"/overview/?{OCTOBER}&division={cast.wind.id}")
    group = answer.context["divisions"]["rows"][1]["group"]
    assert group.name == "Offshore wind"
    ledger, windows = answer.context["ledger"], answer.context["windows"]
    assert (ledger["overall"], ledger["visitors"], ledger["shares"]) == (group.overall, group.visitors, group.shares)
    assert windows["overall"] == group.overall and len(windows["houses"]) == 1
    assert ledger["clicks"] is None and "visitors_change" not in ledger
    text = answer.content.decode()
    assert text.count("Offshore wind</dd>") == 4, "involvement, first-timers, visitors, shares follow it"
    assert "all divisions</dd>" in text, "the others say that they do not"
    assert f"?period=week&amp;division={cast.wind.id}" in text, "another time keeps the filter"


def test_a_division_under_the_floor_shows_nothing_and_says_why(cast, let_in, october):
    Organisation.objects.filter(id=cast.nordlys.id).update(group_floor=8)
    client = let_in(cast.lea)
    for division in (cast.grid.id, cast.wind.id, 987654, "x"):
        answer = client.get(f"/overview/?{OCTOBER}&division={division}")
        text = answer.content.decode()
        assert "Groups of fewer than 8 people are not shown" in text, division
        assert "ledger" not in answer.context and "colleagues took part" not in text


def test_a_stream_chooses_the_stories_and_nothing_about_people(cast, let_in, october):
    other = Stream.objects.create(organisation=cast.nordlys, name="Careers")
    started = dt.datetime(2026, 10, 2, tzinfo=dt.UTC)
    story = Story.objects.create(
        organisation=cast.nordlys, stream=other, language="nb", target_url="https://nordlys.example/jobs",
        published_at=started, starts_at=started,
    )  # fmt: skip
    StoryText.objects.create(story=story, language="nb", title="Ledig stilling")
    client = let_in(cast.lea)
    whole = client.get(f"/overview/?{OCTOBER}").context["ledger"]
    answer = client.get(f"/overview/?{OCTOBER}&stream={october[0].stream_id}")
    assert answer.context["stories"]["number"] == 1
    for figure in ("overall", "visitors", "shares", "first"):
        assert answer.context["ledger"][figure] == whole[figure]
    text = answer.content.decode()
    assert "News</dd>" in text and "all streams</dd>" in text
    careers = client.get(f"/overview/?{OCTOBER}&stream={other.id}").content.decode()
    assert "No story of this stream had been offered to 5 colleagues by then." in careers
    both = client.get(f"/overview/?{OCTOBER}&stream={other.id}&division={cast.wind.id}").content.decode()
    assert "Offshore wind, all streams</dd>" in both and "all divisions, Careers</p>" in both
    assert "are not shown" in client.get(f"/overview/?{OCTOBER}&stream=99999").content.decode()


def test_another_organisation_lends_no_filter(cast, let_in, october):
    other = Organisation.objects.get(slug="other")
    theirs = Stream.objects.create(organisation=other, name="Theirs")
    text = let_in(cast.lea).get(f"/overview/?{OCTOBER}&stream={theirs.id}").content.decode()
    assert "are not shown" in text and "Theirs" not in text


def test_filters_ask_no_more(cast, let_in, october):
    client = let_in(cast.lea)

    def asked(query):
        with CaptureQueriesContext(connection) as found:
            client.get(f"/overview/?{OCTOBER}{query}")
        return len(found)

    asked("")
    plain = asked("")
    assert asked(f"&division={cast.wind.id}&stream={october[0].stream_id}") <= plain
    assert plain <= 50
