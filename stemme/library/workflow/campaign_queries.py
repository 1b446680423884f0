"""Campaigns, and the stories in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from stemme.library.models import Campaign, Story
from stemme.library.studio_queries import STANDING, Streams, state_now


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign with the number of its stories that the viewer may edit."""

    id: int
    name: str
    first_day: dt.date | None
    last_day: dt.date | None
    archived_at: dt.datetime | None
    stories: int = 0


@dataclass(frozen=True, slots=True)
class CampaignStory:
    """A story in a campaign."""

    id: int
    title: str
    language: str
    stream: str
    state: str
    starts_at: dt.datetime | None


def campaigns(organisation_id: int, *, own: Streams = None) -> list[CampaignRow]:
    """All campaigns, those put away last, then by their first day and name. Two queries."""
    stories = Story.objects.filter(organisation_id=organisation_id, campaign__isnull=False, archived_at=None)
    if own is not None:
        stories = stories.filter(stream_id__in=own)
    counted = dict(stories.order_by().values_list("campaign_id").annotate(Count("id")))
    rows = Campaign.objects.filter(organisation_id=organisation_id)
    found = [_row(row, counted.get(row.id, 0)) for row in rows]
    return sorted(found, key=lambda row: (row.archived_at is not None, row.first_day or dt.date.max, row.name))


def campaign(organisation_id: int, campaign_id: int) -> CampaignRow | None:
    """One campaign, or None when the organisation has no such."""
    row = Campaign.objects.filter(organisation_id=organisation_id, id=campaign_id).first()
    return _row(row, 0) if row else None


def campaign_names(organisation_id: int, *, also: int | None = None) -> list[tuple[int, str]]:
    """(id, name) of the campaigns to choose from, by name: those not put away, and ``also``."""
    here = Campaign.objects.filter(Q(archived_at=None) | Q(id=also), organisation_id=organisation_id)
    return list(here.order_by("name").values_list("id", "name"))


def stories_of(organisation_id: int, campaign_id: int, *, now: dt.datetime, own: Streams = None) -> list[CampaignStory]:
    """The stories of a campaign that the viewer may edit, the newest first. Two queries."""
    stories = Story.objects.filter(organisation_id=organisation_id, campaign_id=campaign_id, archived_at=None)
    if own is not None:
        stories = stories.filter(stream_id__in=own)
    rows = stories.annotate(**STANDING).select_related("stream").prefetch_related("texts").order_by("-id")
    found = []
    for story in rows:
        texts = sorted(story.texts.all(), key=lambda text: (text.language != story.language, text.id))
        title, language = (texts[0].title, texts[0].language) if texts else ("", story.language)
        state = state_now(story, now)
        found.append(CampaignStory(story.id, title, language, story.stream.name, state, story.starts_at))
    return found


def _row(campaign: Campaign, stories: int) -> CampaignRow:
    return CampaignRow(campaign.id, campaign.name, campaign.first_day, campaign.last_day, campaign.archived_at, stories)
