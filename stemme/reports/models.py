"""Reports that leave the product: who gets one by mail and when, and links that show one for a while."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person, language_choices


class ReportPlan(models.Model):
    """A report that is mailed by itself, after each month or quarter, to colleagues who may see its figures."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: "month" or "quarter".
    rhythm = models.CharField(max_length=8)
    #: Days after the period's end, so that late clicks are in it.
    days_after = models.PositiveSmallIntegerField(default=2)
    language = models.CharField(max_length=5, choices=language_choices)
    recipients = models.ManyToManyField(Person, related_name="+")
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    #: The first day of the last period that was sent; nothing is sent twice.
    last_period = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)


class ReportLink(models.Model):
    """An address that shows one period's report, read-only and without signing in, until it expires."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: SHA-256 of what stands in the address.
    token_hash = models.CharField(max_length=64, unique=True)
    #: What it is for: "Board, 3 December".
    label = models.CharField(max_length=80)
    #: "month", "quarter" or "year", and its first day.
    period = models.CharField(max_length=8)
    first = models.DateField()
    language = models.CharField(max_length=5, choices=language_choices)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)
