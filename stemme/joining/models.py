"""Ways to join: links that hang on walls, and those who asked and have not confirmed yet."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from stemme.kit.languages import LANGUAGES
from stemme.people.models import Organisation, Person, Team


def language_choices() -> list[tuple[str, str]]:
    return list(LANGUAGES)


class JoinLink(models.Model):
    """A reusable invitation: who may ask by it, until when, how many. It lets nobody in by itself."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: Those who join by it come into this team. With the team the link goes: it must never become wider.
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    #: Where it hangs, for the administrators.
    label = models.CharField(max_length=80)
    token = models.CharField(max_length=16, unique=True)
    code = models.CharField(max_length=8, unique=True)
    language = models.CharField(max_length=5, choices=language_choices, default="en")
    #: Mail domains of the company, one a line; an address there is proof enough.
    domains = models.TextField(blank=True)
    #: Whether people without a work address may ask with another; a people administrator decides.
    private = models.BooleanField(default=False)
    most = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0)
    #: The last day on which it works, at the organisation.
    last_day = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)
    #: Their right to invite is looked at again whenever somebody joins (security.md T-28).
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    stopped_at = models.DateTimeField(null=True, blank=True)


class JoinRequest(models.Model):
    """Somebody asked to take part and has not confirmed yet. Gone after seven days, or when they are a person."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    link = models.ForeignKey(JoinLink, models.CASCADE, related_name="+")
    email = models.CharField(max_length=254)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, choices=language_choices, default="en")
    #: True for an address outside the link's domains until a people administrator has said yes: nothing is sent before.
    waits = models.BooleanField(default=False)
    #: When they asked, or were said yes to; the seven days run from here.
    since = models.DateTimeField(default=timezone.now)
    #: Of the mail's link; none before it is sent.
    token_hash = models.BinaryField(max_length=32, null=True, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "email"], name="join_request_once"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="join_request_email_lower"),
        ]
        indexes = [models.Index(fields=["since"], name="join_request_since")]
