"""Who lets others see their scorecard. The scorecard itself is no table: it is read from what there is."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person


class Consent(models.Model):
    """A person's own yes to one agreement's lock. It ends with the row, at once, and with the agreement."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: The key of an agreements.Agreement: another agreement asks anew. No foreign key, because models are private.
    agreement_id = models.BigIntegerField()
    lock = models.CharField(max_length=30)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "agreement_id"], name="scorecard_consent_once")]
