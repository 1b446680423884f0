"""Feeds that are read, and what waits in the inbox: their entries, colleagues' proposals, mails."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.people.models import Organisation, Person

STORY_KINDS = ("article", "job", "event", "picture", "video", "document", "outside")
#: Where an entry of the inbox came from: a feed, a colleague's proposal, a mail to the stream's own address.
ORIGINS = ("feed", "proposal", "mail")
#: So many entries a day of one feed reach the inbox unless an editor says otherwise.
MOST_A_DAY = 20


def kind_choices() -> list[tuple[str, str]]:
    """What a story may be."""
    return [(kind, kind) for kind in STORY_KINDS]


def origin_choices() -> list[tuple[str, str]]:
    """How something comes into the inbox."""
    return [(origin, origin) for origin in ORIGINS]


class Source(models.Model):
    """A feed that is read regularly. Nothing from it reaches colleagues until an editor chooses it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    stream = models.ForeignKey("library.Stream", models.CASCADE, related_name="+")
    url = models.URLField(max_length=2000)
    title = models.CharField(max_length=200, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    fetched_at = models.DateTimeField(null=True, blank=True)
    next_fetch_at = models.DateTimeField(default=timezone.now)
    #: How often it is asked, learnt from the feed itself (pacing.py).
    interval_minutes = models.PositiveSmallIntegerField(default=30)
    #: Somebody is reading it at this moment, until then at the longest.
    busy_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    #: What went wrong last, in words for an editor; empty when the last reading went well.
    error = models.TextField(blank=True)
    #: The last readings, newest first: ``{"at", "new", "left_out", "error"}``.
    readings = models.JSONField(default=list, blank=True)
    #: The address it had before its server said that it has moved for good.
    moved_from = models.URLField(max_length=2000, blank=True)
    #: Its server said that it is gone for good; it is not asked again.
    ended_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    # What of it reaches the inbox (intake.py). Null and empty: no limit, everything.
    most_a_day = models.PositiveSmallIntegerField(default=MOST_A_DAY, null=True, blank=True)
    only_words = models.TextField(blank=True)
    never_words = models.TextField(blank=True)
    kinds = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    least_age_hours = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "url"], name="source_once")]


class SourceItem(models.Model):
    """Something that may become a story, waiting in the inbox: a feed's entry, a colleague's proposal, a mail."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    origin = models.CharField(max_length=10, choices=origin_choices, default="feed")
    #: The stream whose editors choose.
    stream = models.ForeignKey("library.Stream", models.CASCADE, related_name="+")
    #: The feed; null for what came by a person.
    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, related_name="items")
    guid = models.CharField(max_length=500)
    url = models.URLField(max_length=2000, blank=True)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)
    image_url = models.URLField(max_length=2000, blank=True)
    kind = models.CharField(max_length=10, choices=kind_choices, default="article")
    language = models.CharField(max_length=5, blank=True)
    #: A job's place and last day, an event's time, as the feed gives them.
    place = models.CharField(max_length=120, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(default=timezone.now)
    #: From when on it stands in the inbox: later than found when its feed brings more than a day may have.
    reaches_at = models.DateTimeField(default=timezone.now)
    #: Why it never reached the inbox, a key of intake.py; empty for what did or will.
    left_out = models.CharField(max_length=12, blank=True)
    story = models.ForeignKey("library.Story", models.SET_NULL, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)

    # Only of proposals and mails: who sends it, their own text and why, and what the editor answered.
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: The proposer is fine with being named as the one it came from.
    may_name = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    sentence = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "guid"], name="source_item_once"),
            models.UniqueConstraint(
                fields=["organisation", "origin", "guid"], condition=Q(source=None), name="proposed_item_once"
            ),
            models.CheckConstraint(
                condition=Q(origin="feed", source__isnull=False) | (~Q(origin="feed") & Q(source=None)),
                name="source_item_of_feed_has_source",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-published_at"], name="source_item_recent")]
