"""What the programme caused: a random part is not invited to a story or campaign, and the rest is compared with it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.library.models import Lottery
from stemme.people.models import Organisation


class Outcome(models.Model):
    """What came of a lottery, summed when it ended: sums only, never persons. Sums of squares make the interval."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    lottery = models.OneToOneField(Lottery, models.CASCADE, related_name="+")
    #: By measure ("visits", "leads", "applications"): {"invited": [n, sum, squares], "held": [n, sum, squares],
    #: "chance": the share of lots drawn anew that give as much}.
    sums = models.JSONField(default=dict)
    counted_at = models.DateTimeField(default=timezone.now)
