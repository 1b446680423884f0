"""What editors do with a story besides writing it: versions, looks asked for, words not saved yet, and pauses."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.people.models import Organisation, Person

#: What somebody who was asked to look says: it may go out, or something has to change first.
APPROVED, CHANGES = "approved", "changes"


def verdict_choices() -> list[tuple[str, str]]:
    """What may be answered."""
    return [(verdict, verdict) for verdict in (APPROVED, CHANGES)]


class Version(models.Model):
    """A story as it was after a saving. Its number is the story's revision then."""

    story = models.ForeignKey("library.Story", models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    #: Everything an editor decides, as versions.py writes it.
    content = models.JSONField()
    #: Names of the parts that differ from the version before.
    changed = models.JSONField(default=list, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="version_once")]


class Review(models.Model):
    """Somebody was asked to look at a story, and what they answered."""

    story = models.ForeignKey("library.Story", models.CASCADE, related_name="reviews")
    #: The story's revision that was shown.
    revision = models.PositiveIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Whose look is wanted; null: any colleague with the right to write in the stream.
    wanted = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    verdict = models.CharField(max_length=10, choices=verdict_choices, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Asked again or taken back before there was an answer.
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story"], condition=Q(answered_at=None, dropped_at=None), name="review_open_once"
            )
        ]


class Unsaved(models.Model):
    """What somebody has typed into the form of a story and not saved. Only they see it."""

    story = models.ForeignKey("library.Story", models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: The story's revision they began from.
    revision = models.PositiveIntegerField()
    fields = models.JSONField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="unsaved_once")]


class Pause(models.Model):
    """A stop in a crisis: of one story, of a stream, or of everything (both empty). Over when it was ended."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    story = models.ForeignKey("library.Story", models.CASCADE, null=True, blank=True, related_name="+")
    stream = models.ForeignKey("library.Stream", models.CASCADE, null=True, blank=True, related_name="+")
    #: Why, in words for those who shared; may follow later, because stopping must not wait for words.
    reason = models.TextField(max_length=1000, blank=True)
    #: Where the links of the story lead meanwhile; empty: they say that it is gone.
    instead_url = models.URLField(max_length=2000, blank=True)
    #: When those who shared were told, and how many.
    told_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(default=timezone.now)
    began_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(story=None) | Q(stream=None), name="pause_of_story_or_stream"),
            models.UniqueConstraint(fields=["story"], condition=Q(ended_at=None), name="pause_of_story_once"),
            models.UniqueConstraint(fields=["stream"], condition=Q(ended_at=None), name="pause_of_stream_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_at=None, story=None, stream=None),
                name="pause_of_everything_once",
            ),
        ]
