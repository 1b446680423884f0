"""Figures of October and November 2026 for the cast's Nordlys, counted by the product itself."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.library.models import Story, StoryText, Stream
from stemme.links import actions as links
from stemme.links.cards import Card
from stemme.links.models import ClickInbox
from stemme.people.models import Person
from stemme.sharing.models import Share
from stemme.stats import actions
from stemme.stats.models import Invited

OCTOBER = dt.datetime(2026, 10, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def clock(monkeypatch, now):
    """The pages' own clock stands at the tests' Thursday in November."""
    monkeypatch.setattr("stemme.dashboard.views.pages.timezone.now", lambda: now)
    monkeypatch.setattr("stemme.people.middleware.timezone.now", lambda: now)
    return now


@pytest.fixture
def crowd(cast):
    """Ten more colleagues in Offshore wind."""
    return [
        Person.objects.create(
            organisation=cast.nordlys,
            team=cast.wind,
            email=f"crowd{n}@nordlys.example",
            given_name=f"Crowd{n}",
            family_name="Person",
            invited_at=OCTOBER - dt.timedelta(days=90),
            joined_at=OCTOBER - dt.timedelta(days=90),
        )
        for n in range(10)
    ]


@pytest.fixture
def tell(cast):
    """``tell(number)``: that many more live stories."""

    def make(number, *, started=OCTOBER - dt.timedelta(days=10)):
        stream, _ = Stream.objects.get_or_create(organisation=cast.nordlys, name="News")
        made = []
        for n in range(number):
            story = Story.objects.create(
                organisation=cast.nordlys,
                stream=stream,
                language="nb",
                target_url=f"https://nordlys.example/{n}",
                published_at=started,
                starts_at=started,
            )
            StoryText.objects.create(story=story, language="nb", title=f"Historie {n}")
            made.append(story)
        return made

    return make


@pytest.fixture
def deed(cast):
    """``deed(kind, person, story, at)`` writes a fact as the product does."""

    def write(kind, person, story, at=OCTOBER):
        with transaction.atomic():
            record(kind, organisation_id=person.organisation_id, actor_id=person.id, subject_id=story.id, at=at)

    return write


@pytest.fixture
def share(cast, deed):
    """``share(person, story, clicks=…, robots=…, at=…)``: a share and what came of it, not yet rolled up."""

    def make(person, story, *, channel="linkedin", clicks=0, robots=0, at=OCTOBER):
        card = Card("nb", "https://nordlys.example/", "Title", "", "", "Nordlys")
        link = links.make_link(
            organisation_id=cast.nordlys.id, person_id=person.id, story_id=story.id, channel=channel, card=card,
            now=at - dt.timedelta(hours=1),
        )  # fmt: skip
        clicked = int(at.timestamp() * 1000) - (1 + link.id % 100) * 15_000  # apart, or it looks like a scanner
        Share.objects.create(
            organisation=cast.nordlys,
            person=person,
            story=story,
            link_id=link.id,
            channel=channel,
            language="nb",
            shared_at=at,
        )
        deed(facts.STORY_SHARED, person, story, at)
        for n in range(clicks + robots):
            ClickInbox.objects.create(
                organisation_id=cast.nordlys.id,
                link_id=link.id,
                at=clicked,
                hit="human" if n < clicks else "bot",
                visitor=person.id * 1000 + n if n < clicks else None,
            )
        return link

    return make


@pytest.fixture
def count(cast, now):
    """Roll everything up, and write down who is invited, in October and November."""

    def roll():
        while actions.roll_up(now=now):
            pass
        while actions.read_facts(now=now):
            pass
        Invited.objects.all().delete()
        for moment in (OCTOBER, now):
            actions.snapshot_invited(now=moment)

    return roll
