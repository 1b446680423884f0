"""A journey with known secrets, and then nothing of them in any log, page or table (T-03)."""

from __future__ import annotations

import json
import logging

import pytest
from django.apps import apps
from django.core import serializers
from django.utils import timezone

from stemme.chat import account_actions, chat_secrets, posting_actions
from stemme.chat.models import Room
from stemme.chat.telling import of_test
from stemme.chat.tests.conftest import APP, SECRET, TENANT, TOKEN
from stemme.kit.secret_texts import SecretLostError

pytestmark = pytest.mark.django_db
HOOK = "/services/T/B/canary"
PAGE = "/settings/chat/"


def test_no_secret_comes_out_again(cast, let_in, world, caplog):
    for name in ("stemme", "httpx", "httpcore", "django.request"):
        caplog.set_level(logging.DEBUG, logger=name)
    owner, pages = let_in(cast.ada), []
    world.says("/api/auth.test", {"ok": True}, x_oauth_scopes="chat:write,users:read,users:read.email")
    world.says("/api/users.lookupByEmail", {"ok": True, "user": {"id": "U7"}})
    world.gives_token()
    for status in (200, 404, 302):
        world.says(HOOK, "no", status, location="http://127.0.0.1:1/")
        world.says("/api/chat.postMessage", {"ok": False, "error": "fatal_error"}, status)
        said = {"room-kind": "slack", "room-name": f"#{status}", "room-language": "en",
                "room-address": world.address(HOOK)}  # fmt: skip
        pages.append(owner.post(f"{PAGE}channels/", said))
        pages.append(owner.post(f"{PAGE}channels/", {**said, "room-kind": "irc"}))
        pages.append(owner.post(f"{PAGE}slack/", {"slack-token": TOKEN}))
        pages.append(owner.post(f"{PAGE}slack/", {"slack-token": TOKEN + "?"}))
        pages.append(owner.post(f"{PAGE}slack/test/"))
        teams = {"teams-app_id": APP, "teams-tenant_id": TENANT, "teams-secret": SECRET}
        pages.append(owner.post(f"{PAGE}teams/", teams))
        pages.append(owner.post(f"{PAGE}teams/", {**teams, "teams-app_id": "x"}))
        room = Room.objects.latest("id")
        pages.append(owner.post(f"{PAGE}channels/{room.id}/test/"))
        pages.append(owner.get(PAGE))
    account_actions.find_accounts(now=timezone.now())
    posting_actions.send_waiting(now=timezone.now())
    assert {200, 303, 422} == {page.status_code for page in pages}
    texts = [page.content.decode() for page in pages] + [record.getMessage() for record in caplog.records]
    rows = [row for model in apps.get_models() for row in model._base_manager.all()]
    texts.append(serializers.serialize("json", rows))
    assert len(rows) > 20
    for text in texts:
        assert "canary" not in text


def test_a_secret_of_another_place_does_not_open(cast):
    stored = chat_secrets.sealed("x", chat_secrets.ROOM, organisation_id=cast.nordlys.id)
    for purpose, organisation in ((chat_secrets.SLACK, cast.nordlys.id), (chat_secrets.ROOM, cast.other.id)):
        with pytest.raises(SecretLostError):
            chat_secrets.opened(stored, purpose, organisation_id=organisation)
        assert chat_secrets.is_lost(stored, purpose, organisation_id=organisation)


def test_the_test_message_says_nothing_about_anybody():
    assert "Nordlys" in json.dumps(of_test("de", organisation="Nordlys").lead)
