"""That somebody shared a story, where, and what they say came of it there. Never what they wrote."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.library.models import Story
from stemme.links.models import TrackedLink
from stemme.people.models import Organisation, Person, language_choices
from stemme.sharing.channels import CHANNELS


def channel_choices() -> list[tuple[str, str]]:
    return [(channel.key, channel.name) for channel in CHANNELS]


class Share(models.Model):
    """One person opened one channel with one story. Pressing twice makes one share."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: Null when a year has passed, or when the person was erased.
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Instead of the person: a number drawn by lot, so that different people are still told apart when groups are
    #: counted. Of somebody erased the same in all of their shares; after a year another one for each month.
    nobody = models.BigIntegerField(null=True, blank=True)
    #: The name went because its time was over, not because somebody was erased.
    aged = models.BooleanField(default=False)
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    link = models.ForeignKey(TrackedLink, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=channel_choices)
    language = models.CharField(max_length=5, choices=language_choices)
    #: True when the text was changed from a starting text or written from nothing. The text itself is not kept.
    own_words = models.BooleanField(default=False)
    #: Whether the person says that they posted it; None: they have not said. Opening a network is no post.
    posted = models.BooleanField(null=True)
    #: When they said so; gone with the name.
    answered_at = models.DateTimeField(null=True, blank=True)
    #: The address of the post, if they gave it; gone with the name.
    post_url = models.CharField(max_length=500, blank=True)
    #: How often they were asked whether they posted it and answered "later", and until when they are left alone.
    put_off = models.PositiveSmallIntegerField(default=0)
    ask_after = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(default=timezone.now)
    #: False when the same person has a newer one (latest_actions.py).
    latest = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person", "story", "channel"], name="share_once")
        ]
        indexes = [
            models.Index(fields=["organisation", "person", "-shared_at"], name="share_by_person"),
            models.Index(fields=["organisation", "story"], name="share_by_story"),
            models.Index(
                fields=["organisation", "person"],
                name="share_latest",
                condition=models.Q(latest=True, person__isnull=False),
            ),
        ]


class Reported(models.Model):
    """What the person saw under their post, typed in by them: the network's own counts, for them alone."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    share = models.OneToOneField(Share, models.CASCADE, related_name="reported")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    reactions = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    reshares = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)


class Beginning(models.Model):
    """How many people began their words about a story alike: a keyed fingerprint and a number, never who or what."""

    #: Its own key (words/beginnings.py), so that no number tells in which order rows were made.
    fingerprint = models.CharField(primary_key=True, max_length=32)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()


class Draft(models.Model):
    """Words that somebody asked us to keep for them, for this story in this language. Nobody else sees them."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    language = models.CharField(max_length=5, choices=language_choices)
    text = models.TextField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "story", "language"], name="draft_once")]


class OwnApps(models.Model):
    """The apps a person says they use, for the order of their share sheet. No row: they have not said."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    #: Keys of channels.py, in the order of the sheet.
    channels = models.JSONField(default=list)
    changed_at = models.DateTimeField(default=timezone.now)
