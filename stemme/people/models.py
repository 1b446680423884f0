"""Organisations, teams, people, their roles, and the links that open the door."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from stemme.kit.languages import LANGUAGES
from stemme.people.roles import ROLES


def language_choices() -> list[tuple[str, str]]:
    return list(LANGUAGES)


def role_choices() -> list[tuple[str, str]]:
    return [(role.key, role.key) for role in ROLES]


def way_choices() -> list[tuple[str, str]]:
    """What opens a visit: the link of a mail, a sign-in link, a passkey, the company's own sign-in."""
    return [(way, way) for way in ("door", "link", "passkey", "oidc")]


class Organisation(models.Model):
    """A company. Nothing of one organisation is ever shown to another."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, choices=language_choices, default="en")
    time_zone = models.CharField(max_length=60, default="Europe/Oslo")
    mail_domain = models.CharField(max_length=120, blank=True)
    #: Smallest group whose figures are shown; never below five (security.md P-07).
    group_floor = models.PositiveSmallIntegerField(default=8)
    #: Share of invited people who should take part in a period, per cent (source 001: over 50 %).
    involvement_goal = models.PositiveSmallIntegerField(default=50)
    #: The weekday (Monday is 0) and hour, in the organisation's time zone, at which digests go out.
    digest_weekday = models.PositiveSmallIntegerField(default=1)
    digest_hour = models.PositiveSmallIntegerField(default=7)
    digest_minute = models.PositiveSmallIntegerField(default=45)
    #: The organisation's own host name for tracked links ("go.nordlys.no"); empty: the installation's.
    link_host = models.CharField(max_length=120, blank=True)
    #: Networks of its offices, one a line (10.0.0.0/8): visits from there are "internal".
    office_networks = models.TextField(blank=True)
    #: The organisation's own host name for the pages ("stemme.nordlys.no"); empty: the installation's.
    page_host = models.CharField(max_length=120, blank=True)
    #: Two small letters; empty: another one than those whose law is known.
    country = models.CharField(max_length=2, blank=True)
    #: Its colour, "#0b7285", and the name of its stored logo (brand.py).
    accent = models.CharField(max_length=7, blank=True)
    logo = models.CharField(max_length=120, blank=True)
    #: What roles allow rests in every visit by a mail's link, also for people who have no stronger way yet.
    roles_need_strong = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(group_floor__gte=5), name="organisation_group_floor_at_least_5"),
            models.UniqueConstraint(
                fields=["link_host"], condition=~Q(link_host=""), name="organisation_link_host_once"
            ),
            models.UniqueConstraint(
                fields=["page_host"], condition=~Q(page_host=""), name="organisation_page_host_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A department; teams form a tree. The top level is called a division on the screen."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "parent", "name"], name="team_once_per_parent"),
            models.UniqueConstraint(fields=["organisation", "name"], condition=Q(parent=None), name="team_once_at_top"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A colleague. What state somebody is in follows from the moments below, never from a flag."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    #: The number in the HR system; survives a new name and a new address.
    external_id = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=254)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=160, blank=True)
    place = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, choices=language_choices, default="en")
    #: When the person chose the language themselves; from then on a file of HR does not change it.
    language_chosen_at = models.DateTimeField(null=True, blank=True)
    theme = models.CharField(max_length=5, blank=True)
    #: Codes of the languages they want stories in, their own among them; null: they have not said.
    story_languages = models.JSONField(null=True, blank=True)
    #: Where their day begins and which holidays are theirs (two small letters); empty: as at the organisation.
    time_zone = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=2, blank=True)

    created_at = models.DateTimeField(default=timezone.now)
    invited_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)
    #: The mail server said that this address does not exist.
    bounced_at = models.DateTimeField(null=True, blank=True)
    #: Visits that began before this moment are over (left, or "sign out everywhere").
    signed_out_at = models.DateTimeField(null=True, blank=True)
    #: Since when they have a way to sign in that is stronger than a mail (ways.STRONG). From then on a visit opened by
    #: a mail's link gives them no role rights.
    strong_sign_in_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # A newcomer may get the address of somebody who has left.
            models.UniqueConstraint(
                fields=["organisation", "email"], condition=Q(deactivated_at=None), name="person_email_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "external_id"], condition=~Q(external_id=""), name="person_external_id_once"
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_lower"),
        ]
        indexes = [
            models.Index(fields=["organisation", "family_name", "given_name"], name="person_by_name"),
            # The list of people in its order: a page of it is read without sorting everybody.
            models.Index(
                fields=["organisation", "family_name", "given_name", "id"],
                condition=Q(deactivated_at=None),
                name="person_listed",
            ),
            # Which languages and places there are: a form asks each time, and the index alone answers.
            models.Index(
                fields=["organisation", "language", "place"], condition=Q(deactivated_at=None), name="person_spoken"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def initials(self) -> str:
        """At most two letters for the avatar."""
        return (self.given_name[:1] + self.family_name.split(" ")[-1][:1]).upper()

    def state(self, today: dt.date) -> str:
        """``left``, ``declined``, ``paused``, ``active``, ``invited`` or ``not_invited``."""
        if self.deactivated_at:
            return "left"
        if self.declined_at:
            return "declined"
        if self.paused_until and self.paused_until > today:
            return "paused"
        if self.joined_at:
            return "active"
        return "invited" if self.invited_at else "not_invited"


class RoleGrant(models.Model):
    """A person may do what the role allows (``roles.py``), where, since when and by whom."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=role_choices)
    #: Only for this team and those below it. With the team the grant goes, too: it must never become wider.
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    #: Only for this stream. No key: streams stand above people (docs/architecture.md).
    stream_id = models.BigIntegerField(null=True, blank=True)
    granted_at = models.DateTimeField(default=timezone.now)
    granted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "role"],
                condition=Q(team=None, stream_id=None),
                name="role_granted_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "person", "role", "team"],
                condition=Q(team__isnull=False),
                name="role_granted_once_per_team",
            ),
            models.UniqueConstraint(
                fields=["organisation", "person", "role", "stream_id"],
                condition=Q(stream_id__isnull=False),
                name="role_granted_once_per_stream",
            ),
            models.CheckConstraint(condition=Q(team=None) | Q(stream_id=None), name="role_granted_in_one_scope"),
        ]


class DoorLink(models.Model):
    """The personal link of a mail: usable many times for 14 days, opens scope ``suggest`` only (T-01)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    scope = models.CharField(max_length=10, default="suggest")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "created_at"], name="door_link_by_person")]


class SignInLink(models.Model):
    """A sign-in somebody asked for: ten minutes, once, with the asking browser's cookie or the typed code (T-01)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    code_hash = models.BinaryField(max_length=32)
    browser_hash = models.BinaryField(max_length=32)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class Visit(models.Model):
    """An open session of a person, so that they can see and end it. It goes with the session."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="visit")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    scope = models.CharField(max_length=10)
    way = models.CharField(max_length=10, choices=way_choices)
    #: In words (devices.py). Neither a version nor an address nor a place is kept.
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField()
    #: Exact to five minutes (middleware.py).
    seen_at = models.DateTimeField()


class RateBucket(models.Model):
    """How often something was tried lately, for the limits of T-34 that must hold across processes."""

    key = models.CharField(max_length=120, primary_key=True)
    tokens = models.FloatField()
    updated_at = models.DateTimeField()
