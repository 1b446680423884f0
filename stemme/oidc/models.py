"""How people of an organisation sign in with its own accounts, and which account is whose."""

from __future__ import annotations

from django.db import models

from stemme.people.models import Organisation, Person


class Provider(models.Model):
    """The sign-in of an organisation: where it is, what it said about itself, and what is decided about it here."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    #: What the button says.
    name = models.CharField(max_length=60)
    issuer = models.CharField(max_length=400)
    client_id = models.CharField(max_length=200)
    #: Sealed (kit/secret_texts.py); never shown again.
    client_secret = models.TextField()
    #: Mail domains that are the organisation's own besides the one it was made with, one a line.
    mail_domains = models.TextField(blank=True)
    #: What discovery said (discovery.Metadata), and when.
    metadata = models.JSONField()
    read_at = models.DateTimeField()
    #: The public keys it signs with (a JWKS), and when they were read.
    keys = models.JSONField()
    keys_read_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} ({self.issuer})"


class Identity(models.Model):
    """An account of the organisation's sign-in that is a person's: issuer and subject, never an address (T-06)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=400)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "issuer", "subject"], name="identity_once"),
            models.UniqueConstraint(fields=["organisation", "issuer", "person"], name="identity_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.subject}"


class SpentState(models.Model):
    """The state of a sign-in that came back: it cannot come back again. Kept as long as the cookie could live."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    state_hash = models.BinaryField(max_length=32, unique=True)
    spent_at = models.DateTimeField()
