"""Who likes to help, who would like a hand, and the two of them together. Both asked for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.buddies.course import ASKED_HELPER, ASKED_NEWCOMER, DONE, ENDED, PASSED, RUNNING
from stemme.people.models import Organisation, Person

OPEN = (ASKED_HELPER, ASKED_NEWCOMER, RUNNING)


def state_choices() -> list[tuple[str, str]]:
    return [(state, state) for state in (*OPEN, DONE, ENDED, PASSED)]


class Helper(models.Model):
    """Somebody who has shared several times likes to help."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: So many newcomers at a time: one to three.
    room = models.PositiveSmallIntegerField(default=1)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="buddy_helper_once"),
            models.CheckConstraint(condition=Q(room__gte=1, room__lte=3), name="buddy_helper_room"),
        ]


class Wish(models.Model):
    """A newcomer would like company for a first share."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="buddy_wish_once")]


class Pair(models.Model):
    """A helper and a newcomer. Neither learns the other's name before both have said yes."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    helper = models.ForeignKey(Person, models.CASCADE, related_name="+")
    newcomer = models.ForeignKey(Person, models.CASCADE, related_name="+")
    state = models.CharField(max_length=14, choices=state_choices, default=ASKED_HELPER)
    #: How many of the three small steps the newcomer has ticked, in their order.
    steps = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            # A pair that did not come about is not proposed again.
            models.UniqueConstraint(fields=["organisation", "helper", "newcomer"], name="buddy_pair_once"),
            models.UniqueConstraint(
                fields=["organisation", "newcomer"], condition=Q(state__in=OPEN), name="buddy_one_helper_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "helper", "state"], name="buddy_pair_by_helper")]
