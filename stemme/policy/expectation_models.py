"""What is hoped for in a job function, and what its people can expect in return."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person, language_choices


class JobFunction(models.Model):
    """A kind of work, such as "project engineer". People belong to it by their title, or say so themselves."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    #: Goes up with each change of its texts.
    version = models.PositiveIntegerField(default=1)
    #: Minutes of working time a week that the organisation gives for it; 0: not said.
    minutes_a_week = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)
    #: For everybody whose title belongs to no other.
    everybody = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=models.Q(archived_at=None), name="job_function_once"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(everybody=True, archived_at=None),
                name="job_function_one_for_everybody",
            ),
        ]


class FunctionTitle(models.Model):
    """A title of HR's file that belongs to a function, in small letters."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    function = models.ForeignKey(JobFunction, models.CASCADE, related_name="titles")
    title = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="function_title_once")]


class ExpectationText(models.Model):
    """A function's expectations in one language: points, one a line."""

    function = models.ForeignKey(JobFunction, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=language_choices)
    #: What we hope for; what nobody needs to do; where one asks first; what can be expected from us.
    hope = models.TextField()
    need_not = models.TextField(blank=True)
    ask_first = models.TextField(blank=True)
    support = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["function", "language"], name="expectation_text_once")]
