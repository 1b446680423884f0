"""What the papers of an organisation need to know beyond the live configuration, and the editions that were issued."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.council.countries import COUNTRIES
from stemme.council.legal_bases import BASES
from stemme.journal.models import AddedRow
from stemme.people.models import Organisation, Person, language_choices


def country_choices() -> list[tuple[str, str]]:
    return [(country.code, country.code) for country in COUNTRIES]


def basis_choices() -> list[tuple[str, str]]:
    return [(basis, basis) for basis in BASES]


class Particulars(models.Model):
    """What no program can know: who answers for the data, on which basis. One row for each organisation."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    controller = models.CharField(max_length=200, blank=True)
    address = models.TextField(max_length=500, blank=True)
    #: Whom to ask about privacy, and the data protection officer: names and ways to reach them, as the owner wrote.
    contact = models.CharField(max_length=200, blank=True)
    officer = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=5, choices=country_choices, blank=True)
    basis = models.CharField(max_length=20, choices=basis_choices, blank=True)
    #: Reference and date of the works agreement.
    agreement = models.CharField(max_length=200, blank=True)
    agreed_on = models.DateField(null=True, blank=True)


class Edition(AddedRow):
    """All papers as they were on a day, with what they were made from. Never changed; the journal holds both hashes."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: 1, 2, 3 … in each organisation.
    number = models.PositiveIntegerField()
    issued_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    configuration = models.JSONField()
    #: SHA-256 of the configuration and of the papers (configuration.py), in hexadecimal letters.
    fingerprint = models.CharField(max_length=64)
    papers_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="edition_number_once")]


class Paper(AddedRow):
    """One paper of an edition in one language: its title, its first sentence, and its blocks (blocks.py)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    paper = models.CharField(max_length=20)
    language = models.CharField(max_length=5, choices=language_choices)
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "paper", "language"], name="paper_once")]


class Seen(AddedRow):
    """An employee representative has seen an edition. Says nothing about agreeing with it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "person"], name="edition_seen_once")]


class Staleness(models.Model):
    """Since when the newest edition has not been what holds: noticed by comparing, once an hour and by looking."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    noticed_at = models.DateTimeField()
