"""The guidelines: what we say about work, and how."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person, language_choices
from stemme.policy.expectation_models import ExpectationText, FunctionTitle, JobFunction

__all__ = [
    "Acknowledgement",
    "BlockedPhrase",
    "DisclosureLine",
    "ExpectationText",
    "FunctionTitle",
    "Guidelines",
    "GuidelinesContact",
    "GuidelinesSection",
    "GuidelinesText",
    "JobFunction",
]


class Guidelines(models.Model):
    """One version of an organisation's guidelines. Published versions are not edited; a new version follows."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Changed in substance: whoever read an earlier version is asked to read this one.
    asks_again = models.BooleanField(default=True)
    #: Who wrote it, in words: "HR and Communications, with the employee representatives".
    made_with = models.CharField(max_length=200, blank=True)
    #: Sharing opens once somebody has read it. Null: published before anybody could decide so, and nothing waits.
    before_sharing = models.BooleanField(null=True, blank=True)

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


class GuidelinesSection(models.Model):
    """A part of the whole text in one language, below the points "in short"."""

    text = models.ForeignKey(GuidelinesText, models.CASCADE, related_name="sections")
    #: One of sections.py (``what``, ``disclosure``, ``never``, ``wrong`` …), or empty for one of their own.
    key = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    #: Plain paragraphs, an empty line between two; a line that begins with "- " is a point.
    body = models.TextField()

    class Meta:
        ordering = ["position", "id"]


class GuidelinesContact(models.Model):
    """Somebody whom colleagues may ask about the guidelines. They agreed to be named."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: "HR", "Employee representative".
    about = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="guidelines_contact_once")]


class Acknowledgement(models.Model):
    """Somebody says that they have read one version. It is no promise to take part."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    guidelines = models.ForeignKey(Guidelines, models.CASCADE, related_name="acknowledgements")
    language = models.CharField(max_length=5, choices=language_choices)
    #: SHA-256 of the words as they were shown (proof.py).
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "guidelines"], name="guidelines_acknowledged_once")]


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
