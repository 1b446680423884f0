"""What people say of themselves for the nine types, their own counts, and the places that follow. Theirs alone."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.maturity.questions import QUESTIONS
from stemme.maturity.types import KEYS
from stemme.people.models import Organisation, Person


def question_choices() -> list[tuple[str, str]]:
    return [(question.key, question.key) for question in QUESTIONS]


def type_choices() -> list[tuple[str, str]]:
    return [(key, key) for key in KEYS]


class Answer(models.Model):
    """The newest answer of a person to one question; ``option`` 0..4. A skipped question has no row."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    question = models.CharField(max_length=20, choices=question_choices)
    option = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "question"], name="answer_once")]


class OwnNumbers(models.Model):
    """Counts that a person approved from their own data export of one service (counts.py). Never the export itself."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: The service that the export is from: "linkedin" …
    source = models.CharField(max_length=20)
    connections = models.PositiveIntegerField(null=True, blank=True)
    new_connections = models.PositiveIntegerField(null=True, blank=True)
    invitations_sent = models.PositiveIntegerField(null=True, blank=True)
    reactions = models.PositiveIntegerField(null=True, blank=True)
    comments = models.PositiveIntegerField(null=True, blank=True)
    reshares = models.PositiveIntegerField(null=True, blank=True)
    originals = models.PositiveIntegerField(null=True, blank=True)
    #: The last day of the twelve months.
    until = models.DateField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "source"], name="own_numbers_once")]


class Correction(models.Model):
    """ "I am rather a …": what a person says of themselves, the newest."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    type = models.CharField(max_length=20, choices=type_choices)
    corrected_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="correction_once")]


class Preference(models.Model):
    """What a person decided about their place. Without a row: on the map once placed, no target, not by Stemme."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    on_map = models.BooleanField(default=True)
    #: As far as they want to go; empty: no such wish.
    target = models.CharField(max_length=20, choices=type_choices, blank=True)
    #: "Let Stemme place me": what they do here counts although they answered nothing.
    by_stemme = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="preference_once")]


class Position(models.Model):
    """Two axes in short (posterior.Axis): means, deviations, memberships in low and high; the middle is the rest."""

    network = models.FloatField()
    network_sd = models.FloatField()
    network_low = models.FloatField()
    network_high = models.FloatField()
    activity = models.FloatField()
    activity_sd = models.FloatField()
    activity_low = models.FloatField()
    activity_high = models.FloatField()

    class Meta:
        abstract = True


class StoredPlace(Position):
    """Where a person with evidence is now: worked out when they act, and every night because evidence ages."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    type = models.CharField(max_length=20, choices=type_choices)
    #: They are counted on the organisation's map: placed by themselves, and not taken off.
    on_map = models.BooleanField()
    #: Where they were about half a year before, for movement on the map.
    earlier_network = models.FloatField(null=True, blank=True)
    earlier_activity = models.FloatField(null=True, blank=True)
    placed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="stored_place_once")]
        indexes = [models.Index(fields=["organisation", "on_map"], name="stored_place_on_map")]


class PlaceOfMonth(Position):
    """Where a person was in a month; for their own earlier place and for movement."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: The first day of the month.
    month = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "month"], name="place_of_month_once")]
