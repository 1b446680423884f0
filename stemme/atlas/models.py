"""The counted map, and those who said that one may ask them. No row says where a single person is on the map."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person

#: Which group: everybody, a team with those below it, or a place.
ALL, TEAM, PLACE = "all", "team", "place"


def kind_choices() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in (ALL, TEAM, PLACE)]


class MapCount(models.Model):
    """The map of one group as it was counted for a week. Only what may be shown is written (figures.py)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=kind_choices)
    #: The id of the team or the name of the place; empty for everybody.
    key = models.CharField(max_length=120, blank=True)
    #: The Monday of the week it holds for.
    week = models.DateField()
    counted_at = models.DateTimeField()
    #: The smallest group that could be shown then.
    floor = models.PositiveSmallIntegerField()
    #: How many are or may be invited; only of everybody.
    people = models.PositiveIntegerField(null=True, blank=True)
    figures = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "kind", "key"], name="map_count_once")]


class CareOffer(models.Model):
    """A person said: you may ask me. It is theirs; they change it or take it back whenever they like."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    #: What they may be asked for.
    feedback = models.BooleanField(default=False)
    promote = models.BooleanField(default=False)
    mentor = models.BooleanField(default=False)
    #: Their field in their own words.
    field = models.CharField(max_length=160, blank=True)
    #: Whether the list may say where they are on the map.
    show_type = models.BooleanField(default=False)
    offered_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(feedback=True) | models.Q(promote=True) | models.Q(mentor=True),
                name="care_offer_of_something",
            )
        ]


class CareContact(models.Model):
    """That somebody was in touch with a person of the list, on a day. Never what came of it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    contacted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    contacted_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "contacted_on"], name="care_contact_once_a_day")]
