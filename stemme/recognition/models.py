"""Challenges of groups, and what people chose to be named for. No table here holds how much somebody shared."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person, Team, language_choices
from stemme.recognition.boards import KINDS
from stemme.recognition.fairness import MEASURES


def measure_choices() -> list[tuple[str, str]]:
    return [(measure, measure) for measure in MEASURES]


def board_choices() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in KINDS]


class Challenge(models.Model):
    """A theme, whole months and a goal that every house is to reach. Its state follows from the days."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: Whose teams are the houses; None: the divisions of the whole organisation.
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    measure = models.CharField(max_length=12, choices=measure_choices)
    #: Per head: a share of people (0.6), visitors per active head, or a score.
    goal = models.FloatField()
    first_day = models.DateField()
    last_day = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)
    called_off_at = models.DateTimeField(null=True, blank=True)
    #: When its houses were counted last; from ``frozen_at`` on they stay as they are.
    counted_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    #: When every house was at the goal for the first time.
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-last_day"], name="challenge_by_end")]


class ChallengeText(models.Model):
    """A challenge in one language: its theme, a sentence about it, and the prize in words."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=language_choices)
    theme = models.CharField(max_length=80)
    words = models.CharField(max_length=300, blank=True)
    prize = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["challenge", "language"], name="challenge_language_once")]


class Standing(models.Model):
    """How far a house of a challenge has come. Houses below the group floor were put under one roof before."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="standings")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=500)
    team_ids = models.JSONField(default=list)
    people = models.PositiveIntegerField()
    heads = models.PositiveIntegerField()
    total = models.FloatField()
    #: What groups of similar size came to per head, None when there are too few of them.
    alike = models.FloatField(null=True, blank=True)
    reached = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["challenge", "position"], name="standing_once")]


class NameConsent(models.Model):
    """This person said that their team may see their name when they did something for the first time."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)


class Board(models.Model):
    """The organisation has switched this board on. Switching it off deletes it with everybody's place."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=board_choices)
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "kind"], name="board_once")]


class BoardPlace(models.Model):
    """This person joined the board. Leaving deletes the row."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, models.CASCADE, related_name="places")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    joined_at = models.DateTimeField(default=timezone.now)
    #: As it is shown: the rounded score, or the first steps of the quarter. Counted anew every hour.
    figure = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "person"], name="board_place_once")]
