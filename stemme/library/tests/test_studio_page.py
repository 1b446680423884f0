from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.feed.models import Declined
from stemme.library.models import Campaign, Review, Story, Stream
from stemme.library.streams import mix_queries, table_queries
from stemme.library.streams.mix import Mix
from stemme.library.tests.writing import made
from stemme.mailings.models import SendingRules
from stemme.people.models import Person, RoleGrant
from stemme.stats.models import StoryFigures

LetIn = Callable[..., Client]
DAY = dt.timedelta(days=1)


@pytest.fixture
def told(desk: SimpleNamespace) -> Callable[..., Story]:
    """A story that began so many days ago."""

    def tell(days: int = 1, **values: object) -> Story:
        story = Story.objects.get(id=made(desk, f"Story of {days} days"))
        start = timezone.now() - days * DAY
        for name, value in {"published_at": start, "starts_at": start, **values}.items():
            setattr(story, name, value)
        story.save()
        return story

    return tell


def number_of_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_tabs_say_who_is_waited_for_and_what_is_put_away(
    desk: SimpleNamespace, cast: SimpleNamespace, bo: Client, told: Callable[..., Story]
) -> None:
    waits, draft, gone = made(desk, "Waits"), made(desk, "Draft"), told(3, archived_at=timezone.now())
    Review.objects.create(story_id=waits, revision=1, asked_by=cast.bo, wanted=cast.lea)
    page = bo.get("/studio/")
    labels = [(choice.label, choice.count) for choice in page.context["tabs"]]
    assert labels == [("All", 2), ("Drafts", 1), ("In review", 1), ("Scheduled", 0), ("Live", 0), ("Ended", 0)]
    assert f"waits for {cast.lea.name}" in bo.get("/studio/?tab=review").content.decode()
    assert [line.story.id for line in bo.get("/studio/?tab=drafts").context["lines"]] == [draft]
    behind = bo.get("/studio/?tab=ended").context["tabs"][-1]
    assert (behind.label, behind.count) == ("Archived", 1)
    (line,) = bo.get(behind.url).context["lines"]
    assert (line.story.id, line.story.state) == (gone.id, "archived")


def test_involvement_is_shown_from_the_floor_on(
    desk: SimpleNamespace, cast: SimpleNamespace, bo: Client, told: Callable[..., Story]
) -> None:
    shown, small, fresh = told(2), told(3), told(4)
    for story, offered, involved in ((shown, 8, 2), (small, 7, 7)):
        StoryFigures.objects.create(
            organisation_id=cast.nordlys.id, story_id=story.id, offered=offered, involved=involved
        )
    page = bo.get("/studio/")
    rates = {line.story.id: line.involvement for line in page.context["lines"]}
    assert rates[shown.id] is not None and rates[shown.id].percent == 25
    assert rates[small.id] is None and rates[fresh.id] is None
    html = page.content.decode()
    assert "25.0%" in html and "100.0%" not in html and "not yet" in html
    assert "22.1%" in html, "what the line says"
    rows = {line.stream.name: line.rate for line in page.context["streams"]}
    assert rows["Communications"] is not None and rows["Communications"].percent == 25
    assert rows["HR"] is None


def test_stories_of_a_campaign(desk: SimpleNamespace, cast: SimpleNamespace, bo: Client) -> None:
    winter = Campaign.objects.create(organisation=cast.nordlys, name="Winter")
    Campaign.objects.create(organisation=cast.other, name="Theirs")
    one, _other = made(desk, "In it"), made(desk, "Not in it")
    Story.objects.filter(id=one).update(campaign=winter)
    page = bo.get("/studio/")
    (choice,) = page.context["campaigns"]
    assert (choice.label, choice.count) == ("Winter", 1)
    narrowed = bo.get(choice.url)
    assert [line.story.id for line in narrowed.context["lines"]] == [one]
    assert narrowed.context["campaigns"][0].current and "campaign" not in narrowed.context["campaigns"][0].url


def test_the_calendar_shows_what_comes_and_the_cap(
    desk: SimpleNamespace, cast: SimpleNamespace, bo: Client, told: Callable[..., Story]
) -> None:
    SendingRules.objects.create(organisation=cast.nordlys, cap=3)
    soon = told(0, starts_at=timezone.now() + 2 * DAY)
    told(0, starts_at=timezone.now() + 40 * DAY)
    locked = told(3, embargo_until=timezone.now() + DAY)
    theirs = Story.objects.create(
        organisation=cast.other, stream=desk.foreign, language="en", target_url="https://x.example/",
        published_at=timezone.now(), starts_at=timezone.now() + DAY,
    )  # fmt: skip
    page = bo.get("/studio/")
    marks = [mark for column in page.context["calendar"].columns for mark in column.marks]
    stories = {(mark.kind, mark.story.id) for mark in marks if mark.story}
    assert ("embargo", locked.id) in stories
    assert {id_ for kind, id_ in stories if kind in ("live", "digest")} == {soon.id}
    assert theirs.id not in {id_ for _kind, id_ in stories}
    assert len(page.context["calendar"].columns) == 7
    assert any(mark.kind == "digest" for mark in marks), "a week has a digest"
    assert "at most 3 mails in seven days" in page.content.decode()


def test_an_editor_of_one_stream_sees_that_stream_only(
    desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn, told: Callable[..., Story]
) -> None:
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="editor", stream_id=desk.hr.id)
    for _ in range(5):
        told(2)
    told(0, starts_at=timezone.now() + DAY)
    page = let_in(cast.dan).get("/studio/")
    assert page.context["lines"] == [] and page.context["over"] == []
    assert [line.stream.name for line in page.context["streams"]] == ["HR"]
    assert not [mark for column in page.context["calendar"].columns for mark in column.marks if mark.story]
    mix = let_in(cast.dan).get("/studio/mix/")
    assert [row.name for row in mix.context["rows"]] == ["HR"]
    assert "Communications" not in let_in(cast.dan).get("/studio/mix/mix.csv").content.decode()
    assert let_in(cast.dan).get(f"/studio/mix/?stream={desk.stream.id}").context["chosen"] is None


def test_the_mix_counts_what_colleagues_could_read(
    desk: SimpleNamespace, cast: SimpleNamespace, told: Callable[..., Story]
) -> None:
    field = Stream.objects.create(organisation=cast.nordlys, name="Field", outside=True)
    for _ in range(4):
        told(2)
    told(2, kind="outside")
    told(3, stream=field)
    told(3, withdrawn_at=timezone.now())
    told(0, starts_at=timezone.now() + DAY)
    told(500)
    made(desk, "A draft")
    _months, rows = mix_queries.by_month(desk.bo, None, now=timezone.now())
    found = {row.name: row for row in rows}
    assert list(found) == ["Communications", "HR", "Field"]
    assert (found["Communications"].whole, found["Field"].whole, found["HR"].whole) == (Mix(4, 1), Mix(0, 1), Mix())
    assert (found["Communications"].is_over, found["Communications"].missing) == (True, 1)
    assert not found["HR"].is_over and not found["Field"].is_over
    assert mix_queries.all_of(rows, "All").whole == Mix(4, 2)
    Stream.objects.filter(id=desk.stream.id).update(outside_target=20)
    (row,) = [row for row in mix_queries.recent(desk.bo, None, now=timezone.now()) if row.name == "Communications"]
    assert (row.target, row.is_over) == (20, False)


def test_the_mix_page_its_hint_and_its_file(
    desk: SimpleNamespace, cast: SimpleNamespace, bo: Client, told: Callable[..., Story]
) -> None:
    for _ in range(5):
        told(1)
    assert "0 of 5 stories of the last three months were about others" in bo.get("/studio/").content.decode()
    page = bo.get("/studio/mix/")
    html = page.content.decode()
    assert "0 of 5 stories of twelve months were about others" in html and "/how/mix/" in html
    assert bo.get(f"/studio/mix/?stream={desk.stream.id}").context["shown"].name == "Communications"
    for odd in ("?stream=x", "?stream=999999999999999999999", f"?stream={desk.foreign.id}"):
        assert bo.get(f"/studio/mix/{odd}").context["chosen"] is None
    rows = list(csv.DictReader(io.StringIO(bo.get("/studio/mix/mix.csv").content.decode())))
    told_rows = [row for row in rows if row["stream"] == "Communications" and row["own"] not in ("", "0")]
    assert sum(int(row["own"]) for row in told_rows) == 5
    assert {row["outside_share"] for row in told_rows} == {"0.0000"}
    assert Client().get("/how/mix/").status_code == 200


def test_noes_are_shown_from_the_floor_on_and_raise_the_index(
    desk: SimpleNamespace, cast: SimpleNamespace, bo: Client, told: Callable[..., Story]
) -> None:
    story, other = told(2), told(3)
    before = bo.get("/studio/mix/").context["shown"].index
    people = Person.objects.bulk_create(
        Person(organisation=cast.nordlys, email=f"p{n}@nordlys.example", given_name="P", family_name=str(n))
        for n in range(8)
    )
    for person in people:
        Declined.objects.create(organisation=cast.nordlys, person=person, story=story, reason="salesy")
    for person in people[:7]:
        Declined.objects.create(organisation=cast.nordlys, person=person, story=other, reason="doubt")
    page = bo.get("/studio/mix/")
    assert [(row.id, reasons[0].key, reasons[0].people) for row, reasons in page.context["stories"]] == [
        (story.id, "salesy", 8)
    ]
    assert page.context["shown"].index > before
    html = page.content.decode()
    assert "too salesy: 8" in html and "I do not believe it" not in html
    assert "too salesy" in bo.get(f"/studio/{story.id}/").content.decode()
    assert "Why colleagues said no" not in bo.get(f"/studio/{other.id}/").content.decode()


def test_pages_take_the_same_queries_however_many_stories(
    desk: SimpleNamespace, cast: SimpleNamespace, bo: Client, told: Callable[..., Story]
) -> None:
    def tell(number: int) -> None:
        for n in range(number):
            story = told(n + 1, starts_at=timezone.now() - (n % 80) * DAY, embargo_until=timezone.now() + DAY)
            StoryFigures.objects.create(organisation_id=cast.nordlys.id, story_id=story.id, offered=9, involved=n)
            waits = made(desk, f"Waits {n}")
            Review.objects.create(story_id=waits, revision=1, wanted=cast.lea)

    tell(1)
    paths = ("/studio/", "/studio/mix/", "/studio/mix/mix.csv")
    for path in paths:
        bo.get(path)
    few = [number_of_queries(bo, path) for path in paths]
    tell(8)
    Stream.objects.create(organisation=cast.nordlys, name="Another")
    assert [number_of_queries(bo, path) for path in paths] == few


def test_another_organisation_sees_its_own(
    desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn, told: Callable[..., Story]
) -> None:
    for _ in range(5):
        told(1)
    eve = let_in(cast.eve)
    for path in ("/studio/", "/studio/mix/", "/studio/mix/mix.csv"):
        answer = eve.get(path)
        assert answer.status_code in (200, 404)
        assert "Communications" not in answer.content.decode()
    assert table_queries.tab_counts(cast.other.id, now=timezone.now())["all"] == 0
    assert [row.name for row in mix_queries.recent(desk.eve, None, now=timezone.now())] == ["Theirs"]


def test_nobody_without_the_right_gets_there(cast: SimpleNamespace, desk: SimpleNamespace, let_in: LetIn) -> None:
    for path in ("/studio/mix/", "/studio/mix/mix.csv", f"/studio/streams/{desk.hr.id}/"):
        assert let_in(cast.cleo).get(path).status_code == 404
        assert let_in(cast.bo, scope="suggest").get(path).status_code == 403


def test_tabs_agree_with_states(desk: SimpleNamespace, now: dt.datetime) -> None:
    """What the database counts is what the pure function says."""
    moments = (None, now - dt.timedelta(hours=1), now, now + dt.timedelta(hours=1))
    stories = [
        Story(
            organisation_id=desk.bo.organisation_id,
            stream=desk.stream,
            language="nb",
            target_url="https://x.example/",
            published_at=published,
            starts_at=starts,
            ends_at=ends,
            withdrawn_at=withdrawn,
        )
        for published in (None, now)
        for starts in moments
        for ends in moments
        for withdrawn in (None, now)
        if published is None or starts is not None
    ]
    Story.objects.bulk_create(stories)
    found = {tab: set() for tab in table_queries.TABS}
    for tab in found:
        rows = table_queries.studio_stories(desk.bo.organisation_id, tab=tab, now=now)
        found[tab] = {row.state for row in table_queries.studio_rows(rows, now=now)}
    assert found == {
        "all": {"draft", "scheduled", "live"},
        "drafts": {"draft"},
        "review": set(),
        "scheduled": {"scheduled"},
        "live": {"live"},
        "ended": {"ended", "withdrawn"},
        "archived": set(),
    }
    counts = table_queries.tab_counts(desk.bo.organisation_id, now=now)
    assert counts["all"] + counts["ended"] == len(stories)
    assert counts["drafts"] + counts["scheduled"] + counts["live"] == counts["all"]
