"""Streams, stories and the feeds they come from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.library.desk_models import Pause, Review, Unsaved, Version
from stemme.people.models import Organisation, Person, Team, language_choices

__all__ = [
    "Campaign", "Pause", "Review", "ShareText", "Source", "SourceItem", "Story", "StoryText", "Stream", "Topic",
    "Unsaved", "Version",
]  # fmt: skip

STORY_KINDS = ("article", "job", "event", "picture", "video", "document", "outside")
#: Where an entry of the inbox came from: a feed, a colleague's proposal, a mail to the stream's own address.
ORIGINS = ("feed", "proposal", "mail")


def kind_choices() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in STORY_KINDS]


def origin_choices() -> list[tuple[str, str]]:
    return [(origin, origin) for origin in ORIGINS]


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
    """Something that may become a story, waiting in the inbox: a feed's entry, a colleague's proposal, a mail."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    origin = models.CharField(max_length=10, choices=origin_choices, default="feed")
    #: The stream whose editors choose.
    stream = models.ForeignKey(Stream, models.CASCADE, related_name="+")
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
    story = models.ForeignKey(Story, models.SET_NULL, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)

    # Only of proposals and mails: who sends it, their own text and why, and what the editor answered.
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
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
