"""Roll-ups: every figure on a page is read from here, never from raw clicks.

No foreign keys and the organisation first in every key (architecture.md).
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from stemme.stats.share_models import SharesCounted, ShareTally
from stemme.stats.turnout_models import DivisionFigures, JoinedFigures, SpreadFigures, StoryPart, Turnout

__all__ = [
    "Acted", "DivisionFigures", "Drained", "Invited", "JoinedFigures", "Seen", "ShareTally", "SharesCounted",
    "SpreadFigures", "StoryFigures", "StoryPart", "TakingPart", "Tally", "Turnout",
]  # fmt: skip


def today() -> dt.date:
    """The day in UTC."""
    return timezone.now().date()


class Tally(models.Model):
    """Hits of one thing in one stretch of time.

    ``dimension`` says what ``key`` is: ``all`` (key 0), ``channel`` (see buckets.py), ``story``, ``person``,
    ``team``, ``link``, ``hour`` (weekday × 24 + hour). ``grain`` is day, month or total; of links there are totals, and
    days while clicks are kept (docs/decisions/0010). Visitors are unique per day and link/story/…, since the visitor
    hash changes every day; a longer stretch is the sum of its days.
    """

    pk = models.CompositePrimaryKey("organisation_id", "dimension", "grain", "start", "key")
    organisation_id = models.BigIntegerField()
    dimension = models.CharField(max_length=8)
    grain = models.CharField(max_length=5)
    #: The first day of the stretch; 0001-01-01 for total.
    start = models.DateField()
    key = models.BigIntegerField()
    clicks = models.PositiveIntegerField(default=0)
    visitors = models.PositiveIntegerField(default=0)
    previews = models.PositiveIntegerField(default=0)
    bots = models.PositiveIntegerField(default=0)
    suspects = models.PositiveIntegerField(default=0)
    #: Hits of the person themself or from an office network.
    own = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "dimension", "key", "grain", "start"], name="tally_of_one")]


class Seen(models.Model):
    """A visitor came through this link on this day, while its person was in this team (0: in none).

    What the visitor was counted for follows from it: things() of buckets.py. Kept three days, then dropped.
    """

    pk = models.CompositePrimaryKey("organisation_id", "day", "visitor", "link_id", "team_id")
    organisation_id = models.BigIntegerField()
    day = models.DateField()
    visitor = models.BigIntegerField()
    link_id = models.BigIntegerField()
    team_id = models.BigIntegerField(default=0)


class TakingPart(models.Model):
    """What one person did in one week or month. Groups are counted from it, never below the organisation's floor."""

    organisation_id = models.BigIntegerField()
    #: ``week`` or ``month``: a different person is one in each, so weeks do not add up to months.
    grain = models.CharField(max_length=5, default="month")
    #: The Monday or the first of the month.
    start = models.DateField()
    person_id = models.BigIntegerField()
    #: The team at that time: a later move does not change the past.
    team_id = models.BigIntegerField(null=True, blank=True)
    reads = models.PositiveIntegerField(default=0)
    saves = models.PositiveIntegerField(default=0)
    shares = models.PositiveIntegerField(default=0)
    #: 1 when the first share ever of this person fell into this stretch.
    first_shares = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "grain", "start", "person_id"], name="taking_part_once")
        ]


class Acted(models.Model):
    """This person read, saved or shared this story: so that nobody is counted twice."""

    organisation_id = models.BigIntegerField()
    story_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    shared = models.BooleanField(default=False)
    #: The day on which they did first: from then on it is kept for a year (kit/retention.py).
    day = models.DateField(default=today)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "story_id", "person_id"], name="acted_once")]
        indexes = [models.Index(fields=["person_id", "shared"], name="acted_by_person")]


class Invited(models.Model):
    """How many people were invited at the end of a day, per team with those below it (0: the whole organisation)."""

    organisation_id = models.BigIntegerField()
    day = models.DateField()
    team_id = models.BigIntegerField()
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "day", "team_id"], name="invited_once")]
        # A quarter of few teams, without a look at the many others of each day.
        indexes = [models.Index(fields=["organisation_id", "team_id", "day", "people"], name="invited_by_team")]


class StoryFigures(models.Model):
    """Of those a story was offered to, how many did something with it (involvement, algorithms.md 3.8)."""

    organisation_id = models.BigIntegerField()
    story_id = models.BigIntegerField()
    offered = models.PositiveIntegerField(default=0)
    involved = models.PositiveIntegerField(default=0)
    sharers = models.PositiveIntegerField(default=0)
    #: The same of offered and sharers, what happened lately counting more (lately.py).
    offered_lately = models.FloatField(default=0.0)
    sharers_lately = models.FloatField(default=0.0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "story_id"], name="story_figures_once")]


class Drained(models.Model):
    """How far something has been worked off; moved in the same transaction as the figures."""

    name = models.CharField(max_length=20, primary_key=True)
    #: The id of the last click (``inbox``); milliseconds since 1970 before which clicks are gone (``forgotten``).
    position = models.BigIntegerField(default=0)
