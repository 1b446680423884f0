"""The guidelines: what we say about work, and how."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person, language_choices


class Guidelines(models.Model):
    """One version of an organisation's guidelines. Published versions are not edited; a new version follows."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "version"], name="guidelines_version_once")]


class GuidelinesText(models.Model):
    """The guidelines in one language: a title, a lead, and points in Markdown-free plain lines."""

    guidelines = models.ForeignKey(Guidelines, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=language_choices)
    title = models.CharField(max_length=200)
    lead = models.TextField(blank=True)
    #: One point per line: "in short".
    points = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guidelines", "language"], name="guidelines_language_once")]


class BlockedPhrase(models.Model):
    """Words that the organisation asks people not to use about it, with what to do instead; or a customer's name."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    phrase = models.CharField(max_length=100)
    advice = models.CharField(max_length=200, blank=True)
    #: Stops the share; others only give a hint.
    never = models.BooleanField(default=False)
    #: The name of a customer, who is asked before a story names them. Editors are told; nothing else is.
    customer = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "phrase"], name="blocked_phrase_once")]


class DisclosureLine(models.Model):
    """How colleagues say in one language that they work here."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    language = models.CharField(max_length=5, choices=language_choices)
    line = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "language"], name="disclosure_line_once")]
