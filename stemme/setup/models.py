"""What setting up keeps. Nothing here is about a person."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation


class FirstStart(models.Model):
    """The one-time address of an installation without an organisation (security.md T-08). Gone when it was used."""

    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()


class Canary(models.Model):
    """A text sealed with the installation's secret key: who cannot open it runs with another key (T-31). One row."""

    sealed = models.TextField()
    planted_at = models.DateTimeField(default=timezone.now)


class Progress(models.Model):
    """What of an organisation's first steps cannot be seen elsewhere."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    #: The mail server took a test mail.
    mail_accepted_at = models.DateTimeField(null=True, blank=True)
    #: These addresses answered as they should, then: of the pages and of the links, with a space between.
    addresses = models.CharField(max_length=400, blank=True)
    addresses_checked_at = models.DateTimeField(null=True, blank=True)
    #: An owner does not want to be reminded any more.
    dismissed_at = models.DateTimeField(null=True, blank=True)
