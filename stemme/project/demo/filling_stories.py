"""The demo's streams, stories, feeds and guidelines."""

from __future__ import annotations

import datetime as dt

from stemme.feed.models import Interest
from stemme.library.models import ShareText, Source, SourceItem, Story, StoryText, Stream, Topic
from stemme.project.demo.company import STREAMS, TOPICS
from stemme.project.demo.filling_guidelines import make_guidelines
from stemme.project.demo.history import interests_of
from stemme.project.demo.inbox import FEEDS
from stemme.project.demo.stage import Stage, moment
from stemme.project.demo.stories import DemoStory


def make_stories(stage: Stage) -> None:
    """Everything there is to read."""
    topics = {
        slug: Topic.objects.create(organisation=stage.organisation, slug=slug, names=names, scene=slug)
        for slug, names in TOPICS.items()
    }
    streams = {
        name: Stream.objects.create(
            organisation=stage.organisation, name=name, owner=stage.by_address[owner], outside=outside
        )
        for name, (owner, outside) in STREAMS.items()
    }
    for plan in stage.stories:
        _make_story(stage, plan, streams[plan.stream], topics[plan.topic])
    Interest.objects.bulk_create(
        Interest(organisation=stage.organisation, person=stage.person_of[p.number], topic=topics[slug], since=stage.now)
        for p in stage.plan
        if p.joined
        for slug in interests_of(p)
    )
    make_guidelines(stage)
    _make_inbox(stage, streams)


def _make_story(stage: Stage, plan: DemoStory, stream: Stream, topic: Topic) -> None:
    start = moment(plan.start, 7, 45) if plan.start else None
    before_now = min(start or stage.now, stage.now)
    story = Story.objects.create(
        organisation=stage.organisation,
        stream=stream,
        kind=plan.kind,
        language=plan.language,
        target_url=plan.target_url,
        source_name=plan.source,
        reading_minutes=plan.minutes,
        priority=plan.priority,
        created_by=stream.owner,
        created_at=before_now - dt.timedelta(days=1),
        updated_at=before_now,
        published_at=before_now if start else None,
        starts_at=start,
        ends_at=moment(plan.end, 23, 59) if plan.end else None,
        embargo_until=moment(plan.embargo, 7) if plan.embargo else None,
        audience_places=list(plan.places),
    )
    plan.id = story.id
    story.topics.set([topic])
    story.audience_teams.set([stage.teams[name, ""] for name in plan.divisions])
    StoryText.objects.bulk_create(
        StoryText(story=story, language=t["lang"], title=t["title"], summary=t["summary"], body=t.get("body", ""))
        for t in plan.texts
    )
    ShareText.objects.bulk_create(
        ShareText(story=story, language=s["lang"], tone=s["tone"], text=s["text"], position=n)
        for n, s in enumerate(plan.share)
    )


def _make_inbox(stage: Stage, streams: dict[str, Stream]) -> None:
    """Feeds with what came in last. Their hosts are invented, so the next reading lies a day ahead."""
    read_at = stage.now - dt.timedelta(minutes=20)
    for feed in FEEDS:
        source = Source.objects.create(
            organisation=stage.organisation,
            stream=streams[feed.stream],
            url=feed.url,
            title=feed.title,
            fetched_at=read_at,
            next_fetch_at=stage.now + dt.timedelta(days=1),
            interval_minutes=24 * 60,
            readings=[{"at": read_at.isoformat(), "new": len(feed.items), "left_out": 0, "error": ""}],
        )
        SourceItem.objects.bulk_create(
            SourceItem(
                organisation=stage.organisation,
                stream_id=source.stream_id,
                source=source,
                guid=item.url,
                url=item.url,
                title=item.title,
                summary=item.summary,
                language=feed.language,
                published_at=stage.now - dt.timedelta(hours=item.hours_ago),
                found_at=read_at,
            )
            for item in feed.items
        )
