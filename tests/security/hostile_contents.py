"""Run as a program in a house: an organisation whose every name means harm; prints a session and what to look at.

Rows are written past all forms, so that the pages are tried with what cleaning would have taken out.
"""

from __future__ import annotations

import json
import sys

import django


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
        return {"session": open_session(boss.pk), "story": stories[-1]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fill()) + "\n")
