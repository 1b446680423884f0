"""Which mail went to whom. A rendered mail is never stored: its link would lie in the database (security.md T-03)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person

KINDS = ("digest", "invitation")
STATES = ("planned", "handed_over", "accepted", "refused", "uncertain", "dropped")


def kind_choices() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in KINDS]


def state_choices() -> list[tuple[str, str]]:
    return [(state, state) for state in STATES]


class Mailing(models.Model):
    """One mail to one person. The unique slot makes a second one on the same day impossible."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=kind_choices)
    #: The person's local day.
    slot = models.DateField()
    state = models.CharField(max_length=12, choices=state_choices, default="planned")
    attempts = models.PositiveSmallIntegerField(default=0)
    stories = models.JSONField(default=list, blank=True)
    planned_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person", "kind", "slot"], name="mailing_once_a_day")
        ]
        indexes = [models.Index(fields=["state", "planned_at"], name="mailing_waiting")]


class Rhythm(models.Model):
    """How often a person wants mail. Without a row: every digest."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    #: ``weekly``, ``monthly`` or ``never``.
    every = models.CharField(max_length=8)
    changed_at = models.DateTimeField(default=timezone.now)


class Unsubscribe(models.Model):
    """A token that can stop mails and nothing else (RFC 8058)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
