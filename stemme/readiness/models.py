"""Rounds of readiness: who was asked in which role, what they answered, what follows from it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.people.models import Organisation, Person, language_choices


class Round(models.Model):
    """One time that the statements are answered by several people. Closed ones are history and not changed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    #: Which statements were asked (statements.py).
    edition = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: The last day to answer.
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="readiness_round_once"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(closed_at=None), name="readiness_one_open_round"
            ),
        ]


class Rater(models.Model):
    """Somebody who is asked in a role, by a link. Their answers belong to the round, not to a page about them."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="raters")
    #: One of roles.py: management, communications, hr, it, works_council, employees …
    role = models.CharField(max_length=20)
    #: A colleague who was asked by mail; empty: whoever got the link.
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    language = models.CharField(max_length=5, choices=language_choices, default="en")
    invited_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    #: They said that their answers may stand beside their name.
    named = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(person__isnull=False), name="readiness_rater_once"
            )
        ]


class Answer(models.Model):
    """What one rater says of one statement. Null: "I do not know", which is never nought."""

    rater = models.ForeignKey(Rater, models.CASCADE, related_name="answers")
    statement = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rater", "statement"], name="readiness_answer_once"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__lte=4), name="readiness_answer_0_to_4"),
        ]


class Task(models.Model):
    """Something that was decided because of a round: who does it until when."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, models.CASCADE, related_name="tasks")
    #: The statement that it is to lift; empty for one of their own.
    statement = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
