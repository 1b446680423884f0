"""The roll-out: plans, waves, who is invited with which, check-lists, forecasts, the launch kit's texts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.people.models import Organisation, Person, language_choices


class Plan(models.Model):
    """How everybody is invited. One at a time; its waves order invitations and coaching, never access."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Agreed, so that its waves may be launched; before that it is a draft.
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    first_day = models.DateField()
    #: How long one wave is looked after, and the days between the beginnings of two.
    weeks = models.PositiveSmallIntegerField(default=8)
    #: At most so many people in the first wave, and in each of those that follow.
    pilot_size = models.PositiveIntegerField(default=40)
    capacity = models.PositiveIntegerField(default=300)
    #: At most so much of one team in one wave of those who are chosen, per cent.
    team_share = models.PositiveSmallIntegerField(default=40)
    #: A wave opens when so much of the one before has taken part, per cent.
    opens_at = models.PositiveSmallIntegerField(default=40)
    seed = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(ended_at=None), name="waves_one_plan"),
            models.CheckConstraint(condition=Q(team_share__gte=1, team_share__lte=100), name="waves_team_share"),
            models.CheckConstraint(condition=Q(opens_at__lte=100), name="waves_opens_at"),
        ]


class Wave(models.Model):
    """People who are invited at the same time and looked after together."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="waves")
    #: 0 is the pilot.
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    launched_at = models.DateTimeField(null=True, blank=True)
    launched_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Why it was launched although the wave before had not come far enough, or the list was not done.
    reason = models.CharField(max_length=300, blank=True)
    #: What the lead wrote down afterwards.
    learned = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="wave_once"),
            models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="wave_ends_after_it_begins"),
        ]


class Place(models.Model):
    """With which wave somebody is invited. Says nothing about them: no score and no type is kept here."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="places")
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="places")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: Put there by hand: a new plan leaves them where they are.
    moved_at = models.DateTimeField(null=True, blank=True)
    moved_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="wave_place_once")]


class Check(models.Model):
    """One line of a wave's check-list: one of ours (``key``, checks.py) or the organisation's own words."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="checks")
    key = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(key="") | ~Q(text=""), name="wave_check_says_something"),
            models.UniqueConstraint(fields=["wave", "key"], condition=~Q(key=""), name="wave_check_once"),
        ]


class Forecast(models.Model):
    """What was expected of a wave on a day: how many will have taken part at its end, with an 80 % interval."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="forecasts")
    made_on = models.DateField()
    people = models.PositiveIntegerField()
    low = models.PositiveIntegerField()
    middle = models.FloatField()
    high = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "made_on"], name="wave_forecast_once_a_day")]


class KitText(models.Model):
    """A text of the launch kit as the organisation changed it; without a row it is ours (kit/)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: One of kit/pieces.py: invitation, reminder, manager_note, intranet, poster …
    piece = models.CharField(max_length=30)
    language = models.CharField(max_length=5, choices=language_choices)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "piece", "language"], name="kit_text_once")]


class KitStory(models.Model):
    """One of the first stories that newcomers are shown. No key: the plan outlives a story."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    story_id = models.BigIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "story_id"], name="kit_story_once")]
