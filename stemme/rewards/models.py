"""The rules, what points can be redeemed for, each collector's ledger, requests, and the pot."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.people.models import Organisation, Person
from stemme.rewards import earning

OPEN, GRANTED, REFUSED, WITHDRAWN = "open", "granted", "refused", "withdrawn"


def state_choices() -> list[tuple[str, str]]:
    return [(state, state) for state in (OPEN, GRANTED, REFUSED, WITHDRAWN)]


def rule_choices() -> list[tuple[str, str]]:
    return [(rule, rule) for rule in earning.RULES]


def kind_choices() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in earning.KINDS]


class Programme(models.Model):
    """Whether an organisation gives points at all. Off until somebody switches it on."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    on = models.BooleanField(default=False)
    #: Nothing that happened before this moment earns anything.
    since = models.DateTimeField(null=True, blank=True)
    most_a_month = models.PositiveIntegerField(default=earning.DEFAULT_MOST_A_MONTH)
    #: What the pot is for; without one nothing can be given away.
    cause = models.CharField(max_length=200, blank=True)


class Rule(models.Model):
    """One thing that earns points (earning.py)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    key = models.CharField(max_length=20, choices=rule_choices)
    on = models.BooleanField(default=True)
    points = models.PositiveIntegerField()
    per_month = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="reward_rule_once")]


class Collector(models.Model):
    """Somebody who wants points, since when."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    #: They had shared before: another share is no first step.
    had_shared = models.BooleanField(default=False)
    #: They do not collect any more; their ledger stays.
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="reward_collector_once")]


class LedgerError(Exception):
    """Somebody tried to change an entry. A mistake is put right by another entry, with the reason."""


class Entries(models.QuerySet["Entry"]):
    """Entries are read, added, and go with their person."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise LedgerError("entries are never changed")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise LedgerError("entries are never changed")


class Entry(models.Model):
    """One line of a ledger."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=kind_choices)
    #: By which rule it was earned.
    rule = models.CharField(max_length=20, choices=rule_choices, blank=True)
    points = models.IntegerField()
    made_on = models.DateField()
    #: What was redeemed, or why an entry was put right.
    words = models.CharField(max_length=300, blank=True)
    #: The journal's fact it was earned by: each counts once.
    fact_id = models.BigIntegerField(null=True, blank=True)
    corrects = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")

    objects = Entries.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "fact_id"], condition=Q(fact_id__isnull=False),
                name="reward_each_fact_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(kind=earning.EARNED, rule=earning.FIRST_STEP),
                name="reward_first_step_once",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation", "person", "made_on"], name="reward_entry_by_person")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry. Raises LedgerError when it is in the ledger already."""
        if not self._state.adding:
            raise LedgerError("entries are never changed")
        super().save(*args, **{**kwargs, "force_insert": True})


class Reward(models.Model):
    """Something that points can be redeemed for."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    cost = models.PositiveIntegerField()
    #: How many are left; None: as many as anybody asks for.
    stock = models.PositiveIntegerField(null=True, blank=True)
    listed = models.BooleanField(default=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(cost__gte=1), name="reward_costs_something")]


class Request(models.Model):
    """Somebody asks for a reward, or says that an entry is wrong; a people administrator answers."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: One of the two.
    reward = models.ForeignKey(Reward, models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="+")
    #: What the reward cost when it was asked for.
    points = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=state_choices, default=OPEN)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    #: The answer's words, for the person.
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reward=None, entry__isnull=False) | Q(reward__isnull=False, entry=None),
                name="reward_request_about_one",
            ),
            models.UniqueConstraint(
                fields=["organisation", "entry"], condition=Q(state=OPEN, entry__isnull=False),
                name="reward_entry_questioned_once",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation", "state"], name="reward_request_by_state")]


class Pot(models.Model):
    """How many points were given away for the cause, in all. Nobody's name."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    points = models.PositiveIntegerField(default=0)
