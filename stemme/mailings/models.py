"""Which mail went to whom. A rendered mail is never stored: its link would lie in the database (security.md T-03)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from stemme.library.models import Story
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
    #: The person's local day it is meant for.
    slot = models.DateField()
    #: The local day it leaves on, for what counts against the cap (digests and stories); empty for all else.
    day = models.DateField(null=True, blank=True)
    #: ``mail``, or the key of another way (ways.py).
    way = models.CharField(max_length=12, default=MAIL)
    #: It waits until this moment; empty: from when it was planned on.
    not_before = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=state_choices, default=QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    stories = models.JSONField(default=list, blank=True)
    planned_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    #: The worker that is busy with it, and until when nobody else takes it up (actions/holding.py).
    held_by = models.BigIntegerField(default=0)
    held_until = models.DateTimeField(null=True, blank=True)
    #: Its stories have been noted as offered.
    offers_noted = models.BooleanField(default=False)
    #: Somebody looked at an unclear one and left it as it is.
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "kind", "subject_id", "slot"], name="mailing_once_a_day"
            ),
            # Of what nobody asked for one a day, whoever plans it and however often.
            models.UniqueConstraint(
                fields=["organisation", "person", "day"], condition=~Q(state=DROPPED), name="mailing_one_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "planned_at"], name="mailing_waiting"),
            models.Index(
                fields=["organisation"],
                condition=Q(offers_noted=False, state__in=(SENT, UNCLEAR)),
                name="mailing_to_be_noted",
            ),
        ]


class SoftBounce(models.Model):
    """A mail came back, for now: a full mailbox, a server that is away. Three in a row over two weeks are a failure."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: The mailing that came back; a number, because mailings are forgotten earlier.
    mailing_id = models.BigIntegerField()
    #: The day of the mailing.
    day = models.DateField()
    #: As the other server put it (RFC 3463), for example 4.2.2; empty if it did not.
    status = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailing_id"], name="soft_bounce_once")]
        indexes = [models.Index(fields=["organisation", "person", "day"], name="soft_bounce_of_person")]


class Rhythm(models.Model):
    """How often, when and where a person wants to hear. Without a row: every digest, when the organisation sends it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    #: One of rhythm.RHYTHMS.
    every = models.CharField(max_length=12)
    #: Monday is 0. Empty: the organisation's day; otherwise mails come on this day alone.
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    #: On the reader's own clock. Empty: the organisation's time.
    hour = models.PositiveSmallIntegerField(null=True, blank=True)
    minute = models.PositiveSmallIntegerField(null=True, blank=True)
    #: ``mail``, or the key of another way (ways.py).
    way = models.CharField(max_length=12, default=MAIL)
    changed_at = models.DateTimeField(default=timezone.now)


class QuietWeek(models.Model):
    """Days, both included, on which a person wants no mail; planned ahead, of any length."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="quiet_week_ends_after_it_begins")
        ]
        indexes = [models.Index(fields=["organisation", "person"], name="quiet_week_of_person")]


class SendingRules(models.Model):
    """When an organisation lets mails leave, and how many a person gets. Without a row: the defaults.

    Weekday and time of the digest are kept with the organisation (people).
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    #: For who reads twice a week; empty: rhythm.House.other_weekday.
    second_weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Hours on the reader's clock; the same twice: no hour is quiet.
    quiet_from = models.PositiveSmallIntegerField(default=19)
    quiet_until = models.PositiveSmallIntegerField(default=7)
    #: Whether mails go out on Saturdays and Sundays.
    weekends = models.BooleanField(default=False)
    #: Mails for a person in seven days, whoever sends them.
    cap = models.PositiveSmallIntegerField(default=2)
    #: What was due before by other rules is not made up for by these.
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cap__gte=1), name="sending_rules_cap_at_least_1"),
            models.CheckConstraint(
                condition=Q(quiet_from__lte=23) & Q(quiet_until__lte=23), name="sending_rules_hours_of_a_day"
            ),
        ]


class StorySend(models.Model):
    """A story goes out by itself, without waiting for the digest; once per story."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    story = models.OneToOneField(Story, models.CASCADE, related_name="+")
    ordered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    ordered_at = models.DateTimeField()
    #: Nothing of it leaves after this moment: stopped by somebody, or three days are over.
    ends_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="story_send_open")]


class Unsubscribe(models.Model):
    """A token that can stop mails and nothing else (RFC 8058)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
