"""Digests to persons: found by work address, sent by the way they chose, by mail when that does not reach them."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.utils import timezone

from stemme.chat import account_actions, forgetting_actions, queries, telling
from stemme.chat.models import Account, SlackApp, TeamsApp
from stemme.chat.tests.conftest import SECRET, TENANT, TOKEN
from stemme.chat.ways import ChatWay
from stemme.kit.mailer import RefusedError, UncertainError
from stemme.mailings.models import Mailing, Rhythm
from stemme.mailings.tests.samples import digest
from stemme.mailings.ways import WAYS, open_way

pytestmark = pytest.mark.django_db
SAY = "/api/chat.postMessage"
ASK = "/api/users.lookupByEmail"


def hand_over(person, way="slack"):
    mailing = Mailing(organisation_id=person.organisation_id, person=person, kind="digest", slot=dt.date(2026, 11, 22))
    ChatWay(way).hand_over(mailing, digest(language="nb"))


def test_both_are_ways(cast):
    assert {"slack", "teams"} <= set(WAYS)
    assert queries.ways_of(cast.nordlys.id) == ()


def test_only_who_chose_slack_is_looked_up_there(cast, world):
    world.slack(cast.nordlys)
    world.says(ASK, {"ok": True, "user": {"id": "U7", "deleted": False}})
    now = timezone.now()
    assert account_actions.find_accounts(now=now) == 0
    assert world.stage.asked == []
    Rhythm.objects.create(organisation=cast.nordlys, person=cast.cleo, every="weekly", way="slack")
    Rhythm.objects.create(organisation=cast.nordlys, person=cast.dan, every="never", way="slack")
    assert account_actions.find_accounts(now=now) == 1
    assert account_actions.find_accounts(now=now) == 0
    assert world.stage.sent == [b"email=cleo%40nordlys.example"]
    assert queries.reaches(cast.nordlys.id, cast.cleo.id) == {"slack": True}
    Rhythm.objects.filter(person=cast.cleo).update(way="mail")
    account_actions.find_accounts(now=now)
    assert not Account.objects.exists()


def test_whom_slack_does_not_know_gets_mail_and_is_asked_for_again_a_day_later(cast, world):
    world.slack(cast.nordlys)
    Rhythm.objects.create(organisation=cast.nordlys, person=cast.cleo, every="weekly", way="slack")
    now = timezone.now()
    for answer in ({"ok": False, "error": "users_not_found"}, {"ok": True, "user": {"id": "U7", "deleted": True}}):
        world.says(ASK, answer)
        account_actions.find_accounts(now=now)
        account_actions.find_accounts(now=now + dt.timedelta(hours=23))
        assert open_way("slack", cast.nordlys.id, cast.cleo.id) is None
        now += dt.timedelta(hours=25)
    assert len(world.stage.asked) == 2


def test_slack_says_wait_and_the_run_ends(cast, world):
    world.slack(cast.nordlys)
    for person in (cast.cleo, cast.dan):
        Rhythm.objects.create(organisation=cast.nordlys, person=person, every="weekly", way="slack")
    world.says(ASK, {"ok": False, "error": "ratelimited"}, 429)
    assert account_actions.find_accounts(now=timezone.now()) == 0
    assert len(world.stage.asked) == 1
    assert not Account.objects.exists()


def test_a_digest_in_slack(cast, world):
    world.slack(cast.nordlys)
    world.account(cast.cleo)
    world.says(SAY, {"ok": True, "ts": "1"})
    assert open_way("slack", cast.nordlys.id, cast.cleo.id) == ChatWay("slack")
    hand_over(cast.cleo)
    sent = world.sent()[-1]
    assert sent["channel"] == "U1"
    assert "advd_" in json.dumps(sent["blocks"])
    assert "advd_" not in sent["text"]
    assert world.stage.asked[-1][1]["authorization"] == f"Bearer {TOKEN}"


def test_the_key_is_for_the_person_alone():
    """Only a digest has one, and a digest is only ever handed to a person's own conversation."""
    content = telling.of_digest(digest(language="sv"))
    assert all("advd_" in link.href for item in content.items for link in item.links)
    assert content.language == "sv"
    assert content.items[0].title


@pytest.mark.parametrize(
    ("answer", "status", "error", "permanent"),
    [
        ({"ok": False, "error": "ratelimited"}, 429, RefusedError, False),
        ({"ok": False, "error": "invalid_blocks"}, 200, RefusedError, True),
        ({"ok": False, "error": "channel_not_found"}, 200, RefusedError, False),
        ({"ok": False, "error": "token_revoked"}, 200, RefusedError, False),
        ({"ok": False, "error": "fatal_error"}, 200, UncertainError, None),
        ("", 504, UncertainError, None),
    ],
)
def test_what_became_of_it_is_said(cast, world, answer, status, error, permanent):
    world.slack(cast.nordlys)
    world.account(cast.cleo)
    world.says(SAY, answer, status)
    with pytest.raises(error) as caught:
        hand_over(cast.cleo)
    if permanent is not None:
        assert caught.value.permanent is permanent
        assert caught.value.code not in {0, 421}
        assert not caught.value.of_recipient


def test_who_left_slack_gets_mail_next_time(cast, world):
    world.slack(cast.nordlys)
    world.account(cast.cleo)
    world.says(SAY, {"ok": False, "error": "channel_not_found"})
    with pytest.raises(RefusedError):
        hand_over(cast.cleo)
    assert open_way("slack", cast.nordlys.id, cast.cleo.id) is None


def test_a_refused_key_shuts_the_way_for_everybody_and_the_owner_is_told(cast, let_in, world):
    world.slack(cast.nordlys)
    world.account(cast.cleo)
    world.account(cast.dan, account="U2")
    world.says(SAY, {"ok": False, "error": "token_revoked"})
    with pytest.raises(RefusedError):
        hand_over(cast.cleo)
    assert open_way("slack", cast.nordlys.id, cast.dan.id) is None
    assert "everybody gets mail" in let_in(cast.ada).get("/settings/chat/").content.decode()
    assert SlackApp.objects.get().trouble == "key"


def test_a_digest_in_teams(cast, world):
    world.teams(cast.nordlys)
    world.account(cast.cleo, "teams", "29:cleo")
    world.gives_token()
    world.says("/emea/v3/conversations/a%3A1/activities", {"id": "1"}, 201)
    hand_over(cast.cleo, "teams")
    hand_over(cast.cleo, "teams")
    paths = [path for path, _headers in world.stage.asked]
    assert paths.count(f"/{TENANT}/oauth2/v2.0/token") == 1
    assert world.stage.asked[-1][1]["authorization"] == "Bearer canary-access"
    assert f"client_secret={SECRET}".encode() in world.stage.sent[0]
    card = world.sent()[-1]["attachments"][0]["content"]
    assert card["lang"] == "nb"
    assert "advd_" in json.dumps(card["body"])


def test_a_conversation_that_is_gone_is_opened_anew_once(cast, world):
    world.teams(cast.nordlys)
    world.account(cast.cleo, "teams", "29:cleo")
    world.gives_token()
    world.says("/emea/v3/conversations/a%3A1/activities", {"error": {"code": "ConversationNotFound"}}, 404)
    world.says("/emea/v3/conversations", {"id": "a:2"}, 201)
    world.says("/emea/v3/conversations/a%3A2/activities", {"id": "1"}, 201)
    hand_over(cast.cleo, "teams")
    made = next(document for document in world.sent() if "members" in document)
    assert made["members"] == [{"id": "29:cleo"}]
    assert made["tenantId"] == TENANT
    assert Account.objects.get().conversation == "a:2"


def test_who_took_the_bot_away_gets_mail(cast, world):
    world.teams(cast.nordlys)
    world.account(cast.cleo, "teams", "29:cleo")
    world.gives_token()
    for path in ("/emea/v3/conversations/a%3A1/activities", "/emea/v3/conversations"):
        world.says(path, {"error": {"code": "BotNotInConversationRoster"}}, 403)
    with pytest.raises(RefusedError):
        hand_over(cast.cleo, "teams")
    assert not Account.objects.exists()
    assert TeamsApp.objects.get().trouble == ""


def test_a_broken_connection_to_microsofts_sign_in_leaves_nothing_unclear(cast, world):
    world.teams(cast.nordlys)
    world.account(cast.cleo, "teams", "29:cleo")
    world.stage.answers[f"/{TENANT}/oauth2/v2.0/token"] = lambda handler: handler.connection.close()
    with pytest.raises(RefusedError) as caught:
        hand_over(cast.cleo, "teams")
    assert not caught.value.permanent


def test_a_service_elsewhere_is_never_given_the_token(cast, world):
    world.teams(cast.nordlys)
    world.account(cast.cleo, "teams", "29:cleo", service_url="https://smba.trafficmanager.net.evil.example/")
    world.gives_token()
    with pytest.raises(RefusedError):
        hand_over(cast.cleo, "teams")
    assert [path for path, _headers in world.stage.asked] == [f"/{TENANT}/oauth2/v2.0/token"]


def test_who_is_erased_is_forgotten_here(cast, world):
    world.account(cast.cleo)
    world.account(cast.dan, account="U2")
    forgetting_actions.forget_person(organisation_id=cast.nordlys.id, person_id=cast.cleo.id)
    assert Account.objects.get().person_id == cast.dan.id
