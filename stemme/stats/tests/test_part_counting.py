"""The random parts of the people: counted again they are the same, they go after a year, damage is seen."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.models import F

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.journal.models import Fact
from stemme.library.models import Story, Stream
from stemme.stats import actions
from stemme.stats.agreement_queries import disagreements
from stemme.stats.forgetting_actions import forget_old
from stemme.stats.models import StoryFigures, StoryPart
from stemme.stats.part_actions import rebuild_parts

Rows = list[tuple[int, ...]]


def rows(org: int) -> Rows:
    found = StoryPart.objects.filter(organisation_id=org).order_by("story_id", "part")
    return list(found.values_list("story_id", "part", "offered", "involved"))


@pytest.fixture
def stories(cast: SimpleNamespace, now: dt.datetime) -> list[int]:
    """A young story and one of two years ago, offered to three, done something with by two, several times."""
    stream = Stream.objects.create(organisation=cast.nordlys, name="News")
    made = [
        Story.objects.create(
            organisation=cast.nordlys, stream=stream, language="nb", target_url="https://nordlys.example/",
            starts_at=at, published_at=at,
        ).pk
        for at in (now - dt.timedelta(days=3), now - dt.timedelta(days=800))
    ]  # fmt: skip
    with transaction.atomic():
        for story in made:
            for person in (cast.cleo, cast.dan, cast.bo):
                _fact(facts.STORY_OFFERED, cast, person, story, now)
            for kind in (facts.STORY_READ, facts.STORY_SHARED, facts.STORY_READ):
                _fact(kind, cast, cast.cleo, story, now)
            _fact(facts.STORY_SAVED, cast, cast.dan, story, now)
    while actions.read_facts(now=now + dt.timedelta(minutes=5)):
        pass
    return made


def _fact(kind: str, cast: SimpleNamespace, person: SimpleNamespace, story: int, now: dt.datetime) -> None:
    record(kind, organisation_id=cast.nordlys.id, actor_id=person.id, subject_id=story, at=now)


def test_counted_again_they_are_the_same(cast: SimpleNamespace, stories: list[int]) -> None:
    org = cast.nordlys.id
    before = rows(org)
    assert sum(row[2] for row in before) == 6 and sum(row[3] for row in before) == 4
    StoryPart.objects.filter(organisation_id=org).update(offered=F("offered") + 5)
    assert disagreements(org) == [f"the random parts of 2 stories come to more than the story, first of {stories[0]}"]
    assert rebuild_parts(org) == 2
    assert rows(org) == before and disagreements(org) == []
    assert rebuild_parts(org) == 2 and rows(org) == before


def test_a_story_whose_facts_are_gone_keeps_what_was_counted(cast: SimpleNamespace, stories: list[int]) -> None:
    org = cast.nordlys.id
    before = rows(org)
    told = Fact.objects.filter(organisation=cast.nordlys, subject_id=stories[1])
    kept_no_longer = told.exclude(kind=facts.STORY_OFFERED)
    kept_no_longer._raw_delete("default")
    assert rebuild_parts(org) == 1 and rows(org) == before


def test_parts_of_old_stories_go_and_their_figures_stay(
    cast: SimpleNamespace, stories: list[int], now: dt.datetime
) -> None:
    org = cast.nordlys.id
    forget_old(now=now)
    assert {row[0] for row in rows(org)} == {stories[0]}
    assert StoryFigures.objects.get(organisation_id=org, story_id=stories[1]).offered == 3
    assert disagreements(org) == []
