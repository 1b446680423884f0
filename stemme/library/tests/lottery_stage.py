"""A story that a lottery can be drawn over."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from stemme.library.models import Campaign, Story, StoryText, Stream


def make_story(cast: SimpleNamespace, *, campaign: Campaign | None = None) -> Story:
    """A live story of Nordlys for everybody."""
    stream, _ = Stream.objects.get_or_create(organisation=cast.nordlys, name="Wind")
    story = Story.objects.create(
        organisation=cast.nordlys, stream=stream, language="en", target_url="https://nordlys.example/1",
        published_at=cast.now, starts_at=cast.now - dt.timedelta(days=1), campaign=campaign,
    )  # fmt: skip
    StoryText.objects.create(story=story, language="en", title="Turbines in autumn")
    return story
