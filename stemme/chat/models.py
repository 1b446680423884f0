"""Channels of Slack and Teams, the apps that write to persons, and which story was posted where.

No text of a message is ever stored, and no secret that is not sealed (chat_secrets.py).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from stemme.chat.clouds import KINDS
from stemme.kit.languages import LANGUAGES
from stemme.people.models import Organisation, Person

QUEUED, SENDING, SENT, REFUSED, UNCLEAR = STATES = ("queued", "sending", "sent", "refused", "unclear")


def kind_choices() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in KINDS]


def state_choices() -> list[tuple[str, str]]:
    return [(state, state) for state in STATES]


def language_choices() -> list[tuple[str, str]]:
    return list(LANGUAGES)


class Room(models.Model):
    """A channel of Slack or Teams into which stories may be posted, by its incoming webhook."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=kind_choices)
    #: What editors know it by.
    name = models.CharField(max_length=80)
    #: Who reads there, in the owner's words: a webhook does not say.
    readers = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, choices=language_choices)
    #: The address, sealed; whoever has it can post there.
    address = models.TextField()
    #: Why the last message was not taken (answers.py); empty when it was.
    trouble = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="chat_room_once")]

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """A story on its way into a room: queued → sending → sent, refused or unclear. ``number``: the how manieth time."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    story = models.ForeignKey("library.Story", models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=state_choices, default=QUEUED)
    why = models.CharField(max_length=20, blank=True)
    not_before = models.DateTimeField()
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "room", "story", "number"], name="chat_posting_once")
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="chat_posting_waiting")]


class SlackApp(models.Model):
    """The app by which Slack takes messages for persons."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    #: The bot's token, sealed.
    token = models.TextField()
    #: What Slack calls the workspace and the bot.
    workspace = models.CharField(max_length=120)
    bot = models.CharField(max_length=120)
    #: What the token may do that we do not need, comma-separated.
    needless_scopes = models.CharField(max_length=400, blank=True)
    trouble = models.CharField(max_length=20, blank=True)
    changed_at = models.DateTimeField()


class TeamsApp(models.Model):
    """The bot by which Teams takes messages for persons."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    app_id = models.CharField(max_length=36)
    tenant_id = models.CharField(max_length=36)
    #: The client secret, sealed.
    secret = models.TextField()
    #: The public keys of the bot service (a JWKS), and when they were read.
    keys = models.JSONField(default=dict)
    keys_read_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)
    changed_at = models.DateTimeField()


class Account(models.Model):
    """Who a person is in Slack or Teams, found by the address at work. Without ``account``: asked, and not found."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    way = models.CharField(max_length=8, choices=kind_choices)
    account = models.CharField(max_length=255, blank=True)
    #: Teams: the conversation with the bot, and the service that it is held at.
    conversation = models.CharField(max_length=400, blank=True)
    service_url = models.CharField(max_length=400, blank=True)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "way", "person"], name="chat_account_once_per_person"),
            models.UniqueConstraint(
                fields=["organisation", "way", "account"], condition=~Q(account=""), name="chat_account_once"
            ),
        ]
