"""Stories for tests."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from stemme.library.models import Story, StoryText, Stream, Topic


def make_story(cast: SimpleNamespace, title: str, **changes: object) -> Story:
    """A live story of Nordlys that began a day before ``now``; ``languages``, ``topics``, ``teams``, ``outside``,
    ``body`` and the fields of a story may be given."""
    languages = changes.pop("languages", ("nb",))
    topics, teams = changes.pop("topics", ()), changes.pop("teams", ())
    body = changes.pop("body", "")
    outside = bool(changes.pop("outside", False))
    organisation = changes.pop("organisation", cast.nordlys)
    name = changes.pop("stream", "From outside" if outside else "News")
    stream, _ = Stream.objects.get_or_create(organisation=organisation, name=name, defaults={"outside": outside})
    begins = cast.now - dt.timedelta(days=1)
    values = {"published_at": begins, "starts_at": begins, "language": languages[0], "reading_minutes": 2} | changes
    slug = title.lower().replace(" ", "-")
    story = Story.objects.create(
        organisation=organisation, stream=stream, target_url=f"https://nordlys.example/{slug}", **values
    )
    for language in languages:
        StoryText.objects.create(
            story=story, language=language, title=f"{title} ({language})", summary=f"About {title}", body=body
        )
    for slug in topics:
        topic, _ = Topic.objects.get_or_create(
            organisation=organisation, slug=slug, defaults={"names": {"en": slug.title(), "nb": f"{slug.title()} (nb)"}}
        )
        story.topics.add(topic)
    story.audience_teams.add(*teams)
    return story
