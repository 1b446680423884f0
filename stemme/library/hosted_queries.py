"""What the public may read of a story."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.library import queries
from stemme.library.models import Story
from stemme.library.queries import StoryPage
from stemme.library.states import ENDED, LIVE
from stemme.media import queries as media
from stemme.media.queries import AssetRow
from stemme.people import queries as people


@dataclass(frozen=True, slots=True)
class PublicStory:
    """A story that visitors may see, with its uploaded file if it tells of one."""

    page: StoryPage
    organisation: str
    time_zone: str
    asset: AssetRow | None


def public_story(story_id: int, *, now: dt.datetime) -> PublicStory | None:
    """The story, once it may be shared; None before, and when it was withdrawn or is stopped. One that has ended stays:
    links keep working."""
    organisation_id = Story.objects.filter(id=story_id).values_list("organisation_id", flat=True).first()
    page = queries.story(organisation_id, story_id, now=now) if organisation_id else None
    if organisation_id is None or page is None or page.state not in {LIVE, ENDED} or not page.titles:
        return None
    if page.embargo_until is not None and page.embargo_until > now:
        return None
    house = people.organisation(organisation_id)
    file = media.asset(organisation_id, page.asset_id) if page.asset_id else None
    return PublicStory(page, house.name, house.time_zone, file if file is not None and file.url else None)
