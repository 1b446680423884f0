"""Writing: what an owner sets up for Slack and Teams. Secrets are sealed before they are written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from stemme.chat import account_actions, answers, calling, chat_secrets, slack_blocks, teams_card, telling
from stemme.chat.answers import Outcome
from stemme.chat.clouds import SLACK, TEAMS
from stemme.chat.content import Content
from stemme.chat.models import Account, Room, SlackApp, TeamsApp
from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.lines import one_line
from stemme.kit.secret_texts import SecretLostError
from stemme.people.viewer import Viewer

#: What the Slack app has to be allowed, and no more (T-25): write as itself, and find a person by work address.
SCOPES = ("chat:write", "users:read", "users:read.email")


class NotTakenError(Exception):
    """The product did not accept what was entered; ``why`` is a key of wording.WHY, ``missing`` what it lacks."""

    def __init__(self, why: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.missing = missing


@dataclass(frozen=True, slots=True)
class WantedRoom:
    """What an owner wrote about a channel."""

    kind: str
    name: str
    readers: str
    language: str
    address: str


def add_room(*, actor: Viewer, wanted: WantedRoom, now: dt.datetime) -> int:
    """Enter a channel; its id. Raises IntegrityError for a name that is there, ValueError for an address elsewhere."""
    if calling.hook_problem(wanted.address, wanted.kind):
        raise ValueError("not an address that we post to")
    org = actor.organisation_id
    with transaction.atomic():
        room = Room.objects.create(
            organisation_id=org,
            kind=wanted.kind,
            name=wanted.name,
            readers=wanted.readers,
            language=wanted.language,
            address=chat_secrets.sealed(wanted.address, chat_secrets.ROOM, organisation_id=org),
            made_at=now,
        )
        record(facts.CHAT_CHANGED, organisation_id=org, actor_id=actor.person_id, at=now, part=wanted.kind)
    return room.pk


def remove_room(*, actor: Viewer, room_id: int, now: dt.datetime) -> None:
    """Forget a channel, its address and what was posted there. Messages that are there stay."""
    org = actor.organisation_id
    with transaction.atomic():
        Room.objects.filter(organisation_id=org, id=room_id).delete()
        record(facts.CHAT_REMOVED, organisation_id=org, actor_id=actor.person_id, at=now, part="room")


def post_to_room(room: Room, content: Content) -> Outcome:
    """Post to a channel, once, and keep whether it was taken."""
    try:
        address = chat_secrets.opened(room.address, chat_secrets.ROOM, organisation_id=room.organisation_id)
    except SecretLostError:
        return Outcome(answers.REFUSED, "secret")
    drawn = slack_blocks.message(content) if room.kind == SLACK else teams_card.envelope(content)
    outcome = calling.post_to_hook(room.kind, address, drawn)
    trouble = outcome.why if outcome.state == answers.REFUSED else ""
    Room.objects.filter(organisation_id=room.organisation_id, id=room.pk).update(trouble=trouble)
    return outcome


def test_room(*, actor: Viewer, room_id: int) -> Outcome:
    """Post a test message. Raises Room.DoesNotExist."""
    room = Room.objects.get(organisation_id=actor.organisation_id, id=room_id)
    return post_to_room(room, telling.of_test(room.language, organisation=actor.organisation_name))


def connect_slack(*, actor: Viewer, token: str, now: dt.datetime) -> None:
    """Keep the bot's token, after asking Slack whose it is and what it may do. Raises NotTakenError."""
    outcome, said, headers = calling.call_slack(token, "auth.test", {})
    if outcome.state != answers.SENT:
        raise NotTakenError(outcome.why)
    allowed = [scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip()]
    missing = tuple(scope for scope in SCOPES if scope not in allowed)
    if missing:
        raise NotTakenError("scopes", missing)
    org = actor.organisation_id
    needless = ",".join(one_line(scope, limit=60) for scope in allowed if scope not in SCOPES)[:400]
    fields = {
        "token": chat_secrets.sealed(token, chat_secrets.SLACK, organisation_id=org),
        "workspace": one_line(str(said.get("team", "")), limit=120),
        "bot": one_line(str(said.get("user", "")), limit=120),
        "needless_scopes": needless,
        "trouble": "",
        "changed_at": now,
    }
    with transaction.atomic():
        SlackApp.objects.update_or_create(organisation_id=org, defaults=fields)
        # Another workspace knows people by other names.
        Account.objects.filter(organisation_id=org, way=SLACK).delete()
        record(facts.CHAT_CHANGED, organisation_id=org, actor_id=actor.person_id, at=now, part="slack_app")


def connect_teams(*, actor: Viewer, app_id: str, tenant_id: str, secret: str, now: dt.datetime) -> None:
    """Keep the bot's secret, after asking Microsoft for a token with it. Empty: the one there is. NotTakenError."""
    org = actor.organisation_id
    before = TeamsApp.objects.filter(organisation_id=org).first()
    if not secret and before:
        try:
            secret = chat_secrets.opened(before.secret, chat_secrets.TEAMS, organisation_id=org)
        except SecretLostError as error:
            raise NotTakenError("secret") from error
    outcome, token, _lasts = calling.teams_token(app_id=app_id, tenant_id=tenant_id, secret=secret)
    if not token:
        raise NotTakenError(outcome.why)
    fields = {
        "app_id": app_id,
        "tenant_id": tenant_id,
        "secret": chat_secrets.sealed(secret, chat_secrets.TEAMS, organisation_id=org),
        "trouble": "",
        "changed_at": now,
    }
    with transaction.atomic():
        TeamsApp.objects.update_or_create(organisation_id=org, defaults=fields)
        if before and (before.app_id, before.tenant_id) != (app_id, tenant_id):
            Account.objects.filter(organisation_id=org, way=TEAMS).delete()
        record(facts.CHAT_CHANGED, organisation_id=org, actor_id=actor.person_id, at=now, part="teams_app")


def remove_app(*, actor: Viewer, way: str, now: dt.datetime) -> None:
    """Take an app away, with its secret and whom it knew. Everybody who chose it gets mail again."""
    org = actor.organisation_id
    app: type[SlackApp | TeamsApp] = SlackApp if way == SLACK else TeamsApp
    with transaction.atomic():
        app.objects.filter(organisation_id=org).delete()
        Account.objects.filter(organisation_id=org, way=way).delete()
        record(facts.CHAT_REMOVED, organisation_id=org, actor_id=actor.person_id, at=now, part=f"{way}_app")


def test_app(*, actor: Viewer, way: str, now: dt.datetime) -> Outcome:
    """Send a test message to the owner who asks, and to nobody else."""
    org = actor.organisation_id
    slack = SlackApp.objects.filter(organisation_id=org).first() if way == SLACK else None
    if slack:
        found = account_actions.find_in_slack(app=slack, person_id=actor.person_id, now=now)
        if found.state != answers.SENT:
            return found
    content = telling.of_test(actor.language, organisation=actor.organisation_name)
    return account_actions.tell(organisation_id=org, person_id=actor.person_id, way=way, content=content)
