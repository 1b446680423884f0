"""A random part of the colleagues who are not invited to a story or campaign, so that it shows what inviting causes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stemme.people.models import Organisation, Person


class Lottery(models.Model):
    """A draw over one story or one campaign. Everybody knows that there are lotteries; nobody is told their lot."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    story = models.ForeignKey("library.Story", models.CASCADE, null=True, blank=True, related_name="+")
    campaign = models.ForeignKey("library.Campaign", models.CASCADE, null=True, blank=True, related_name="+")
    #: Of a hundred, who are not invited.
    share = models.PositiveSmallIntegerField(default=10)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    drawn_at = models.DateTimeField(default=timezone.now)
    #: From then on everybody is invited; the figures are taken at this moment.
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(story=None, campaign__isnull=False) | Q(story__isnull=False, campaign=None),
                name="lottery_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(share__gte=5, share__lte=50), name="lottery_share"),
            models.UniqueConstraint(fields=["story"], condition=Q(ended_at=None), name="lottery_of_story_once"),
            models.UniqueConstraint(fields=["campaign"], condition=Q(ended_at=None), name="lottery_of_campaign_once"),
        ]


class Lot(models.Model):
    """Somebody who was in a draw, and whether they were held back. Deleted thirty days after the end."""

    lottery = models.ForeignKey(Lottery, models.CASCADE, related_name="lots")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    held = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lottery", "person"], name="lot_once")]
        indexes = [models.Index(fields=["person"], condition=Q(held=True), name="lot_held")]
