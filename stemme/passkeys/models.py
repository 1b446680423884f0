"""Passkeys, the codes for having lost them, and the questions that are open just now."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person


class Passkey(models.Model):
    """A key pair on somebody's device, of which we hold the public half: nothing here lets anybody in."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    credential_id = models.BinaryField(max_length=1023, unique=True)
    public_key = models.BinaryField(max_length=2000)
    #: What stands for the person on their devices: 32 random bytes, the same for all of theirs.
    handle = models.BinaryField(max_length=64)
    sign_count = models.PositiveBigIntegerField(default=0)
    #: May be copied by the maker of the device to other devices of the person; and whether it has been.
    synced = models.BooleanField(default=False)
    backed_up = models.BooleanField(default=False)
    #: As the person calls it.
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="passkey_by_person")]


class RecoveryCode(models.Model):
    """One of ten. All of a set have one salt."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    salt = models.BinaryField(max_length=16)
    code_hash = models.BinaryField(max_length=32)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)


class Challenge(models.Model):
    """A question to a browser that waits for its answer: once, five minutes, from the browser it was put to.

    Neither a person nor an organisation: who will answer is not known yet.
    """

    challenge_hash = models.BinaryField(max_length=32, unique=True)
    #: Of what it is for and of the asking browser's secret.
    bound_to = models.BinaryField(max_length=32)
    #: For a new passkey: what will stand for the person on their devices.
    handle = models.BinaryField(max_length=64, default=b"")
    expires_at = models.DateTimeField(db_index=True)
