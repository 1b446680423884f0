"""Newcomers begin with what the lead chose for them, as far as it reaches them, and go on with their own list."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from stemme.library.models import Story, StoryText
from stemme.onboarding.material_queries import first_stories
from stemme.people.queries import viewer
from stemme.waves.kit.actions import choose_stories
from tests.stage import make_history


def test_the_chosen_ones_come_first_and_only_to_whom_they_are_for(cast: SimpleNamespace) -> None:
    stories = make_history(cast).stories
    start = cast.now - dt.timedelta(days=90)
    other = Story.objects.create(
        organisation=cast.nordlys, stream=stories[0].stream, language="en", published_at=start, starts_at=start
    )
    StoryText.objects.create(story=other, language="en", title="The other one")
    lea, cleo = viewer(cast.lea.id, scope="employee"), viewer(cast.cleo.id, scope="employee")
    assert lea and cleo
    own = [row.story.id for row in first_stories(cleo, now=cast.now)]
    assert len(own) == 2 and other.id in own
    choose_stories(actor=lea, story_ids=[own[-1]], now=cast.now)
    assert [row.story.id for row in first_stories(cleo, now=cast.now)] == [own[-1], own[0]]
    Story.objects.get(pk=own[-1]).audience_teams.add(cast.grid)
    assert [row.story.id for row in first_stories(cleo, now=cast.now)] == [own[0]]
