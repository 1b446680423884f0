"""What networks say about people's own posts, as numbers: fetched from public posts, or read from one's own file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.people.models import Organisation, Person
from stemme.sharing.models import Share


def source_choices() -> list[tuple[str, str]]:
    return [("bluesky", "Bluesky"), ("mastodon", "Mastodon")]


def end_choices() -> list[tuple[str, str]]:
    return [(end, end) for end in ("over", "gone", "closed", "strange")]


class Watched(models.Model):
    """A public post whose counts are looked at now and then, for thirty days. Never its words, never who reacted."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    share = models.OneToOneField(Share, models.CASCADE, related_name="+")
    source = models.CharField(max_length=10, choices=source_choices)
    #: Fingerprint of the post's address: another address is another post.
    address = models.CharField(max_length=32)
    posted_at = models.DateTimeField()
    next_at = models.DateTimeField()
    #: Hours until the look after the next one.
    pause = models.PositiveSmallIntegerField(default=1)
    #: So often in a row nothing came back.
    failures = models.PositiveSmallIntegerField(default=0)
    #: So often in a row an answer came without the post.
    misses = models.PositiveSmallIntegerField(default=0)
    #: Why nobody looks any more; empty while somebody does.
    ended = models.CharField(max_length=10, choices=end_choices, blank=True)
    reactions = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    reshares = models.PositiveIntegerField(default=0)
    #: When the counts were read last; null before they ever were.
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=Q(ended=""), name="watched_due")]


class FromFile(models.Model):
    """What the person approved out of their own analytics file, for one of their posts."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    share = models.OneToOneField(Share, models.CASCADE, related_name="+")
    #: Reactions, comments and reshares together: the file does not tell them apart. Null when it did not say.
    engagements = models.PositiveIntegerField(null=True, blank=True)
    impressions = models.PositiveIntegerField(null=True, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)


class NotFetched(models.Model):
    """This person does not want their posts looked at."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)


class SwitchedOff(models.Model):
    """Nobody's posts are looked at in this organisation."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
