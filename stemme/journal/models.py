"""What happened and who did it: append only."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Fact(models.Model):
    """One thing that happened. Recorded in the transaction that did it; never changed."""

    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="+")
    #: A past participle of the domain, for example ``story.read`` or ``story.shared``; listed in journal/facts.py.
    kind = models.CharField(max_length=40)
    #: Who did it. An id without a foreign key: erasing a person does not touch the journal.
    actor_id = models.BigIntegerField(null=True, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "kind", "happened_at"], name="fact_by_kind"),
            models.Index(fields=["organisation", "actor_id", "happened_at"], name="fact_by_actor"),
        ]


class Cursor(models.Model):
    """How far a reader has read the facts."""

    name = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)
