"""Which mail went to whom. A rendered mail is never stored: its link would lie in the database (security.md T-03)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.mailings.kinds import kind_choices
from stemme.mailings.ways import MAIL
from stemme.people.models import Organisation, Person

QUEUED, SENDING, SENT, REFUSED, BOUNCED, UNCLEAR, DROPPED = STATES = (
    "queued",
    "sending",
    "sent",
    "refused",
    "bounced",
    "unclear",
    "dropped",
)
#: States in which a mailing has reached its reader, or may have.
ARRIVED = (SENDING, SENT, UNCLEAR)


def state_choices() -> list[tuple[str, str]]:
    return [(state, state) for state in STATES]


class Mailing(models.Model):
    """One mail to one person. The unique slot makes a second one on the same day impossible.

    queued → sending (written down before a byte leaves) → sent, refused, bounced (came back later), or unclear: the
    connection broke after the message was handed over. Dropped: too late, or not wanted any more.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=kind_choices)
    #: What it is about, where a kind can come more than once a day (a story, a reminder); 0 if not.
    subject_id = models.BigIntegerField(default=0)
    #: The person's local day.
    slot = models.DateField()
    #: ``mail``, or the key of another way (ways.py).
    way = models.CharField(max_length=12, default=MAIL)
    #: It waits until this moment; empty: from when it was planned on.
    not_before = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=state_choices, default=QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    stories = models.JSONField(default=list, blank=True)
    planned_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "kind", "subject_id", "slot"], name="mailing_once_a_day"
            )
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
