"""The owner's page: who may, what it takes, what is asked of the products, and that no secret comes back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.chat import chat_secrets
from stemme.chat.models import Account, Room, SlackApp, TeamsApp
from stemme.chat.tests.conftest import APP, SECRET, TENANT, TOKEN
from stemme.journal.models import Fact

pytestmark = pytest.mark.django_db
PAGE = "/settings/chat/"
SCOPES = "chat:write,users:read,users:read.email"
HOOK = "/services/T/B/canary"


def room(world, **changed):
    said = {
        "kind": "slack",
        "name": "#news",
        "readers": "All of Grid",
        "language": "nb",
        "address": world.address(HOOK),
    }
    return {f"room-{name}": value for name, value in {**said, **changed}.items()}


def test_an_owner_adds_a_channel_and_tries_it(cast, let_in, world):
    owner = let_in(cast.ada)
    assert owner.post(f"{PAGE}channels/", room(world)).status_code == 303
    found = Room.objects.get()
    assert "canary" not in found.address
    page = owner.get(PAGE).content.decode()
    assert "#news" in page
    assert "All of Grid" in page
    assert "canary" not in page
    world.says(HOOK, "ok")
    answer = owner.post(f"{PAGE}channels/{found.id}/test/", follow=True).content.decode()
    assert "was taken" in answer
    assert world.sent()[-1]["blocks"][0]["text"]["text"] == "Det virker."
    assert Fact.objects.filter(kind="organisation.chat_changed", actor_id=cast.ada.id, chained=True).count() == 1
    assert owner.post(f"{PAGE}channels/{found.id}/remove/").status_code == 303
    assert not Room.objects.exists()


@pytest.mark.parametrize(
    ("kind", "body", "status", "words"),
    [
        ("slack", "no_service", 404, "not there any more"),
        ("slack", "channel_is_archived", 410, "archived"),
        ("slack", "rate_limited", 429, "too many"),
        ("slack", "", 500, "an answer that we do not know"),
        ("teams", "", 413, "too large"),
        ("teams", "", 401, "switched off"),
    ],
)
def test_a_test_message_says_what_became_of_it(cast, let_in, world, kind, body, status, words):
    found = world.room(cast.nordlys, kind)
    world.says(HOOK, body, status)
    assert words in let_in(cast.ada).post(f"{PAGE}channels/{found.id}/test/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"address": "https://169.254.169.254/latest"}, "does not belong"),
        ({"address": "https://hooks.slack.com.evil.example/services/x"}, "does not belong"),
        ({"address": "http://hooks.slack.com/services/x"}, "https://"),
        ({"address": "https://hooks.slack.com/triggers/x"}, "incoming webhook"),
        ({"kind": "irc"}, "irc"),
        ({"name": "#SLACK"}, "already"),
    ],
)
def test_what_does_not_do_is_said(cast, let_in, world, settings, changed, words):
    world.room(cast.nordlys)
    settings.CHAT_CLOUD = "worldwide"
    response = let_in(cast.ada).post(f"{PAGE}channels/", room(world, **changed))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "canary" not in response.content.decode()
    assert Room.objects.count() == 1
    assert world.stage.asked == []


def test_an_address_that_the_operator_closed_since_is_not_posted_to(cast, let_in, world, settings):
    found = world.room(cast.nordlys)
    settings.CHAT_HOSTS = ()
    assert "not allowed" in let_in(cast.ada).post(f"{PAGE}channels/{found.id}/test/", follow=True).content.decode()
    assert world.stage.asked == []


def test_slack_is_asked_what_the_token_may_do(cast, let_in, world):
    owner = let_in(cast.ada)
    for written in ("xoxp-1234567890-person", "nonsense"):
        assert "xoxb-" in owner.post(f"{PAGE}slack/", {"slack-token": written}).content.decode()
    assert world.stage.asked == []
    world.says("/api/auth.test", {"ok": False, "error": "invalid_auth"})
    assert "refused" in owner.post(f"{PAGE}slack/", {"slack-token": TOKEN}).content.decode()
    good = {"ok": True, "team": "Nordlys", "user": "stemme"}
    world.says("/api/auth.test", good, x_oauth_scopes="chat:write,users:read")
    assert "users:read.email" in owner.post(f"{PAGE}slack/", {"slack-token": TOKEN}).content.decode()
    assert not SlackApp.objects.exists()
    world.says("/api/auth.test", good, x_oauth_scopes=f"{SCOPES},channels:history")
    assert owner.post(f"{PAGE}slack/", {"slack-token": TOKEN}).status_code == 303
    assert world.stage.asked[-1][1]["authorization"] == f"Bearer {TOKEN}"
    page = owner.get(PAGE).content.decode()
    assert "channels:history" in page
    assert TOKEN not in page
    assert TOKEN not in SlackApp.objects.get().token


def test_the_owner_alone_gets_the_test_message(cast, let_in, world):
    world.slack(cast.nordlys)
    owner = let_in(cast.ada)
    world.says("/api/users.lookupByEmail", {"ok": False, "error": "users_not_found"})
    assert "cannot be reached" in owner.post(f"{PAGE}slack/test/", follow=True).content.decode()
    world.says("/api/users.lookupByEmail", {"ok": True, "user": {"id": "U7"}})
    world.says("/api/chat.postMessage", {"ok": True, "ts": "1"})
    assert "was taken" in owner.post(f"{PAGE}slack/test/", follow=True).content.decode()
    assert world.sent()[-1]["channel"] == "U7"
    assert b"email=ada%40nordlys.example" in world.stage.sent
    assert Account.objects.get().person_id == cast.ada.id


def test_microsoft_is_asked_for_a_token(cast, let_in, world):
    owner = let_in(cast.ada)
    said = {"teams-app_id": APP.upper(), "teams-tenant_id": TENANT, "teams-secret": SECRET}
    assert owner.post(f"{PAGE}teams/", {**said, "teams-app_id": "stemme"}).status_code == 422
    world.says(f"/{TENANT}/oauth2/v2.0/token", {"error": "invalid_client"}, 401)
    assert "refused" in owner.post(f"{PAGE}teams/", said).content.decode()
    assert not TeamsApp.objects.exists()
    world.gives_token()
    assert owner.post(f"{PAGE}teams/", said).status_code == 303
    assert owner.post(f"{PAGE}teams/", {**said, "teams-secret": ""}).status_code == 303
    found = TeamsApp.objects.get()
    assert chat_secrets.opened(found.secret, chat_secrets.TEAMS, organisation_id=cast.nordlys.id) == SECRET
    page = owner.get(PAGE).content.decode()
    assert APP in page
    assert "/chat/teams/nordlys/" in page
    assert SECRET not in page


def test_taking_an_app_away_takes_whom_it_knew(cast, let_in, world):
    world.slack(cast.nordlys)
    world.slack(cast.other)
    world.account(cast.cleo)
    world.account(cast.eve)
    assert let_in(cast.ada).post(f"{PAGE}slack/remove/").status_code == 303
    assert [account.person_id for account in Account.objects.all()] == [cast.eve.id]
    assert SlackApp.objects.get().organisation_id == cast.other.id


def test_only_owners_only_fresh_ones_and_only_their_own(cast, let_in, world):
    theirs = world.room(cast.other)
    assert let_in(cast.lea).get(PAGE).status_code == 404
    assert let_in(cast.ada).post(f"{PAGE}channels/{theirs.id}/test/").status_code == 404
    assert let_in(cast.ada).post(f"{PAGE}channels/{theirs.id}/remove/").status_code == 404
    assert let_in(cast.ada).post(f"{PAGE}irc/test/").status_code == 404
    owner = let_in(cast.ada)
    store = SessionStore(owner.cookies["stemme"].value)
    store["visit"] = {**store["visit"], "started": (timezone.now() - dt.timedelta(minutes=11)).isoformat()}
    store.save()
    assert owner.get(PAGE).status_code == 200
    assert owner.post(f"{PAGE}channels/", room(world)).status_code == 403
    assert owner.post(f"{PAGE}slack/", {"slack-token": TOKEN}).status_code == 403
    assert Room.objects.get() == theirs


def test_a_lost_key_is_said(cast, let_in, world):
    found = world.room(cast.nordlys)
    Room.objects.filter(id=found.id).update(address="s1.00000000.AAAA")
    owner = let_in(cast.ada)
    assert "enter the secret anew" in owner.get(PAGE).content.decode()
    assert "enter the secret anew" in owner.post(f"{PAGE}channels/{found.id}/test/", follow=True).content.decode()


def test_the_page_asks_little_of_the_database(cast, let_in, world):
    world.room(cast.nordlys)
    world.slack(cast.nordlys)
    world.teams(cast.nordlys)
    owner = let_in(cast.ada)
    owner.get(PAGE)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert owner.get(PAGE).status_code == 200
        return len(found)

    before = asked()
    for number in range(3):
        world.room(cast.nordlys, name=f"#more {number}")
    assert asked() == before <= 14
