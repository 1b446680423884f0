"""Agreements that open a lock: what may be measured more, why, by whose yes, from which day."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from stemme.agreements.countries import LEAST_DAYS, NOTICE_DAYS
from stemme.agreements.locks import LOCKS
from stemme.people.models import Organisation, Person

#: How somebody was told: by a mail, by reading the agreement's own page, or in another way for which a representative
#: vouches.
MAIL, PAGE, OTHERWISE = "mail", "page", "otherwise"
#: Whoever asked or answered and was erased since: two that stay two.
GONE_ASKER, GONE_ANSWERER = -1, -2


class DayNumber(models.Func):
    """A day as a number, of which only differences mean anything: for constraints on both databases."""

    output_field = models.IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Of Julian days."""
        return self.as_sql(compiler, connection, template="CAST(julianday(%(expressions)s) AS INTEGER)", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Since some day."""
        return self.as_sql(compiler, connection, template="(%(expressions)s - DATE '2000-01-01')", **more)


def _long_enough() -> Q:
    """The notice period is not shorter than that of its country."""
    named = [Q(country=country, notice_days__gte=days) for country, days in NOTICE_DAYS.items()]
    return Q(*named, ~Q(country__in=sorted(NOTICE_DAYS)) & Q(notice_days__gte=LEAST_DAYS), _connector=Q.OR)


def lock_choices() -> list[tuple[str, str]]:
    """What can be opened (locks.py)."""
    return [(lock, lock) for lock in LOCKS]


def way_choices() -> list[tuple[str, str]]:
    """How somebody is told."""
    return [(way, way) for way in (MAIL, PAGE, OTHERWISE)]


class Agreement(models.Model):
    """One attempt to open one lock (locks.py). Nothing in it is changed once it was asked for; a new one follows.

    It is open when somebody else, an employee representative, said yes, everybody was told, the notice period is over
    and nobody has closed it. The constraints, and the guards (guards.py), keep what no page may get around.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    lock = models.CharField(max_length=30, choices=lock_choices)
    purpose = models.TextField()
    #: What was agreed where: "Works agreement of 3 May 2026, § 4".
    reference = models.CharField(max_length=200)
    #: The country whose notice period holds, and the days of it (countries.py).
    country = models.CharField(max_length=2, blank=True)
    notice_days = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Who asked and who answered, kept as numbers so that they stay two when one of them is gone.
    asker = models.BigIntegerField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answerer = models.BigIntegerField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    #: When the last of everybody was told, and which day that was there; the period runs from that day.
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_on = models.DateField(null=True, blank=True)
    takes_effect_on = models.DateField(null=True, blank=True)
    #: Taken back, refused, or closed again: at once, by either side alone.
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "lock"], condition=Q(closed_at=None), name="agreement_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(answerer=None) | ~Q(answerer=F("asker")), name="agreement_takes_two"),
            models.CheckConstraint(
                condition=Q(agreed=None, answerer=None, answered_at=None)
                | Q(agreed__isnull=False, answerer__isnull=False, answered_at__isnull=False),
                name="agreement_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(asked_by=None) | Q(asked_by=F("asker")))
                & (Q(answered_by=None) | Q(answered_by=F("answerer"))),
                name="agreement_by_whom_it_says",
            ),
            models.CheckConstraint(condition=_long_enough(), name="agreement_period_of_its_country"),
            models.CheckConstraint(
                condition=Q(announced_at=None) | Q(agreed=True), name="agreement_announced_after_a_yes"
            ),
            models.CheckConstraint(
                condition=Q(takes_effect_on=None, announced_on=None, announced_at=None)
                | Q(takes_effect_on__isnull=False, announced_on__isnull=False, announced_at__isnull=False),
                name="agreement_never_silent",
            ),
            models.CheckConstraint(
                condition=Q(takes_effect_on=None)
                | Q(GreaterThanOrEqual(DayNumber("takes_effect_on") - DayNumber("announced_on"), F("notice_days"))),
                name="agreement_not_before_its_day",
            ),
        ]


class Told(models.Model):
    """Somebody was told of an agreement before it takes effect: by mail, on the page, or otherwise."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="told")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    told_at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=way_choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="agreement_told_once")]
