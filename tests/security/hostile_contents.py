"""Run as a program in a house: an organisation whose every name means harm; prints a session and what to look at.

Rows are written past all forms, so that the pages are tried with what cleaning would have taken out.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from stemme.library.models import Stream
    from stemme.people.models import Organisation, Person


def fill() -> dict[str, object]:
    """The organisation, its owner, people, streams and stories; a session of the owner."""
    django.setup()
    from django.utils import timezone

    from stemme.kit.tenancy import across_organisations
    from stemme.library.models import Story, StoryText, Stream
    from stemme.people.models import Organisation, Person, RoleGrant, Team
    from tests.cast import open_session
    from tests.security.naughty import WORST, chunks

    now = timezone.now()
    with across_organisations("a test makes an organisation beside the others"):
        organisation = Organisation.objects.create(slug="hostile", name=WORST[:120], mail_domain="hostile.example")
        team = Team.objects.create(organisation=organisation, name=WORST[:80])
        names = [text.replace("\0", "") for text in chunks(75)]
        people = [
            Person(
                organisation=organisation, team=team, email=f"p{number}@hostile.example", given_name=text,
                family_name=text, invited_at=now, joined_at=now,
            )
            for number, text in enumerate(names)
        ]  # fmt: skip
        Person.objects.bulk_create(people)
        boss = Person.objects.get(organisation=organisation, email="p0@hostile.example")
        RoleGrant.objects.create(organisation=organisation, person=boss, role="owner")
        stream = Stream.objects.create(organisation=organisation, name=WORST[:80], owner=boss)
        stories = []
        for title in chunks(280):
            story = Story.objects.create(
                organisation=organisation, stream=stream, language="en", target_url="https://hostile.example/a",
                source_name=WORST[:100], created_by=boss, published_at=now, starts_at=now,
            )  # fmt: skip
            words = title.replace("\0", "")
            StoryText.objects.create(story=story, language="en", title=words, summary=words, why=words)
            stories.append(story.pk)
        _studio(organisation, boss, stream, stories[0])
        return {"session": open_session(boss.pk), "story": stories[-1], "drafted": stories[0], "stream": stream.pk}


def _studio(organisation: Organisation, boss: Person, stream: Stream, story_id: int) -> None:
    """The desk of the studio: a draft with versions and a look asked for, a campaign, a stop, an inbox, a file."""
    from django.utils import timezone

    from stemme.library.models import Campaign, Pause, Review, ShareText, Source, SourceItem, Story, Version
    from stemme.media.models import Asset
    from tests.security.naughty import WORST

    now = timezone.now()
    campaign = Campaign.objects.create(organisation=organisation, name=WORST[:80])
    story = Story.objects.get(id=story_id)
    Story.objects.filter(id=story_id).update(published_at=None, starts_at=None, campaign=campaign, place=WORST[:120])
    ShareText.objects.create(story=story, language="en", tone="personal", text=WORST)
    Version.objects.create(story=story, number=1, content={}, changed=["texts"], saved_by=boss)
    Review.objects.create(story=story, revision=1, asked_by=boss, note=WORST)
    Pause.objects.create(organisation=organisation, story_id=story_id, reason=WORST, began_by=boss)
    source = Source.objects.create(
        organisation=organisation, stream=stream, url="https://hostile.example/feed", title=WORST, error="unreadable",
        next_fetch_at=now + dt.timedelta(days=300),
    )  # fmt: skip
    for number, (origin, of) in enumerate((("feed", source), ("proposal", None), ("mail", None))):
        SourceItem.objects.create(
            organisation=organisation, stream=stream, source=of, origin=origin, guid=str(number), title=WORST,
            summary=WORST, author=WORST, url="https://hostile.example/a", text=WORST if of is None else "",
            sentence=WORST if of is None else "", proposed_by=boss if of is None else None,
        )  # fmt: skip
    Asset.objects.create(
        organisation=organisation, kind="document", file="assets/none.pdf", name=WORST, alt=WORST,
        content_type="application/pdf", size=1, fingerprint="0" * 64, created_by=boss,
    )  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fill()) + "\n")
