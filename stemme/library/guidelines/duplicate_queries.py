"""Whether somebody tells the same story already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q

from stemme.library.addresses_of_pages import tidy
from stemme.library.guidelines.likeness import SAME_STORY, likeness, sequences
from stemme.library.models import Story, StoryText
from stemme.library.studio_queries import works_in
from stemme.people.viewer import Viewer

#: The newest so many titles are compared; older ones are hardly read any more.
_NEWEST = 1_000
#: Shown at most.
_MOST = 3
#: The titles of what is live are compared each time anybody opens an editor.
_known = lru_cache(maxsize=_NEWEST)(sequences)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another story that leads to the same page (``same``) or has a title like this one's.

    ``story_id`` is None and the words are empty where the viewer may not work: then only that there is one is said.
    """

    same: bool
    story_id: int | None
    title: str
    language: str
    stream: str


def duplicates(
    viewer: Viewer, story_id: int, *, url: str, titles: Mapping[str, str], now: dt.datetime
) -> list[Duplicate]:
    """Live and planned stories that may be the same, those with the same address first. One query.

    Drafts of the streams the viewer may work in count, too; those of others are nobody's business yet.
    """
    address, wanted = tidy(url), {code: sequences(title) for code, title in titles.items()}
    found: dict[int, tuple[bool, float, Duplicate]] = {}
    for one in _others(viewer, story_id, now):
        own = works_in(viewer, one.stream_id)
        same = bool(address) and one.target == address
        alike = likeness(_known(one.title), wanted[one.language]) if one.language in wanted else 0.0
        told_before = one.story_id in found and found[one.story_id][1] >= alike
        if told_before or not (one.published or own) or not (same or alike >= SAME_STORY):
            continue
        row = Duplicate(same, one.story_id, one.title, one.language, one.stream)
        found[one.story_id] = (same, alike, row if own else Duplicate(same, None, "", "", ""))
    ranked = sorted(found.values(), key=lambda pair: (not pair[0], -pair[1]))
    rows = [row for _same, _alike, row in ranked]
    return list(dict.fromkeys(rows))[:_MOST]


class _Other(NamedTuple):
    story_id: int
    stream_id: int
    published: dt.datetime | None
    target: str
    language: str
    title: str
    stream: str


def _others(viewer: Viewer, story_id: int, now: dt.datetime) -> list[_Other]:
    running = Q(withdrawn_at=None, archived_at=None) & (Q(ends_at=None) | Q(ends_at__gt=now))
    stories = Story.objects.filter(running, organisation_id=viewer.organisation_id).exclude(id=story_id)
    texts = StoryText.objects.filter(story__organisation_id=viewer.organisation_id, story__in=stories.values("id"))
    rows = texts.order_by("-story_id", "id").values_list(
        "story_id", "story__stream_id", "story__published_at", "story__target_url", "language", "title",
        "story__stream__name",
    )  # fmt: skip
    return [_Other(*row) for row in rows[:_NEWEST]]
