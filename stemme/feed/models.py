"""What was offered to whom, and what they made of it. Only the person sees it; stats counts it without names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.library.models import Story, Stream, Topic
from stemme.people.models import Organisation, Person


class Interest(models.Model):
    """A topic somebody follows."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="interest_once")]


class Offer(models.Model):
    """A story was shown to a person, first on which day and where (``feed`` or ``mail``)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    first_on = models.DateField()
    first_in = models.CharField(max_length=5)
    #: Days on which it was in a mail; at most two before the digest leaves it out.
    mailed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "story"], name="offer_once")]
        indexes = [models.Index(fields=["organisation", "story"], name="offer_by_story")]


class Reading(models.Model):
    """A person opened a story."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    read_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "story"], name="reading_once")]


class Saved(models.Model):
    """A person keeps a story for later."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "story"], name="saved_once")]


class Declined(models.Model):
    """Not for me: the story is not shown again. The reason may be left open."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20, blank=True)
    declined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "story"], name="declined_once")]


class Leaning(models.Model):
    """More or less of this, says the person: of what is like a story, of a topic or of a stream; one of the three."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, models.CASCADE, null=True, blank=True, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="+")
    stream = models.ForeignKey(Stream, models.CASCADE, null=True, blank=True, related_name="+")
    #: True for more, False for less.
    more = models.BooleanField()
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "story"], name="leaning_story_once"),
            models.UniqueConstraint(fields=["person", "topic"], name="leaning_topic_once"),
            models.UniqueConstraint(fields=["person", "stream"], name="leaning_stream_once"),
            models.CheckConstraint(
                condition=(
                    Q(story__isnull=False, topic=None, stream=None)
                    | Q(story=None, topic__isnull=False, stream=None)
                    | Q(story=None, topic=None, stream__isnull=False)
                ),
                name="leaning_to_one_thing",
            ),
        ]
