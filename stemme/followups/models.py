"""Short sequences of mails to people who confirmed that they want to hear from us."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.followups.states import QUEUED
from stemme.landing.models import Lead, Page
from stemme.people.models import Organisation, Person


class Sequence(models.Model):
    """The mails that follow one landing page. Off until somebody switches it on."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    page = models.OneToOneField(Page, models.CASCADE, related_name="+")
    #: While set, leads who confirm from now on enter it.
    started_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")


class Step(models.Model):
    """One mail of a sequence, so many days after the confirmation or the mail before it."""

    sequence = models.ForeignKey(Sequence, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    after_days = models.PositiveSmallIntegerField()
    #: By language: {"subject": …, "body": …, "button": …, "link": …}.
    texts = models.JSONField(default=dict)
    #: Sums, which stay when leads are forgotten: handed over, refused or come back, buttons followed, stopped by it.
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sequence", "number"], name="followup_step_once"),
            models.CheckConstraint(condition=Q(after_days__lte=90), name="followup_step_soon"),
        ]


class Letter(models.Model):
    """One step's mail to one lead. It leaves through the same outbox as the digest, once."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="+")
    step = models.ForeignKey(Step, models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    #: One of states.STATES.
    state = models.CharField(max_length=8, default=QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    #: Its button was followed.
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lead", "step"], name="followup_letter_once")]
        indexes = [models.Index(fields=["state", "due_at"], name="followup_letter_due")]
