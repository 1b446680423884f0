"""Where Microsoft's bot service calls: only its own good calls are heard, and only about installing."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache

import pytest
from django.utils import timezone
from joserfc import jws
from joserfc.jwk import OctKey, RSAKey

from stemme.chat import account_actions, bot_token, jobs
from stemme.chat.models import Account, TeamsApp
from stemme.chat.tests.conftest import APP, TENANT
from stemme.jobs.models import Job
from stemme.jobs.worker import run_everything_due

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
SERVICE, ISSUER = "https://smba.trafficmanager.net/emea/", "https://api.botframework.com"
BOT = "/chat/teams/nordlys/"


@cache
def key(name):
    return RSAKey.generate_key(2048)


def keys(*names, endorsements=("msteams",)):
    return {
        "keys": [
            {**key(name).as_dict(private=False), "kid": name, "endorsements": list(endorsements)} for name in names
        ]
    }


def claims(now=NOW, **changed):
    moment = int(now.timestamp())
    said = {"iss": ISSUER, "aud": APP, "nbf": moment - 10, "exp": moment + 3_600, "serviceurl": SERVICE, **changed}
    return {name: value for name, value in said.items() if value is not None}


def bearer(payload, name="one", **header):
    said = {"alg": "RS256", "kid": name, "typ": "JWT", **header}
    return "Bearer " + jws.serialize_compact(said, json.dumps(payload), key(name))


def check(header, known=None, service=SERVICE, now=NOW):
    known = keys("one") if known is None else known
    bot_token.check(header, known, issuer=ISSUER, app_id=APP, service_url=service, now=now)


def test_a_good_call():
    check(bearer(claims()))
    check(bearer(claims(exp=int(NOW.timestamp()) - 200)))


def by_secret():
    header = {"alg": "HS256", "kid": "one"}
    public = json.dumps(key("one").as_dict(private=False)).encode()
    return "Bearer " + jws.serialize_compact(header, json.dumps(claims()), OctKey.import_key(public))


BROKEN = {
    "nothing": (lambda: "", {}, "unreadable"),
    "basic": (lambda: "Basic YTpi", {}, "unreadable"),
    "no token": (lambda: "Bearer a.b", {}, "unreadable"),
    "too long": (lambda: "Bearer " + "a" * 30_000, {}, "unreadable"),
    "unsigned": (lambda: "Bearer eyJhbGciOiJub25lIn0.e30.", {}, "unreadable"),
    "signed with the public key": (by_secret, {}, "unreadable"),
    "critical header": (lambda: bearer(claims(), crit=["b64"], b64=True), {}, "unreadable"),
    "a stranger's key": (lambda: bearer(claims(), name="two"), {}, "unknown_key"),
    "a stranger's key under our name": (lambda: bearer(claims(), name="two", kid="one"), {}, "signature"),
    "issuer": (lambda: bearer(claims(iss="https://sts.windows.net/x/")), {}, "issuer"),
    "another bot": (lambda: bearer(claims(aud=TENANT)), {}, "audience"),
    "over": (lambda: bearer(claims(exp=int(NOW.timestamp()) - 301)), {}, "time"),
    "not yet": (lambda: bearer(claims(nbf=int(NOW.timestamp()) + 400)), {}, "time"),
    "no end": (lambda: bearer(claims(exp=None)), {}, "time"),
    "no time": (lambda: bearer(claims(exp=True)), {}, "time"),
    "endless": (lambda: bearer(claims(exp=10**30)), {}, "time"),
    "another service": (lambda: bearer(claims()), {"service": "https://evil.example/"}, "service"),
    "no service": (lambda: bearer(claims(serviceurl=None)), {"service": ""}, "service"),
    "not for teams": (lambda: bearer(claims()), {"known": keys("one", endorsements=["skype"])}, "endorsement"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_every_other_call_is_refused(what):
    made, more, kind = BROKEN[what]
    with pytest.raises(bot_token.TokenError) as caught:
        check(made(), **more)
    assert caught.value.kind == kind


def activity(world, **changed):
    return {
        "type": "installationUpdate", "action": "add", "channelId": "msteams",
        "serviceUrl": world.stage.base + "/emea/", "from": {"id": "29:cleo", "aadObjectId": "x"},
        "recipient": {"id": f"28:{APP}"}, "channelData": {"tenant": {"id": TENANT}},
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": TENANT}, **changed,
    }  # fmt: skip


def call(client, world, said, header=None):
    good = bearer(claims(timezone.now(), serviceurl=said.get("serviceUrl")))
    return client.post(BOT, json.dumps(said), "application/json", headers={"authorization": header or good})


@pytest.fixture
def bot(cast, world):
    world.says("/keys", keys("one"))
    world.gives_token()
    world.says("/emea/v3/conversations/a%3A1/members/29%3Acleo",
               {"id": "29:cleo", "email": "Cleo@Nordlys.example", "tenantId": TENANT})  # fmt: skip
    return world.teams(cast.nordlys)


def test_who_installs_the_bot_is_known_by_the_work_address(cast, client, world, bot):
    assert call(client, world, activity(world)).status_code == 200
    assert not Account.objects.exists()
    run_everything_due()
    found = Account.objects.get()
    assert (found.person_id, found.way, found.account, found.conversation) == (cast.cleo.id, "teams", "29:cleo", "a:1")
    added = activity(world, type="conversationUpdate", membersAdded=[{"id": f"28:{APP}"}])
    assert call(client, world, added).status_code == 200
    run_everything_due()
    assert Account.objects.count() == 1
    assert [path for path, _headers in world.stage.asked].count("/keys") == 1
    assert call(client, world, activity(world, action="remove")).status_code == 200
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "message", "text": "hello"},
        {"conversation": {"id": "19:x", "conversationType": "channel", "tenantId": TENANT}},
        {"conversation": {"id": "a:1", "conversationType": "personal", "tenantId": APP}},
        {"type": "conversationUpdate", "membersAdded": [{"id": "29:dan"}]},
        {"type": "conversationUpdate", "membersAdded": "all"},
        {"channelId": "webchat"},
        {"from": None},
        {"action": "upgrade"},
    ],
)
def test_nothing_else_is_read(client, world, bot, changed):
    assert call(client, world, activity(world, **changed)).status_code == 200
    assert not Job.objects.exists()


def test_calls_of_others_change_nothing(client, world, bot):
    for header in ("Bearer x.y.z", bearer(claims(timezone.now(), aud=TENANT))):
        assert call(client, world, activity(world), header).status_code == 403
    assert client.post(BOT, b"\xff" * 70_000, "application/json").status_code == 403
    assert client.get(BOT).status_code == 405
    assert not Job.objects.exists()


def test_strangers_keys_make_us_look_once_a_minute_at_most(client, world, bot):
    for _try in range(4):
        header = bearer(claims(timezone.now(), serviceurl=world.stage.base + "/emea/"), name="two")
        assert call(client, world, activity(world), header).status_code == 403
    assert [path for path, _headers in world.stage.asked] == ["/keys"]


def test_a_service_that_is_not_microsofts_is_not_asked(client, world, bot):
    """Even with a good signature: keys of theirs must not make us send our token to anybody."""
    assert call(client, world, activity(world, serviceUrl="https://evil.example/")).status_code == 200
    assert not Job.objects.exists()


def test_where_there_is_no_bot_there_is_nothing(client, world, cast):
    assert call(client, world, activity(world)).status_code == 404
    assert client.post("/chat/teams/nobody/", "{}", "application/json").status_code == 404


@pytest.mark.parametrize(
    ("member", "found"),
    [
        ({"email": "", "userPrincipalName": "cleo@nordlys.example"}, True),
        ({"email": "eve@other.example"}, False),
        ({"email": "not an address"}, False),
        ({"email": "cleo@nordlys.example", "tenantId": APP}, False),
    ],
)
def test_only_people_of_ours(cast, world, bot, member, found):
    world.says("/emea/v3/conversations/a%3A1/members/29%3Acleo", member)
    service = world.stage.base + "/emea/"
    told = {"organisation_id": cast.nordlys.id, "service_url": service, "conversation": "a:1", "user": "29:cleo"}
    assert jobs.learn_teams_account.call(**told) is found
    assert Account.objects.exists() is found


def test_a_service_that_does_not_say_is_asked_again(cast, world, bot):
    del world.stage.answers["/emea/v3/conversations/a%3A1/members/29%3Acleo"]
    told = {"organisation_id": cast.nordlys.id, "conversation": "a:1", "user": "29:cleo", "now": timezone.now()}
    with pytest.raises(LookupError):
        account_actions.learn_teams_account(service_url=world.stage.base + "/emea/", **told)
    TeamsApp.objects.all().delete()
    assert not account_actions.learn_teams_account(service_url=world.stage.base + "/emea/", **told)
