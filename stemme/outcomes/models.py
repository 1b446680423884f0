"""What the voices lead to: goals, the doors of conversions, conversions with their touches, and their sums."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.library.models import Campaign, Story, Stream
from stemme.outcomes.attributing import MODELS
from stemme.outcomes.kinds import DOOR_KINDS, GOAL_KINDS
from stemme.people.models import Organisation, Person


def goal_kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in GOAL_KINDS]


def door_kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in DOOR_KINDS]


def model_choices() -> list[tuple[str, str]]:
    return [(model, model) for model in MODELS]


class Goal(models.Model):
    """A business goal that conversions count towards: what, how many, by when, worth how much."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=goal_kinds)
    #: What doors call it: lower-case letters, digits and hyphens.
    key = models.SlugField(max_length=60)
    #: Whose goal it is, in words ("Marketing"); and the colleague who answers for it.
    department = models.CharField(max_length=80, blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: How many per period; empty: no target.
    target = models.PositiveIntegerField(null=True, blank=True)
    #: What the target is for: month, quarter, year, or "whole" from the first to the last day.
    per = models.CharField(max_length=8, default="month")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    #: Worth of one conversion in the organisation's currency; empty: as the event says, else nothing.
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    #: The event's own value counts where it brings one.
    value_from_event = models.BooleanField(default=False)
    model = models.CharField(max_length=8, choices=model_choices, default="linear")
    #: For how long after a click a conversion is credited to it.
    window_days = models.PositiveSmallIntegerField(default=30)
    #: Only clicks on these count; empty in all three: every story.
    streams = models.ManyToManyField(Stream, related_name="+", blank=True)
    campaigns = models.ManyToManyField(Campaign, related_name="+", blank=True)
    stories = models.ManyToManyField(Story, related_name="+", blank=True)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="goal_key_once"),
            models.CheckConstraint(condition=Q(window_days__gte=1, window_days__lte=90), name="goal_window"),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=models.F("first_day")), name="goal_ends_after_it_begins"
            ),
        ]


class Door(models.Model):
    """A way for conversions to come in: a token of the server API, a site's script or pixel, a file, our own pages."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=door_kinds)
    name = models.CharField(max_length=80)
    #: Public: what the script and the pixel say to whom they belong.
    code = models.CharField(max_length=24, unique=True)
    #: SHA-256 of the bearer token; the token itself is shown once.
    token_hash = models.CharField(max_length=64, blank=True)
    #: The secret of signed events, sealed (kit/secret_texts.py).
    secret = models.TextField(blank=True)
    #: Hosts from which script and pixel may speak, one a line.
    sites = models.TextField(blank=True)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "kind"], name="door_of_organisation")]


class Conversion(models.Model):
    """Something a goal counts. Without a touch within the window it counts for nothing and is kept for its number only.

    It grows with the web's traffic: organisation first in every key.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="+")
    door = models.ForeignKey(Door, models.PROTECT, related_name="+")
    #: The sender's own number of the event: once per door, for the life of the event.
    event_id = models.CharField(max_length=80)
    #: SHA-256 of what was sent, so that the same number with other words is noticed.
    body_hash = models.CharField(max_length=64)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    #: The day in the organisation's time zone.
    day = models.DateField()
    #: What the event said itself; empty: nothing.
    event_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    #: In the organisation's currency, as counted; 0 if it has none.
    value = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    #: How many touches it has; 0: it is not counted.
    touches = models.PositiveSmallIntegerField(default=0)
    #: Taken back by the sender.
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "door", "event_id"], name="conversion_once"),
        ]
        indexes = [models.Index(fields=["organisation", "goal", "day"], name="conversion_by_day")]


class Touch(models.Model):
    """A click that led to a conversion, with its part of it in each model, in millionths: they add up exactly."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    conversion = models.ForeignKey(Conversion, models.CASCADE, related_name="touch_rows")
    #: Oldest first, from 0.
    number = models.PositiveSmallIntegerField()
    clicked_at = models.DateTimeField()
    #: Of links, stats and library: numbers, as clicks have them.
    link_id = models.BigIntegerField()
    story_id = models.BigIntegerField()
    #: Null when the person left.
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    team_id = models.BigIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=20)
    last = models.PositiveIntegerField(default=0)
    first = models.PositiveIntegerField(default=0)
    linear = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    decay = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversion", "number"], name="touch_once")]
        indexes = [
            models.Index(fields=["organisation", "person"], name="touch_of_person"),
            models.Index(fields=["organisation", "story_id"], name="touch_of_story"),
        ]


class OutcomeTally(models.Model):
    """Conversions of a goal in one day, month or year, credited to one thing by one model. Pages read only these."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="+")
    #: "all", "channel", "story", "person", "team" (with the teams above it), "voices" (key: how many people's links).
    dimension = models.CharField(max_length=8)
    key = models.BigIntegerField(default=0)
    #: "day", "month", or of stories "year".
    grain = models.CharField(max_length=5)
    start = models.DateField()
    model = models.CharField(max_length=8, choices=model_choices)
    #: Millionths of a conversion, and of the currency's unit.
    conversions = models.BigIntegerField(default=0)
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "goal", "model", "grain", "dimension", "start", "key"], name="outcome_once"
            )
        ]
        # All that the funnel's lines need of thousands of stories.
        indexes = [
            models.Index(
                fields=["organisation", "goal", "model", "grain", "start", "key", "conversions"],
                condition=models.Q(dimension="story"),
                name="outcome_of_stories",
            )
        ]


class DirtyDay(models.Model):
    """A day whose sums must be made again."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "goal", "day"], name="dirty_day_once")]


class ValueRules(models.Model):
    """What the organisation agreed for its sums of money. Without a row: nothing is known, and nothing is summed."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    #: ISO 4217.
    currency = models.CharField(max_length=3)
    #: What an hour of an employee's time costs, and minutes one share takes.
    hour_cost = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    minutes_per_share = models.DecimalField(max_digits=5, decimal_places=1, default=2)
    #: Switched off for good: clicks are never turned into money again.
    media_value_off_at = models.DateTimeField(null=True, blank=True)
    #: "Values per outcome were agreed with Finance on 3 September."
    agreed_with = models.CharField(max_length=80, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)


class ClickPrice(models.Model):
    """What a click on a channel would cost elsewhere: low, base, high, with where the figures are from."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=20)
    low = models.DecimalField(max_digits=8, decimal_places=2)
    base = models.DecimalField(max_digits=8, decimal_places=2)
    high = models.DecimalField(max_digits=8, decimal_places=2)
    source = models.CharField(max_length=200)
    #: When the source said so.
    dated = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "channel"], name="click_price_once"),
            models.CheckConstraint(
                condition=Q(low__gte=0, low__lte=models.F("base"), base__lte=models.F("high")), name="click_price_order"
            ),
        ]


class Cost(models.Model):
    """What the programme costs in a month, by line: hosting, licence, training, editors' hours, other."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    label = models.CharField(max_length=80, blank=True)
    #: Hours, where it is work; empty otherwise.
    hours = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    #: Per month in the organisation's currency.
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    #: The first day of the first and of the last month it holds for; no last one: until it is changed.
    first_month = models.DateField()
    last_month = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["organisation", "first_month"], name="cost_of_organisation")]
