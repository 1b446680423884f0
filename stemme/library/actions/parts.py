"""What hangs on a story: texts, share texts, topics, teams. Checked against the organisation, written as a whole."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from stemme.library.content import Content
from stemme.library.models import Campaign, ShareText, Story, StoryText, Stream, Topic
from stemme.media import queries as media
from stemme.people import queries as people
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer

_PLAIN = (
    "stream_id",
    "language",
    "target_url",
    "kind",
    "source_name",
    "picture_alt",
    "asset_id",
    "campaign_id",
    "goal",
    "place",
    "happens_at",
    "happens_until",
    "reading_minutes",
    "evergreen",
    "priority",
    "starts_at",
    "embargo_until",
    "ends_at",
)


def check_parts(actor: Viewer, content: Content, *, in_stream: int | None = None) -> bool:
    """True when topics, teams, campaign and file are the organisation's own, and the actor may write in the stream.

    A stream that was put away takes no story but those it has: ``in_stream`` is where the story is already.
    """
    organisation_id = actor.organisation_id
    open_or_own = Q(archived_at=None) | Q(id=in_stream)
    streams = Stream.objects.filter(in_own_streams(actor, "id"), open_or_own, organisation_id=organisation_id)
    stream = streams.filter(id=content.stream_id)
    topics = Topic.objects.filter(organisation_id=organisation_id, id__in=content.topic_ids)
    named = content.audience.team_ids | content.audience.without_team_ids
    teams = {team.id for team in people.teams(organisation_id)} if named else frozenset()
    campaign = Campaign.objects.filter(organisation_id=organisation_id, id=content.campaign_id or 0)
    return (
        stream.exists()
        and topics.count() == len(content.topic_ids)
        and named <= teams
        and (content.campaign_id is None or campaign.exists())
        and (content.asset_id is None or media.asset(organisation_id, content.asset_id) is not None)
    )


def in_own_streams(actor: Viewer, field: str) -> Q:
    """What lies in the streams that the actor may write in; ``field`` names the stream's id."""
    own = actor.streams_for(WRITE_STORIES)
    return Q() if own is None else Q(**{f"{field}__in": own})


def save_parts(story: Story, content: Content, *, now: dt.datetime) -> None:
    """Write a story and everything that hangs on it. Call inside a transaction."""
    for name in _PLAIN:
        setattr(story, name, getattr(content, name))
    story.picture_focus_x, story.picture_focus_y = content.picture_focus
    story.audience_languages = sorted(content.audience.languages)
    story.audience_places = sorted(content.audience.places)
    story.without_languages = sorted(content.audience.without_languages)
    story.without_places = sorted(content.audience.without_places)
    story.updated_at = now
    story.save()
    story.topics.set(content.topic_ids)
    story.audience_teams.set(content.audience.team_ids)
    story.without_teams.set(content.audience.without_team_ids)
    story.texts.exclude(language__in=content.texts).delete()
    for language, words in content.texts.items():
        StoryText.objects.update_or_create(
            story=story,
            language=language,
            defaults={
                "title": words.title,
                "summary": words.summary,
                "why": words.why,
                "body": words.body,
                "angles": "\n".join(words.angles),
            },
        )
    kept = [text for text in content.share_texts if text.text.strip()]
    story.share_texts.all().delete()
    ShareText.objects.bulk_create(
        ShareText(
            story=story,
            language=text.language,
            tone=text.tone,
            channel=text.channel,
            text=text.text.strip(),
            position=position,
        )
        for position, text in enumerate(kept)
    )
