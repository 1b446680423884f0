"""Agreements that open a lock: what may be measured more, why, by whose yes, from which day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from stemme.people.models import Organisation, Person


class Agreement(models.Model):
    """One attempt to open one lock (locks.py). Nothing in it is changed once it was asked for; a new one follows.

    It is open when somebody else, an employee representative, said yes, everybody was told, the notice period is over
    and nobody has closed it. The constraints keep what no page may get around.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    lock = models.CharField(max_length=30)
    purpose = models.TextField()
    #: What was agreed where: "Works agreement of 3 May 2026, § 4".
    reference = models.CharField(max_length=200)
    #: The country whose notice period holds, and the days of it (countries.py).
    country = models.CharField(max_length=2, blank=True)
    notice_days = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Who asked and who answered, kept as numbers so that they stay two when one of them is gone.
    asker = models.BigIntegerField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answerer = models.BigIntegerField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    #: When the last of everybody was told; the period runs from that day.
    announced_at = models.DateTimeField(null=True, blank=True)
    takes_effect_on = models.DateField(null=True, blank=True)
    #: Taken back, or closed again: at once, by either side alone.
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "lock"], condition=Q(closed_at=None), name="agreement_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(answerer=None) | ~Q(answerer=F("asker")), name="agreement_takes_two"),
            models.CheckConstraint(
                condition=Q(announced_at=None) | Q(agreed=True), name="agreement_announced_after_a_yes"
            ),
            models.CheckConstraint(
                condition=Q(takes_effect_on=None) | Q(announced_at__isnull=False), name="agreement_never_silent"
            ),
        ]


class Told(models.Model):
    """Somebody was told of an agreement before it takes effect, by mail or on the page."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="told")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    #: ``mail`` or ``page``.
    way = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="agreement_told_once")]
