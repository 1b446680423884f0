"""Streams, stories and the feeds they come from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.library.desk_models import Pause, Review, Unsaved, Version
from stemme.library.lottery_models import Lot, Lottery
from stemme.library.source_models import ORIGINS, STORY_KINDS, Source, SourceItem, kind_choices, origin_choices
from stemme.people.models import Organisation, Person, Team, language_choices

__all__ = [
    "ORIGINS", "STORY_KINDS", "Campaign", "Lot", "Lottery", "Pause", "Review", "ShareText", "Source", "SourceItem",
    "Story", "StoryText", "Stream", "Topic", "Unsaved", "Version", "kind_choices", "origin_choices",
]  # fmt: skip


class Stream(models.Model):
    """A department's own channel of stories."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Stories from elsewhere, about our field rather than about us.
    outside = models.BooleanField(default=False)

    # What a new story of this stream begins with. An empty language is the editor's own.
    language = models.CharField(max_length=5, choices=language_choices, blank=True)
    audience_teams = models.ManyToManyField(Team, related_name="+", blank=True)
    audience_languages = models.JSONField(default=list, blank=True)
    audience_places = models.JSONField(default=list, blank=True)
    #: Keys of the channels its stories are meant for; empty: all.
    channels = models.JSONField(default=list, blank=True)

    #: Somebody else has to have looked at a story before it reaches colleagues.
    review = models.BooleanField(default=False)
    #: Per cent of its stories of a month that should be about others; null: what the organisation's default says.
    outside_target = models.PositiveSmallIntegerField(null=True, blank=True)
    #: The secret part of its address for mails; empty: it takes none.
    mail_key = models.CharField(max_length=40, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="stream_once"),
            models.UniqueConstraint(fields=["mail_key"], condition=~Q(mail_key=""), name="stream_mail_key_once"),
            models.CheckConstraint(
                condition=Q(outside_target=None) | Q(outside_target__lte=100), name="stream_outside_target_per_cent"
            ),
        ]

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


class Campaign(models.Model):
    """Stories of one or several streams that belong together for a while."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="campaign_once")]

    def __str__(self) -> str:
        return self.name


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
    #: What of the picture must stay when it is cut: per cent from the left and from the top.
    picture_focus_x = models.PositiveSmallIntegerField(default=50)
    picture_focus_y = models.PositiveSmallIntegerField(default=50)
    #: The drawing chosen by hand for a story without a picture; empty: its topic's.
    picture_scene = models.CharField(max_length=10, blank=True)
    #: The video or document it tells of, in our own keeping (media.Asset).
    asset = models.ForeignKey("media.Asset", models.SET_NULL, null=True, blank=True, related_name="+")
    reading_minutes = models.PositiveSmallIntegerField(default=0)
    topics = models.ManyToManyField(Topic, related_name="+", blank=True)
    evergreen = models.BooleanField(default=False)
    #: -1 low, 0 normal, 1 high.
    priority = models.SmallIntegerField(default=0)
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="+")
    #: What it is meant to bring ("applications"); empty: readers.
    goal = models.CharField(max_length=20, blank=True)
    # A job's place; an event's place and time.
    place = models.CharField(max_length=120, blank=True)
    happens_at = models.DateTimeField(null=True, blank=True)
    happens_until = models.DateTimeField(null=True, blank=True)

    # Audience: empty means everyone; within a kind any match is enough, across kinds all must match. Whoever is in one
    # of the kinds left out is not reached, whatever else they are.
    audience_teams = models.ManyToManyField(Team, related_name="+", blank=True)
    audience_languages = models.JSONField(default=list, blank=True)
    audience_places = models.JSONField(default=list, blank=True)
    without_teams = models.ManyToManyField(Team, related_name="+", blank=True)
    without_languages = models.JSONField(default=list, blank=True)
    without_places = models.JSONField(default=list, blank=True)

    #: Goes up by one with each saving: two who write at once notice each other by it.
    revision = models.PositiveIntegerField(default=1)
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
    #: Put away by an editor; it is over then, and no longer on the desk.
    archived_at = models.DateTimeField(null=True, blank=True)

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
    #: Key of the channel it is written for; empty: any.
    channel = models.CharField(max_length=12, blank=True)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
