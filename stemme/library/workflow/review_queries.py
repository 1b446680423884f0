"""Looks that were asked for: what is open, what was answered, what a stream wants before a story goes out."""

from __future__ import annotations

from django.db.models import F, Q

from stemme.library.desk_models import APPROVED
from stemme.library.models import Review, Story


def needs_look(story: Story) -> bool:
    """True when the stream asks for a look and nobody else has approved this very revision.

    Somebody else: neither who asked nor who saved this revision.
    """
    return story.stream.review and not has_look(story)


def has_look(story: Story) -> bool:
    """True when somebody other than who asked, and than who saved it, has approved the story as it is now."""
    savers = story.versions.filter(number=story.revision).values("saved_by_id")
    return (
        Review.objects.filter(story=story, revision=story.revision, verdict=APPROVED)
        .filter(Q(asked_by=None) | ~Q(answered_by=F("asked_by")))
        .exclude(answered_by=None)
        .exclude(answered_by__in=savers)
        .exists()
    )
