"""When somebody wants to be reminded of a story. Seen by themselves alone."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.library.models import Story
from stemme.people.models import Organisation, Person


class Reminder(models.Model):
    """One person asked to be reminded of one story at one moment, by mail. Calendar files are kept nowhere."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    #: The channel they had in mind, or empty.
    channel = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    #: When its time came: it went to the outbox, or there was nothing to remind of any more. Empty: it is open.
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "story"], condition=models.Q(done_at=None), name="reminder_open_once"
            )
        ]
        indexes = [models.Index(fields=["done_at", "at"], name="reminder_due")]
