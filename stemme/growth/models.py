"""What somebody tries, learns and keeps. Only that person ever sees it; nothing is counted from it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person, language_choices


class Suggestion(models.Model):
    """Where the next step stands for a person: the step shown, or until which day none is."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: A key of steps.py; empty for the first that fits.
    step = models.CharField(max_length=30, blank=True)
    quiet_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="growth_suggestion_once")]


class TriedStep(models.Model):
    """A step somebody said they would try, and how it went if they said so."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    step = models.CharField(max_length=30)
    tried_at = models.DateTimeField(default=timezone.now)
    #: From this day on the page asks how it went.
    ask_from = models.DateField()
    #: ``done``, ``not_for_me``, or empty while it is under way.
    outcome = models.CharField(max_length=12, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "person"], name="growth_tried_by_person")]


class LessonDone(models.Model):
    """A lesson that somebody marked as done."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    lesson = models.SlugField(max_length=40)
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "lesson"], name="growth_done_once")]


class Note(models.Model):
    """What somebody wrote in a lesson and keeps for themselves."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    lesson = models.SlugField(max_length=40)
    #: One of lesson_texts.KEEPS.
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=5, choices=language_choices)
    text = models.TextField()
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["organisation", "person"], name="growth_note_by_person")]
