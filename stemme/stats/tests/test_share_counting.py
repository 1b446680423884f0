"""Counting shares: from the tables to the roll-up, as often as one likes, with the same result."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.library.models import Story, Stream, Topic
from stemme.links import actions as links
from stemme.links.cards import Card
from stemme.people.models import Organisation, Person
from stemme.sharing.models import Share
from stemme.stats import share_actions
from stemme.stats.analysis_queries import counted_at, first_month, shared_in
from stemme.stats.models import SharesCounted, ShareTally, Tally
from stemme.stats.share_rates import Brought

pytestmark = pytest.mark.django_db
OCTOBER = dt.datetime(2026, 10, 31, 22, 30, tzinfo=dt.UTC)
EVER = dt.date(1, 1, 1)


@pytest.fixture
def crowd(cast):
    return [
        Person.objects.create(organisation=cast.nordlys, team=cast.wind, email=f"crowd{n}@nordlys.example")
        for n in range(10)
    ]


@pytest.fixture
def tell(cast):
    """``tell(stream, url, …)``: a story."""

    def make(name, url, *, outside=False, kind="article", topics=()):
        stream, _ = Stream.objects.get_or_create(organisation=cast.nordlys, name=name, defaults={"outside": outside})
        story = Story.objects.create(
            organisation=cast.nordlys, stream=stream, kind=kind, language="nb", target_url=url,
            published_at=OCTOBER, starts_at=OCTOBER,
        )  # fmt: skip
        for slug in topics:
            topic, _ = Topic.objects.get_or_create(organisation=cast.nordlys, slug=slug, defaults={"names": {}})
            story.topics.add(topic)
        return story

    return make


@pytest.fixture
def share(cast):
    """``share(person, story, visitors=…)``: a share, and visitors as the roll-up of clicks has them."""

    def make(person, story, *, visitors=0, channel="linkedin", language="nb", at=OCTOBER, counted=True):
        link = links.make_link(
            organisation_id=cast.nordlys.id, person_id=person.id, story_id=story.id, channel=channel,
            card=Card("nb", story.target_url, "Title", "", "", ""), counted=counted, now=at,
        )  # fmt: skip
        Share.objects.create(
            organisation=cast.nordlys, person=person, story=story, link_id=link.id, channel=channel,
            language=language, shared_at=at,
        )  # fmt: skip
        with transaction.atomic():
            record(facts.STORY_SHARED, organisation_id=cast.nordlys.id, actor_id=person.id, subject_id=story.id, at=at)
        if visitors:
            come(link.id, visitors)
        return link

    def come(link_id, visitors):
        for dimension, key in (("link", link_id), ("all", 0)):
            row, _ = Tally.objects.get_or_create(
                organisation_id=cast.nordlys.id, dimension=dimension, grain="total", start=EVER, key=key
            )
            row.visitors += visitors
            row.save()

    make.come = come
    return make


def rows(organisation):
    found = ShareTally.objects.filter(organisation_id=organisation.id)
    return sorted(found.values_list("grain", "start", "dimension", "key", "shares", "visitors", "squares", "visited"))


def test_what_shares_brought_by_what_they_have_in_common(cast, crowd, tell, share, now):
    own = tell("News", "https://www.nordlys.example/a", topics=("wind", "jobs"))
    outside = tell("From outside", "https://paper.example/b", outside=True, kind="outside")
    for number, person in enumerate(crowd):
        share(person, own, visitors=number)
        share(person, outside, channel="x", language="en")
    assert share_actions.count_shares(now=now) == 2, "the other organisation, which has nothing, is counted too"
    found = shared_in(cast.nordlys.id, "ever", EVER)
    assert found.whole == Brought(20, 45, 285, 0, 9)
    assert found.groups["origin"] == {"own": Brought(10, 45, 285, 0, 9), "outside": Brought(10, 0, 0)}
    assert found.groups["domain"] == {"nordlys.example": Brought(10, 45, 285, 0, 9), "paper.example": Brought(10)}
    assert found.groups["channel"] == {"linkedin": Brought(10, 45, 285, 0, 9), "x": Brought(10)}
    assert found.groups["language"] == {"nb": Brought(10, 45, 285, 0, 9), "en": Brought(10)}
    topics = {topic.slug: str(topic.id) for topic in Topic.objects.all()}
    assert found.groups["topic"] == {
        topics["wind"]: Brought(10, 45, 285, 0, 9), topics["jobs"]: Brought(10, 45, 285, 0, 9), "none": Brought(10),
    }  # fmt: skip
    november = dt.date(2026, 10, 1)
    assert shared_in(cast.nordlys.id, "month", november) is not None, "half past eleven at night in Oslo"
    assert found.groups["weekday"] == {"5": Brought(20, 45, 285, 0, 9)}
    assert found.groups["time"] == {"5-21": Brought(20, 45, 285, 0, 9)}
    assert (first_month(cast.nordlys.id), counted_at(cast.nordlys.id)) == (november, now)


def test_counted_twice_or_from_nothing_it_is_the_same(cast, crowd, tell, share, now):
    story = tell("News", "https://nordlys.example/a")
    for number, person in enumerate(crowd):
        share(person, story, visitors=number)
    share_actions.count_shares(now=now)
    first = rows(cast.nordlys)
    assert first
    assert share_actions.count_shares(now=now + dt.timedelta(minutes=10)) == 0, "nothing has changed"
    SharesCounted.objects.all().delete()
    assert share_actions.count_shares(now=now + dt.timedelta(minutes=20)) == 2
    assert rows(cast.nordlys) == first
    ShareTally.objects.all().delete()
    SharesCounted.objects.all().delete()
    share_actions.count_shares(now=now + dt.timedelta(minutes=30))
    assert rows(cast.nordlys) == first


def test_what_comes_later_is_counted_where_it_was_shared(cast, crowd, tell, share, now):
    story = tell("News", "https://nordlys.example/a")
    links_made = [share(person, story, at=OCTOBER) for person in crowd]
    share_actions.count_shares(now=now)
    october = dt.date(2026, 10, 1)
    assert shared_in(cast.nordlys.id, "month", october).whole == Brought(10, 0, 0)
    share.come(links_made[0].id, 4)
    assert share_actions.count_shares(now=now + dt.timedelta(minutes=10)) == 1
    assert shared_in(cast.nordlys.id, "month", october).whole == Brought(10, 4, 16, 0, 1)
    assert shared_in(cast.nordlys.id, "year", dt.date(2026, 1, 1)).whole == Brought(10, 4, 16, 0, 1)


def test_a_story_that_moves_to_another_stream_takes_its_shares_along(cast, crowd, tell, share, now):
    story = tell("News", "https://nordlys.example/a")
    for person in crowd:
        share(person, story)
    share_actions.count_shares(now=now)
    Story.objects.filter(id=story.id).update(stream=tell("HR", "https://nordlys.example/b").stream)
    with transaction.atomic():
        record(facts.STORY_CHANGED, organisation_id=cast.nordlys.id, actor_id=cast.bo.id, subject_id=story.id, at=now)
    share_actions.count_shares(now=now + dt.timedelta(minutes=10))
    hr = str(Stream.objects.get(name="HR").id)
    assert shared_in(cast.nordlys.id, "ever", EVER).groups["stream"] == {hr: Brought(10)}


def test_shares_without_counting_are_left_out_and_said_from_the_floor_on(cast, crowd, tell, share, now):
    story = tell("News", "https://nordlys.example/a")
    for number, person in enumerate(crowd):
        share(person, story, visitors=0 if number == 9 else 2, counted=number < 9)
    share_actions.count_shares(now=now)
    found = shared_in(cast.nordlys.id, "ever", EVER)
    assert (found.whole, found.uncounted) == (Brought(9, 18, 36, 0, 9), 0), "one colleague chose so"
    for person in crowd[:8]:
        share(person, story, channel="x", counted=False)
    share_actions.count_shares(now=now + dt.timedelta(minutes=10))
    assert shared_in(cast.nordlys.id, "ever", EVER).uncounted == 9


def test_nothing_is_kept_about_fewer_than_the_floor(cast, crowd, tell, share, now):
    story = tell("News", "https://nordlys.example/a")
    for person in crowd[:7]:
        share(person, story, visitors=1)
    share_actions.count_shares(now=now)
    assert rows(cast.nordlys) == []
    assert shared_in(cast.nordlys.id, "ever", EVER) is None
    Organisation.objects.filter(id=cast.nordlys.id).update(group_floor=5)
    share_actions.count_shares(now=now + dt.timedelta(minutes=10))
    assert shared_in(cast.nordlys.id, "ever", EVER).whole.shares == 7, "a new floor counts from then on"


def test_an_older_count_never_replaces_a_newer_one(cast, crowd, tell, share, now):
    story = tell("News", "https://nordlys.example/a")
    for person in crowd:
        share(person, story, visitors=1)
    share_actions.count_shares(now=now)
    newer = rows(cast.nordlys)
    share.come(Share.objects.first().link_id, 5)
    assert share_actions.count_shares(now=now - dt.timedelta(minutes=1)) == 1
    assert rows(cast.nordlys) == newer


def test_a_crash_while_writing_leaves_the_old_rows(cast, crowd, tell, share, now, monkeypatch):
    story = tell("News", "https://nordlys.example/a")
    for person in crowd:
        share(person, story, visitors=1)
    share_actions.count_shares(now=now)
    old = rows(cast.nordlys)
    share.come(Share.objects.first().link_id, 5)
    insert = share_actions.insert_new

    def crash(table, found, *, columns):
        insert(table, found[:1], columns=columns)
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(share_actions, "insert_new", crash)
    with pytest.raises(RuntimeError):
        share_actions.count_shares(now=now + dt.timedelta(minutes=10))
    assert rows(cast.nordlys) == old
    monkeypatch.undo()
    assert share_actions.count_shares(now=now + dt.timedelta(minutes=20)) == 1
    assert rows(cast.nordlys) != old


def test_more_shares_need_no_more_queries(cast, crowd, tell, share, now):
    def queries_of_a_count(moment):
        with CaptureQueriesContext(connection) as asked:
            share_actions.count_shares(now=moment)
        return len([query for query in asked if "INSERT INTO stats_sharetally" not in query["sql"]])

    for person in crowd:
        share(person, tell("News", "https://nordlys.example/a"))
    few = queries_of_a_count(now)
    for number in range(5):
        story = tell(f"Stream {number}", f"https://host{number}.example/", topics=("wind",))
        for person in crowd:
            share(person, story, visitors=1)
    SharesCounted.objects.exclude(organisation_id=cast.nordlys.id).delete()
    assert queries_of_a_count(now + dt.timedelta(minutes=10)) <= few


def test_the_command_counts_now(cast, capsys):
    call_command("stats_shares")
    assert capsys.readouterr().out == "Shares of 2 organisations counted.\n"
