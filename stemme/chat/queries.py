"""Reading: rooms, what was posted where, and by which ways persons are reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from stemme.chat import chat_secrets
from stemme.chat.clouds import SLACK, TEAMS
from stemme.chat.models import Account, Posting, Room, SlackApp, TeamsApp


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A channel as pages show it; never its address."""

    id: int
    kind: str
    name: str
    readers: str
    language: str
    #: Key of wording.WHY, or "".
    trouble: str


@dataclass(frozen=True, slots=True)
class RoomState:
    """A channel and what became of one story there. ``times``: how often it was asked for; the rest is of the last."""

    room: RoomRow
    times: int
    state: str
    why: str
    asked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SlackRow:
    """The Slack app without its token."""

    workspace: str
    bot: str
    needless_scopes: tuple[str, ...]
    trouble: str
    people: int


@dataclass(frozen=True, slots=True)
class TeamsRow:
    """The bot for Teams without its secret."""

    app_id: str
    tenant_id: str
    trouble: str
    people: int


def rooms(organisation_id: int) -> list[RoomRow]:
    """The organisation's channels by name."""
    return [_row(room) for room in Room.objects.filter(organisation_id=organisation_id).order_by("name", "id")]


def _row(room: Room) -> RoomRow:
    lost = chat_secrets.is_lost(room.address, chat_secrets.ROOM, organisation_id=room.organisation_id)
    trouble = "secret" if lost else room.trouble
    return RoomRow(room.pk, room.kind, room.name, room.readers, room.language, trouble)


def rooms_for(organisation_id: int, story_id: int) -> list[RoomState]:
    """Each channel with what became of this story there. Two queries."""
    last: dict[int, Posting] = {}
    for posting in Posting.objects.filter(organisation_id=organisation_id, story_id=story_id).order_by("number"):
        last[posting.room_id] = posting
    return [_state(room, last.get(room.id)) for room in rooms(organisation_id)]


def _state(room: RoomRow, last: Posting | None) -> RoomState:
    if last is None:
        return RoomState(room, 0, "", "", None)
    return RoomState(room, last.number, last.state, last.why, last.asked_at)


def slack_app(organisation_id: int) -> SlackRow | None:
    """The Slack app, or None."""
    app = SlackApp.objects.filter(organisation_id=organisation_id).first()
    if app is None:
        return None
    lost = chat_secrets.is_lost(app.token, chat_secrets.SLACK, organisation_id=organisation_id)
    scopes = tuple(app.needless_scopes.split(",")) if app.needless_scopes else ()
    return SlackRow(app.workspace, app.bot, scopes, "secret" if lost else app.trouble, _people(organisation_id, SLACK))


def teams_app(organisation_id: int) -> TeamsRow | None:
    """The bot for Teams, or None."""
    app = TeamsApp.objects.filter(organisation_id=organisation_id).first()
    if app is None:
        return None
    lost = chat_secrets.is_lost(app.secret, chat_secrets.TEAMS, organisation_id=organisation_id)
    return TeamsRow(app.app_id, app.tenant_id, "secret" if lost else app.trouble, _people(organisation_id, TEAMS))


def _people(organisation_id: int, way: str) -> int:
    return Account.objects.filter(organisation_id=organisation_id, way=way).exclude(account="").count()


def ways_of(organisation_id: int) -> tuple[str, ...]:
    """By which of ``slack`` and ``teams`` persons can be reached: set up, and the key was good the last time."""
    found = []
    if SlackApp.objects.filter(organisation_id=organisation_id, trouble="").exists():
        found.append(SLACK)
    if TeamsApp.objects.filter(organisation_id=organisation_id, trouble="").exists():
        found.append(TEAMS)
    return tuple(found)


def reached_by(way: str, organisation_id: int, person_ids: Collection[int]) -> set[int]:
    """Who of these is known there. One query."""
    known = Account.objects.filter(organisation_id=organisation_id, way=way, person_id__in=list(person_ids))
    return set(known.exclude(account="").values_list("person_id", flat=True))


def reaches(organisation_id: int, person_id: int) -> dict[str, bool]:
    """For each way that is set up, whether the person is known there. For their own page alone."""
    own = Account.objects.filter(organisation_id=organisation_id, person_id=person_id).exclude(account="")
    known = set(own.values_list("way", flat=True))
    return {way: way in known for way in ways_of(organisation_id)}
