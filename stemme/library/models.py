"""Streams, stories and the feeds they come from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.people.models import Organisation, Person, Team, language_choices

STORY_KINDS = ("article", "job", "event", "video", "outside")


def kind_choices() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in STORY_KINDS]


class Stream(models.Model):
    """A department's own channel of stories."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Stories from elsewhere, about our field rather than about us.
    outside = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="stream_once")]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """What a story is about and what a person may be interested in. Names by language: ``{"en": "Offshore wind"}``."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60, allow_unicode=True)
    names = models.JSONField(default=dict)
    scene = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "slug"], name="topic_once")]


class Story(models.Model):
    """Something worth sharing. Its texts, one per language, hang on it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    stream = models.ForeignKey(Stream, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=kind_choices, default="article")
    #: The language it was first written in; its title is shown in this language to those who read it.
    language = models.CharField(max_length=5, choices=language_choices)
    #: Where visitors end up.
    target_url = models.URLField(max_length=2000)
    source_name = models.CharField(max_length=120, blank=True)
    picture = models.FileField(upload_to="pictures/", blank=True)
    picture_alt = models.CharField(max_length=300, blank=True)
    reading_minutes = models.PositiveSmallIntegerField(default=0)
    topics = models.ManyToManyField(Topic, related_name="+", blank=True)
    evergreen = models.BooleanField(default=False)
    #: -1 low, 0 normal, 1 high.
    priority = models.SmallIntegerField(default=0)

    # Audience: empty means everyone; within a kind any match is enough, across kinds all must match.
    audience_teams = models.ManyToManyField(Team, related_name="+", blank=True)
    audience_languages = models.JSONField(default=list, blank=True)
    audience_places = models.JSONField(default=list, blank=True)

    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)
    #: Decided by an editor; null is a draft. It is live from ``starts_at`` on.
    published_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    #: Can be read, cannot be shared before.
    embargo_until = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "starts_at", "ends_at"], name="story_live")]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(starts_at__isnull=False), name="published_story_has_start"
            )
        ]


class StoryText(models.Model):
    """A story in one language."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=language_choices)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    #: Clean HTML (kit/html.py); empty when the story lives at its target only.
    body = models.TextField(blank=True)
    #: Why it is worth sharing, from the editor to the colleague.
    why = models.TextField(blank=True)
    #: Questions that help somebody to begin in their own words, one per line, at most three.
    angles = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "language"], name="story_text_once")]


class ShareText(models.Model):
    """A starting point for one's own words."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="share_texts")
    language = models.CharField(max_length=5, choices=language_choices)
    #: ``personal``, ``point`` or ``question``.
    tone = models.CharField(max_length=10)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]


class Source(models.Model):
    """A feed that is read regularly. Nothing from it reaches colleagues until an editor chooses it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
    url = models.URLField(max_length=2000)
    title = models.CharField(max_length=200, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    fetched_at = models.DateTimeField(null=True, blank=True)
    next_fetch_at = models.DateTimeField(default=timezone.now)
    failures = models.PositiveSmallIntegerField(default=0)
    #: What went wrong last, in words for an editor; empty when the last reading went well.
    error = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "url"], name="source_once")]


class SourceItem(models.Model):
    """One entry of a feed, waiting in the inbox."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, models.CASCADE, related_name="items")
    guid = models.CharField(max_length=500)
    url = models.URLField(max_length=2000, blank=True)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)
    image_url = models.URLField(max_length=2000, blank=True)
    kind = models.CharField(max_length=10, choices=kind_choices, default="article")
    language = models.CharField(max_length=5, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(default=timezone.now)
    story = models.ForeignKey(Story, models.SET_NULL, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "guid"], name="source_item_once")]
        indexes = [models.Index(fields=["organisation", "-published_at"], name="source_item_recent")]
