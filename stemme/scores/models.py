"""Yardsticks, the card of each person, and what it was in each week."""

from __future__ import annotations

from django.db import models

from stemme.people.models import Organisation, Person


class Baseline(models.Model):
    """What a typical share on a channel brings: frozen for a quarter and a version of the formula."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: The first day of the quarter.
    quarter = models.DateField()
    version = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20)
    #: In click equivalents.
    value = models.FloatField()
    #: From so many shares; 0 when they were by fewer people than the organisation's floor.
    shares = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "quarter", "version", "channel"], name="baseline_once")
        ]


class Count(models.Model):
    """When an organisation's scores were counted last, and how they lie. Holds nobody in particular."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveSmallIntegerField()
    quarter = models.DateField()
    people = models.PositiveIntegerField(default=0)
    #: How many people have a firm score of at most 1, 2, … 100; empty below the group floor (bands.py).
    spread = models.JSONField(default=list)


class Card(models.Model):
    """The current score of a person, and everything it was counted from. Only that person sees it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    counted_at = models.DateTimeField()
    version = models.PositiveSmallIntegerField()
    quarter = models.DateField()
    #: 1 to below 100.
    value = models.FloatField()
    quality = models.FloatField()
    evidence = models.FloatField()
    #: A line for each share (card_lines.py).
    lines = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="score_card_once")]


class WeekScore(models.Model):
    """What the score was when it was last counted in a week."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: The Monday.
    week = models.DateField()
    value = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "week"], name="week_score_once")]
