"""People who share, and the clicks on what they shared: through the inbox and the real roll-up."""

import datetime as dt

import pytest

from stemme.library.models import Story, StoryText, Stream
from stemme.links import actions as links
from stemme.links.cards import Card
from stemme.links.models import ClickInbox
from stemme.people.models import Person
from stemme.scores import actions
from stemme.sharing.models import Share
from stemme.stats import actions as stats


@pytest.fixture
def tell(cast, now):
    """``tell()``: another story."""

    def make(title="A new turbine"):
        stream, _ = Stream.objects.get_or_create(organisation=cast.nordlys, name="News")
        story = Story.objects.create(
            organisation=cast.nordlys, stream=stream, kind="article", language="en",
            target_url="https://nordlys.example/a", published_at=now, starts_at=now,
        )  # fmt: skip
        StoryText.objects.create(story=story, language="en", title=title, summary="")
        return story

    return make


@pytest.fixture
def share(cast, tell, now):
    """``share(person, days=20, channel=…)``: a share of another story, so many days ago; its link."""

    def make(person, *, days=20, channel="linkedin", counted=True, story=None):
        at, story = now - dt.timedelta(days=days), story or tell()
        link = links.make_link(
            organisation_id=person.organisation_id, person_id=person.id, story_id=story.id, channel=channel,
            card=Card("en", story.target_url, "Title", "", "", ""), counted=counted, now=at,
        )  # fmt: skip
        Share.objects.create(
            organisation_id=person.organisation_id, person=person, story=story, link_id=link.id, channel=channel,
            language="en", shared_at=at,
        )  # fmt: skip
        return link

    return make


@pytest.fixture
def come(now):
    """``come(link, 12, hit="human")``: so many clicks by different visitors, rolled up; each a minute after the other,
    from its own network, so that no burst is seen in them."""
    visitors = iter(range(1, 1_000_000))

    def make(link, number, *, hit="human"):
        ClickInbox.objects.bulk_create(
            ClickInbox(
                organisation_id=link.organisation_id, link_id=link.id, hit=hit, visitor=(who := next(visitors)),
                place=who, at=int((now - dt.timedelta(minutes=10 + place)).timestamp() * 1000),
            )
            for place in range(number)
        )  # fmt: skip
        while stats.roll_up(now=now):
            pass

    return make


@pytest.fixture
def count(now):
    """``count()``: the nightly count."""
    return lambda days=0: actions.count_scores(now=now + dt.timedelta(days=days))


@pytest.fixture
def crowd(cast, now):
    """Ten more colleagues."""
    return [
        Person.objects.create(
            organisation=cast.nordlys, team=cast.wind, email=f"crowd{number}@nordlys.example", joined_at=now
        )
        for number in range(10)
    ]
