"""Tracked links, what they point to, and the clicks on them.

The click tables grow with the web's traffic: organisation first in every key, no foreign keys, so that a
distributed PostgreSQL can spread them by organisation (architecture.md).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person

#: Clicks that still say whose they were.
VISITOR_KNOWN = models.Q(visitor__isnull=False) | models.Q(place__isnull=False)


class LinkTarget(models.Model):
    """Where the links of one story in one language lead, and the card that previews get.

    Apart from the link, so that a swapped or withdrawn story is one changed row for ten thousand links.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: Of the library, which stands beside this app: an id, not a foreign key.
    story_id = models.BigIntegerField()
    language = models.CharField(max_length=5)
    url = models.URLField(max_length=2000)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    image_url = models.CharField(max_length=2000, blank=True)
    image_alt = models.CharField(max_length=300, blank=True)
    #: Pixels; 0 when not known.
    image_width = models.PositiveSmallIntegerField(default=0)
    image_height = models.PositiveSmallIntegerField(default=0)
    site_name = models.CharField(max_length=120, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    #: Stopped in a crisis: the links lead to the other address meanwhile, or say that the story is gone.
    paused_at = models.DateTimeField(null=True, blank=True)
    instead_url = models.CharField(max_length=2000, blank=True)
    #: It leads to a place of the organisation's own where conversions are counted: visitors bring a click id there.
    measured = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "story_id", "language"], name="link_target_once")
        ]


class TrackedLink(models.Model):
    """One person's link to one story for one channel. The code says nothing about any of them."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    code = models.CharField(max_length=16, unique=True)
    target = models.ForeignKey(LinkTarget, models.PROTECT, related_name="+")
    story_id = models.BigIntegerField()
    #: Null when the person left: the link keeps working, owned by the organisation (security.md P-13).
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=20)
    #: The person's own switch "count visits from my link".
    counted = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person", "story_id", "channel"], name="tracked_link_once")
        ]
        indexes = [models.Index(fields=["organisation", "story_id"], name="tracked_link_by_story")]


class MeasuredSite(models.Model):
    """A site of the organisation's own, where what came of a click is counted: only there a click id is handed on."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: A host with its port, if it has one: ``www.example.com``.
    host = models.CharField(max_length=260)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "host"], name="measured_site_once")]


class ClickKey(models.Model):
    """The key of a month's click ids (click_ids.py). When it is destroyed, they say nothing to anybody any more."""

    #: The first day of the UTC month.
    month = models.DateField(primary_key=True)
    key = models.BinaryField(max_length=32)


class ClickInbox(models.Model):
    """A click as it was answered: committed before the redirect goes out. A worker moves it on (stats).

    On SQLite it lives in its own file (router.py); in a distributed PostgreSQL it stays a local table.
    """

    organisation_id = models.BigIntegerField()
    link_id = models.BigIntegerField()
    #: Milliseconds since 1970, UTC.
    at = models.BigIntegerField()
    #: A class of links/hits.py: human, preview, bot, suspect, self, internal.
    hit = models.CharField(max_length=8)
    reason = models.CharField(max_length=40, blank=True)
    #: First 8 bytes of the daily visitor hash as a signed integer; null when the visitor asked not to be tracked.
    visitor = models.BigIntegerField(null=True, blank=True)
    referrer = models.CharField(max_length=120, blank=True)
    #: The same for everybody in one network on one day, whatever their browser: by it bursts are seen (behaviour.py).
    #: Null like ``visitor``, and erased with it.
    place = models.BigIntegerField(null=True, blank=True)


class Generation(models.Model):
    """One row: how often links have changed, so that no process answers from memory (change_actions.py)."""

    THE_ONE = 1

    number = models.BigIntegerField(default=0)


class BatchMark(models.Model):
    """How far one file of the click log has been moved into the inbox: changed in the transaction that moves it.

    So every click arrives exactly once, whatever crashes between (redirect/ingest.py).
    """

    #: The file's name without its ending.
    writer = models.CharField(max_length=32, primary_key=True)
    #: Bytes of the file.
    last = models.BigIntegerField()
    #: Milliseconds since 1970, UTC.
    at = models.BigIntegerField()


class DaySalt(models.Model):
    """The secret of a day's visitor hashes. Destroyed 24 hours after the day; never in a dump (security.md T-16)."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)


class Click(models.Model):
    """A click that has been rolled up, kept for 30 days to check the roll-ups against.

    Visitor and place are erased after 48 hours.
    """

    organisation_id = models.BigIntegerField()
    inbox_id = models.BigIntegerField()
    link_id = models.BigIntegerField()
    story_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True, blank=True)
    team_id = models.BigIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=20)
    #: The day in the organisation's time zone.
    day = models.DateField()
    at = models.BigIntegerField()
    hit = models.CharField(max_length=8)
    reason = models.CharField(max_length=40, blank=True)
    visitor = models.BigIntegerField(null=True, blank=True)
    referrer = models.CharField(max_length=120, blank=True)
    #: For which roll-ups this click was a new visitor of its day: a set of bits (stats/buckets.py),
    #: so that figures can be rebuilt exactly after the visitor is erased.
    new_for = models.PositiveSmallIntegerField(default=0)
    place = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "inbox_id"], name="click_once")]
        indexes = [
            models.Index(fields=["organisation_id", "day"], name="click_by_day"),
            #: The neighbours of a hit that is being judged (behaviour.py).
            models.Index(fields=["organisation_id", "at"], name="click_by_moment"),
            #: Whom to forget: only the last 48 hours are in it.
            models.Index(
                fields=["at"],
                name="click_known",
                condition=VISITOR_KNOWN,
            ),
        ]


class OwnBrowser(models.Model):
    """Which visitor a signed-in employee would be on this day, so that trying out one's own link counts for nothing.

    Written at most once for a session, day and network; never for "do not track"; erased within 48 hours.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: The UTC day, whose secret made the number.
    day = models.DateField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    visitor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day", "person", "visitor"], name="own_browser_once")
        ]
