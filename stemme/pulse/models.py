"""Answers as sums, never as rows; marks that cannot be read without the installation's key; the threshold."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from stemme.people.models import Organisation


class Pulse(models.Model):
    """How often each answer was given in a quarter. One row, so that not even the order of answers is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: First day of the quarter.
    quarter = models.DateField()
    #: From "not at all" to "entirely" (freedom.py).
    step_1 = models.PositiveIntegerField(default=0)
    step_2 = models.PositiveIntegerField(default=0)
    step_3 = models.PositiveIntegerField(default=0)
    step_4 = models.PositiveIntegerField(default=0)
    step_5 = models.PositiveIntegerField(default=0)
    #: "I would rather not say".
    unsaid = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "quarter"], name="pulse_once_a_quarter")]


class Answered(models.Model):
    """Somebody has answered this quarter's question. Who, only the installation's key could tell (marks.py)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    quarter = models.DateField()
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "quarter", "mark"], name="pulse_answered_once")]


class Threshold(models.Model):
    """From this quarter on, boards need so many per cent who felt free. A quarter without a row has the one before."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    quarter = models.DateField()
    percent = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "quarter"], name="pulse_threshold_once"),
            models.CheckConstraint(condition=Q(percent__gte=50, percent__lte=95), name="pulse_threshold_in_reach"),
        ]
