"""Slack and Microsoft on this machine: a server that answers as theirs were recorded to answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from stemme.chat import chat_secrets, delivering
from stemme.chat.clouds import CLOUDS, SLACK, TEAMS, Cloud
from stemme.chat.models import Account, Room, SlackApp, TeamsApp
from stemme.kit.tests.stage import Stage, says

TOKEN = "xoxb-canary-0123456789"
SECRET = "canary-client-secret"
APP, TENANT = "11111111-2222-4333-8444-555555555555", "99999999-8888-4777-8666-555555555555"


@dataclass
class World:
    """The server, and what was set up for an organisation with it."""

    stage: Stage

    def says(self, path: str, body: Any, status: int = 200, **headers: str) -> None:
        """What the path answers: a JSON document, or a text as it is."""
        raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.stage.answers[path] = says(raw, status, **headers)

    def sent(self) -> list[Any]:
        """The JSON documents that were posted."""
        return [json.loads(raw) for raw in self.stage.sent if raw[:1] == b"{"]

    def address(self, path: str) -> str:
        return self.stage.base + path

    def room(self, organisation: object, kind: str = SLACK, path: str = "/services/T/B/canary", **more: Any) -> Room:
        address = chat_secrets.sealed(self.address(path), chat_secrets.ROOM, organisation_id=organisation.id)
        said = {"name": f"#{kind}", "language": "en", "made_at": timezone.now(), **more}
        return Room.objects.create(organisation=organisation, kind=kind, address=address, **said)

    def slack(self, organisation: object) -> SlackApp:
        token = chat_secrets.sealed(TOKEN, chat_secrets.SLACK, organisation_id=organisation.id)
        return SlackApp.objects.create(
            organisation=organisation, token=token, workspace="Nordlys", bot="stemme", changed_at=timezone.now()
        )

    def teams(self, organisation: object, **more: Any) -> TeamsApp:
        secret = chat_secrets.sealed(SECRET, chat_secrets.TEAMS, organisation_id=organisation.id)
        said = {"app_id": APP, "tenant_id": TENANT, "secret": secret, "changed_at": timezone.now(), **more}
        return TeamsApp.objects.create(organisation=organisation, **said)

    def account(self, person: object, way: str = SLACK, account: str = "U1", **more: Any) -> Account:
        said = {"found_at": timezone.now(), **more}
        if way == TEAMS:
            said = {"conversation": "a:1", "service_url": self.stage.base + "/emea/", **said}
        return Account.objects.create(
            organisation_id=person.organisation_id, person=person, way=way, account=account, **said
        )

    def gives_token(self) -> None:
        """Microsoft's sign-in gives our bot a token."""
        self.says(f"/{TENANT}/oauth2/v2.0/token", {"access_token": "canary-access", "expires_in": 3599})


@pytest.fixture(scope="session")
def running_stage():
    made = Stage()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def world(running_stage, settings, monkeypatch):
    running_stage.answers.clear()
    running_stage.asked.clear()
    running_stage.sent.clear()
    host, base = f"127.0.0.1:{running_stage.port}", running_stage.base
    here = Cloud(
        slack_api=f"{base}/api", slack_hooks=(), teams_hooks=(), teams_services=(), login=base,
        bot_keys=f"{base}/keys", bot_issuer="https://api.botframework.com",
        bot_scope="https://api.botframework.com/.default",
    )  # fmt: skip
    monkeypatch.setitem(CLOUDS, "here", here)
    settings.CHAT_CLOUD, settings.CHAT_HOSTS, settings.INTRANET_HOSTS = "here", (host,), (host,)
    delivering._TOKENS.clear()
    return World(running_stage)
