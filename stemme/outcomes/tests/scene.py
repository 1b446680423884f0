"""A goal, a door, and clicks on colleagues' links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from stemme.library.models import Story, Stream
from stemme.links.actions import make_link
from stemme.links.cards import Card
from stemme.links.click_key_actions import look_after_click_keys
from stemme.links.click_queries import click_id_for
from stemme.links.queries import LinkRow
from stemme.outcomes.actions.conversions import Recorded, record_conversion
from stemme.outcomes.models import Door, Goal


@dataclass
class Scene:
    """Nordlys with two streams, a story in each, and the goal "leads"."""

    cast: SimpleNamespace
    now: dt.datetime
    goal: Goal = field(init=False)
    door: Door = field(init=False)
    stories: list[Story] = field(init=False)

    def __post_init__(self) -> None:
        for days in (0, 31):
            look_after_click_keys(now=self.now - dt.timedelta(days=days))
        ours = self.cast.nordlys
        self.stories = [
            Story.objects.create(
                organisation=ours, stream=Stream.objects.create(organisation=ours, name=name), language="en",
                target_url="https://www.nordlys.example/", published_at=self.now, starts_at=self.now,
            )
            for name in ("Heat", "Careers")
        ]  # fmt: skip
        self.door = Door.objects.create(organisation=ours, kind="api", name="CRM", code="crm")
        self.goal = self.make_goal("leads")

    def make_goal(self, key: str, **more: Any) -> Goal:
        """A goal from the beginning of the year."""
        first_day = dt.date(2026, 1, 1)
        return Goal.objects.create(
            organisation=self.cast.nordlys, name=key.title(), kind="lead", key=key, first_day=first_day, **more
        )

    def link(self, person: Any, *, story: int = 0, channel: str = "linkedin") -> LinkRow:
        """The person's link to one of the stories."""
        return make_link(
            organisation_id=self.cast.nordlys.id, person_id=person.id, story_id=self.stories[story].id,
            channel=channel, card=Card(language="en", url="https://www.nordlys.example/", title="A page"), now=self.now,
        )  # fmt: skip

    def click(self, link: LinkRow, *, days_ago: float = 1) -> str:
        """What a visitor brings along who clicked so long ago."""
        return click_id_for(link.id, self.now - dt.timedelta(days=days_ago))

    def record(self, event: str, click_ids: Sequence[str], **more: Any) -> Recorded:
        """Take an event that happened now."""
        given: dict[str, Any] = {
            "organisation_id": self.cast.nordlys.id, "door_id": self.door.id, "goal_key": "leads",
            "occurred_at": self.now, "value": None, "body": event.encode(), "now": self.now,
        }  # fmt: skip
        return record_conversion(**{**given, "event_id": event, "click_ids": click_ids, **more})
