"""How far shares went: what pages read equals the pure count of rows; too few people are never shown."""

import datetime as dt

import pytest

from stemme.journal import facts
from stemme.library.models import Story, StoryText, Stream
from stemme.library.shared_how_far import how_far
from stemme.links import actions as links
from stemme.links.cards import Card
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.sharing import posted_actions
from stemme.sharing.ladder_queries import Ladder
from stemme.sharing.models import Share
from stemme.sharing.queries import share_of
from stemme.stats import ladder_queries, share_actions
from stemme.stats.buckets import EVER
from stemme.stats.models import Tally

pytestmark = pytest.mark.django_db
OCTOBER = dt.datetime(2026, 10, 7, 9, tzinfo=dt.UTC)


@pytest.fixture
def scene(cast, now):
    """Twelve people share one story (three of them a second one), some posted, some had visitors; one uncounted."""
    stream = Stream.objects.create(organisation=cast.nordlys, name="News")
    stories = [
        Story.objects.create(
            organisation=cast.nordlys, stream=stream, language="nb", target_url=f"https://nordlys.example/{n}",
            published_at=OCTOBER, starts_at=OCTOBER,
        )
        for n in range(2)
    ]  # fmt: skip
    for story in stories:
        StoryText.objects.create(story=story, language="nb", title=f"Historie {story.id}")
    people = [
        Person.objects.create(
            organisation=cast.nordlys, team=cast.wind, email=f"crowd{n}@nordlys.example", joined_at=now
        )
        for n in range(12)
    ]  # fmt: skip
    for number, person in enumerate(people):
        for story in stories if number < 3 else stories[:1]:
            _share(cast, person, story, number)
    share_actions.count_shares(now=now)
    return stories, people


def _share(cast, person, story, number):
    link = links.make_link(
        organisation_id=cast.nordlys.id, person_id=person.id, story_id=story.id, channel="linkedin",
        card=Card("nb", story.target_url, "Title", "", "", ""), counted=number != 11, now=OCTOBER,
    )  # fmt: skip
    Share.objects.create(
        organisation=cast.nordlys, person=person, story=story, link_id=link.id, channel="linkedin", language="nb",
        shared_at=OCTOBER + dt.timedelta(minutes=number), posted=(True, None, False)[number % 3],
    )  # fmt: skip
    if number % 4 == 0:
        Tally.objects.create(
            organisation_id=cast.nordlys.id, dimension="link", grain="total", start=EVER, key=link.id, visitors=2
        )


def counted(shares):
    """The pure count: rows, those posted, those whose link had a visitor."""
    visited = set(Tally.objects.filter(dimension="link", visitors__gt=0).values_list("key", flat=True))
    rows = list(shares)
    return Ladder(len(rows), sum(row.posted is True for row in rows), sum(row.link_id in visited for row in rows))


def test_stories_and_all_stretches_equal_the_count_of_rows(cast, scene):
    stories, _people = scene
    org = cast.nordlys.id
    rows = Share.objects.filter(organisation=cast.nordlys, link__counted=True)
    first = counted(rows.filter(story=stories[0]))
    assert first == Ladder(11, 4, 3)
    found = ladder_queries.ladder_of_stories(org, [story.id for story in stories])
    assert found == {}, "the second story is of three people: alone it would be all minus the first"
    Share.objects.filter(story=stories[1]).delete()
    share_actions.SharesCounted.objects.all().delete()
    share_actions.count_shares(now=OCTOBER)
    assert ladder_queries.ladder_of_stories(org, [story.id for story in stories]) == {stories[0].id: first}
    assert how_far(org, [stories[0].id]) == {stories[0].id: first}, "what the studio reads"
    for grain, start in (
        ("week", dt.date(2026, 10, 5)), ("month", dt.date(2026, 10, 1)), ("quarter", dt.date(2026, 10, 1)),
        ("year", dt.date(2026, 1, 1)), ("ever", EVER),
    ):  # fmt: skip
        assert ladder_queries.ladder_of_all(org, grain, start) == first, grain
    assert ladder_queries.ladder_of_all(org, "week", dt.date(2026, 10, 12)) is None


def test_ones_own_equals_the_count_of_rows_in_one_query(cast, scene, django_assert_num_queries):
    _stories, people = scene
    for person in people[:4]:
        with django_assert_num_queries(1):
            found = ladder_queries.ladder_of(cast.nordlys.id, person.id)
        assert found == counted(Share.objects.filter(organisation=cast.nordlys, person=person))
    late = OCTOBER + dt.timedelta(days=1)
    assert ladder_queries.ladder_of(cast.nordlys.id, people[0].id, since=late) == Ladder()
    assert ladder_queries.ladder_of(cast.other.id, people[0].id) == Ladder()


def test_an_answer_is_counted_on_the_next_run_and_a_no_looks_like_silence(cast, scene, now):
    stories, people = scene
    Share.objects.filter(story=stories[1]).delete()
    share_actions.SharesCounted.objects.all().delete()
    share_actions.count_shares(now=now)
    org, month = cast.nordlys.id, dt.date(2026, 10, 1)
    before = ladder_queries.ladder_of_all(org, "month", month)
    silent = people[1]
    actor = viewer(silent.id, scope="employee")
    share = share_of(org, silent.id, story_id=stories[0].id, channel="linkedin")
    posted_actions.say_posted(actor=actor, share=share, posted=False, now=now)
    share_actions.count_shares(now=now + dt.timedelta(minutes=10))
    assert ladder_queries.ladder_of_all(org, "month", month) == before
    posted_actions.say_posted(actor=actor, share=share, posted=True, now=now)
    assert share_actions.count_shares(now=now + dt.timedelta(minutes=20)) >= 1, facts.SHARE_POSTED
    after = ladder_queries.ladder_of_all(org, "month", month)
    assert after == Ladder(before.opened, before.posted + 1, before.visited)


def test_fewer_people_than_the_floor_are_nothing(cast, scene, now):
    stories, people = scene
    Share.objects.exclude(person__in=people[:5]).delete()
    share_actions.SharesCounted.objects.all().delete()
    share_actions.count_shares(now=now)
    assert ladder_queries.ladder_of_all(cast.nordlys.id, "ever", EVER) is None
    assert ladder_queries.ladder_of_stories(cast.nordlys.id, [stories[0].id]) == {}
