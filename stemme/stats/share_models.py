"""The roll-up of shares: what they brought, by domain, stream, topic, format, language, channel and time."""

from __future__ import annotations

from django.db import models


class ShareTally(models.Model):
    """Shares of one stretch that have one thing in common, with the visitors who came through them until now.

    ``dimension`` and ``key``: share_sums.py. ``grain`` is week, month, quarter, year or ever; of weeks there
    is only the whole, of stories only what they brought ever. Groups of fewer different
    people than the organisation's floor are merged before they are written, so nothing here is about few.
    """

    organisation_id = models.BigIntegerField()
    grain = models.CharField(max_length=7)
    #: The first day of the stretch; 0001-01-01 for ever.
    start = models.DateField()
    dimension = models.CharField(max_length=9)
    #: An id, a word or a domain, by dimension; empty for all and for the merged.
    key = models.CharField(max_length=253, blank=True)
    shares = models.PositiveIntegerField(default=0)
    visitors = models.PositiveIntegerField(default=0)
    #: Of the shares: posted as their owners say, and those through which somebody came.
    posted = models.PositiveIntegerField(default=0)
    visited = models.PositiveIntegerField(default=0)
    #: Sum of the squares of each share's visitors: says how differently shares of the group do.
    squares = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "grain", "start", "dimension", "key"], name="share_tally_once"
            )
        ]


class SharesCounted(models.Model):
    """From what the organisation's ShareTally rows were counted: while nothing of it changes, they are right."""

    organisation_id = models.BigIntegerField(primary_key=True)
    #: The newest fact then.
    fact_id = models.BigIntegerField(default=0)
    #: All hits then, of every class.
    hits = models.BigIntegerField(default=0)
    floor = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField(null=True)
