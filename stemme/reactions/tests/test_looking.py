"""Looking at posts, with networks on this machine that answer, stall, point elsewhere and lie."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import time

import pytest

from stemme.kit.tests.stage import says
from stemme.reactions import asking, looking_actions, queries
from stemme.reactions.looking_actions import look
from stemme.reactions.models import NotFetched, SwitchedOff, Watched
from stemme.reactions.pace import next_pause, wait_asked_for
from stemme.reactions.queries import Fetched
from stemme.reactions.tests.networks import DID, HANDLE, NUMBER, OLD_RKEY, RKEY, posts_path, recorded, status
from stemme.sharing.models import Share

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
BLUESKY = f"https://bsky.app/profile/cleo.nordlys.example/post/{RKEY}"
STATUS = f"/api/v1/statuses/{NUMBER}"


@pytest.fixture
def toot(cast, shared, networks):
    return shared(cast.cleo, "mastodon", f"https://{networks.host}/@cleo/{NUMBER}")


def row_of(share):
    return Watched.objects.get(share=share)


def test_counts_of_both_networks_arrive_and_nothing_else(cast, shared, toot, networks, now):
    first = shared(cast.cleo, "bluesky", BLUESKY)
    second = shared(cast.cleo, "bluesky", f"https://bsky.app/profile/{DID}/post/{OLD_RKEY}")
    done = look(now=now)
    assert (done.asked, done.changed, done.ended) == (3, 3, 0)
    assert networks.paths == [HANDLE, posts_path(RKEY, OLD_RKEY), STATUS], "one question for both posts of Bluesky"
    assert queries.fetched_of(cast.nordlys.id, cast.cleo.id, [first.id, second.id, toot.id]) == {
        first.id: Fetched(37, 4, 7, now, "bluesky"),
        second.id: Fetched(2, 0, 0, now, "bluesky"),
        toot.id: Fetched(98, 7, 14, now, "mastodon"),
    }
    assert queries.fetched_by_link(cast.nordlys.id)[first.link_id].reactions == 37
    assert queries.fetched_of(cast.nordlys.id, cast.dan.id, [first.id]) == {}
    assert queries.fetched_by_link(cast.other.id) == {}
    kept = json.dumps(list(Watched.objects.values()), default=str)
    for word in ("kaia", "Clausen", DID, RKEY, NUMBER, "snabelen", "cleo"):
        assert word not in kept


def test_we_say_who_asks_and_nothing_about_whom_we_ask_for(toot, networks, now):
    look(now=now)
    ((path, headers),) = networks.asked
    assert path == STATUS and "Stemme/1.0" in headers["user-agent"] and headers["accept"] == "application/json"
    assert not {"cookie", "authorization", "referer", "origin"} & set(headers)


def test_pauses_double_until_something_changes(toot, networks, now):
    look(now=now)
    look(now=now + HOUR / 2)
    assert len(networks.asked) == 1, "not before an hour has passed"
    moment, pauses = now, []
    for _ in range(6):
        moment = row_of(toot).next_at
        look(now=moment)
        pauses.append(row_of(toot).pause)
    assert pauses == [2, 4, 8, 16, 24, 24]
    networks.answers[STATUS] = says(status(favourites_count=120))
    moment = row_of(toot).next_at
    look(now=moment)
    row = row_of(toot)
    assert (row.reactions, row.pause, row.next_at) == (120, 1, moment + HOUR)


@pytest.mark.parametrize(("code", "why"), [(401, "closed"), (403, "closed"), (404, "gone"), (410, "gone")])
def test_a_post_that_is_not_for_everybody_is_left_alone(toot, networks, now, code, why):
    look(now=now)
    networks.answers[STATUS] = says(recorded("mastodon_401.json"), code)
    look(now=now + HOUR)
    row = row_of(toot)
    assert (row.ended, row.reactions) == (why, 98), "what was counted while it was public stays"
    look(now=now + 48 * HOUR)
    assert len(networks.asked) == 2


@pytest.mark.parametrize(
    ("wait", "hours"),
    [("7200", 2), ("60", 1), ("999999", 24), ("Thu, 12 Nov 2026 11:14:00 GMT", 3), ("soon", 1), ("", 1), ("-5", 1)],
)
def test_whoever_asks_for_patience_gets_it(cast, shared, toot, networks, now, wait, hours):
    another = shared(cast.dan, "mastodon", f"https://{networks.host}/@dan/42")
    networks.answers[STATUS] = says(recorded("mastodon_429.json"), 429, Retry_After=wait)
    look(now=now)
    assert len(networks.asked) == 1, "the second post at this server is not even tried"
    for share in (toot, another):
        assert row_of(share).next_at == now + max(hours, 2) * HOUR and not row_of(share).ended
    assert wait_asked_for(wait, now=now) == hours * HOUR


BAD = {
    "html": says(b"<!doctype html><title>Just a moment</title>", Content_Type="text/html"),
    "cut off": says(recorded("mastodon_status.json")[:300]),
    "missing": says(json.dumps({"id": NUMBER}).encode()),
    "negative": says(status(replies_count=-3)),
    "words": says(status(favourites_count="1,2 k")),
    "huge number": says(status(favourites_count=10**15)),
    "another post": says(status(id="1")),
    "huge": says(b" " * (asking.MOST_BYTES + 1)),
    "bomb": says(gzip.compress(bytes(8 * asking.MOST_BYTES)), Content_Encoding="gzip"),
    "broken": says(b"", 500),
    "empty": says(b"", 204),
}


@pytest.mark.parametrize("name", BAD)
def test_an_odd_answer_changes_no_number(toot, networks, now, name):
    look(now=now)
    networks.answers[STATUS] = BAD[name]
    done = look(now=now + HOUR)
    row = row_of(toot)
    assert (row.reactions, row.comments, row.reshares, row.fetched_at) == (98, 7, 14, now)
    assert (done.asked, row.failures, row.pause, row.ended) == (0, 1, 2, "")
    networks.behave()
    look(now=row.next_at)
    assert row_of(toot).failures == 0


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://elsewhere.example/api",
        "/api/v1/statuses/42",
        "http://[::1]/",
    ],
)
def test_no_redirect_is_followed(toot, networks, now, to):
    networks.answers["/api/v1/statuses/42"] = says(status(id=NUMBER))
    networks.answers[STATUS] = says(b"", 302, Location=to)
    look(now=now)
    assert networks.paths == [STATUS] and row_of(toot).fetched_at is None


def test_a_slow_server_costs_its_time_and_is_then_left_alone(cast, shared, toot, networks, now, monkeypatch):
    for number in range(5):
        shared(cast.dan, "mastodon", f"https://{networks.host}/@dan/{number}")

    def stall(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(b" ")
            time.sleep(0.1)

    networks.answers = {f"/api/v1/statuses/{number}": stall for number in (NUMBER, *range(5))}
    monkeypatch.setattr(asking, "DEADLINE_SECONDS", 0.3)
    began = time.monotonic()
    look(now=now)
    assert len(networks.asked) == looking_actions.PATIENCE
    assert time.monotonic() - began < 10, "six of them would stall for thirty seconds"
    assert set(Watched.objects.values_list("failures", flat=True)) == {1}


@pytest.mark.parametrize("inside", ["10.0.0.1", "localhost", "169.254.169.254", "[::1]", "127.0.0.1:1", "0x7f.1"])
def test_an_address_inside_is_never_connected_to(cast, shared, networks, now, inside):
    share = shared(cast.cleo, "mastodon", f"https://{inside}/@cleo/{NUMBER}")
    done = look(now=now)
    assert (done.asked, networks.asked) == (0, []) and row_of(share).fetched_at is None


def test_a_post_that_bluesky_no_longer_has_ends_at_the_second_look(cast, shared, networks, now):
    share = shared(cast.cleo, "bluesky", BLUESKY)
    look(now=now)
    networks.answers[posts_path(RKEY)] = says(b'{"posts":[]}')
    look(now=now + HOUR)
    row = row_of(share)
    assert (row.ended, row.misses) == ("", 1)
    look(now=row.next_at)
    assert row_of(share).ended == "gone" and row_of(share).reactions == 37


def test_a_handle_nobody_has_harms_nobody_else(cast, shared, networks, now):
    lost = [shared(cast.dan, "bluesky", f"https://bsky.app/profile/dan{n}.example/post/{RKEY}") for n in range(4)]
    for number in range(4):
        path = HANDLE.replace("cleo.nordlys", f"dan{number}")
        networks.answers[path] = says(recorded("bluesky_no_handle.json"), 400)
    there = shared(cast.cleo, "bluesky", BLUESKY)
    assert look(now=now).asked == 1 and row_of(there).reactions == 37
    look(now=row_of(lost[0]).next_at)
    assert {row_of(share).ended for share in lost} == {"gone"}


def test_more_posts_than_fit_into_one_question(cast, shared, networks, now):
    keys = [f"3key{number:03}" for number in range(27)]
    for key in keys:
        shared(cast.cleo, "bluesky", f"https://bsky.app/profile/{DID}/post/{key}")
    look(now=now)
    assert networks.paths == [posts_path(*keys[:25]), posts_path(*keys[25:])]


def test_after_thirty_days_nobody_looks(cast, shared, toot, networks, now):
    old = shared(cast.cleo, "mastodon", f"https://{networks.host}/@cleo/7", days=31)
    look(now=now)
    assert not Watched.objects.filter(share=old).exists() and len(networks.asked) == 1
    done = look(now=now + dt.timedelta(days=29, hours=1))
    row = row_of(toot)
    assert (done.ended, row.ended, row.reactions, len(networks.asked)) == (1, "over", 98, 1)


def test_another_address_is_another_post_and_none_is_none(toot, networks, now):
    look(now=now)
    Share.objects.filter(id=toot.id).update(post_url=f"https://{networks.host}/@cleo/42")
    networks.answers["/api/v1/statuses/42"] = says(status(id="42", favourites_count=1))
    look(now=now + HOUR / 4)
    assert row_of(toot).reactions == 1
    Share.objects.filter(id=toot.id).update(post_url="")
    look(now=now + HOUR / 2)
    assert not Watched.objects.exists()


def test_an_address_without_public_counts_is_said_to_be_one(cast, shared, networks, now):
    share = shared(cast.cleo, "mastodon", "https://misskey.example/notes/9abc")
    linkedin = shared(cast.cleo, "linkedin", "https://www.linkedin.com/feed/update/urn:li:activity:7389940000000000000")
    look(now=now)
    assert row_of(share).ended == "strange" and networks.asked == []
    assert not Watched.objects.filter(share=linkedin).exists()


def test_a_no_is_a_no(cast, toot, networks, now):
    no = NotFetched.objects.create(organisation=cast.nordlys, person=cast.cleo)
    look(now=now)
    no.delete()
    off = SwitchedOff.objects.create(organisation=cast.nordlys)
    look(now=now)
    off.delete()
    cast.cleo.declined_at = now
    cast.cleo.save()
    look(now=now)
    assert networks.asked == [] and not Watched.objects.exists()
    cast.cleo.declined_at = None
    cast.cleo.save()
    look(now=now)
    NotFetched.objects.create(organisation=cast.nordlys, person=cast.cleo)
    look(now=now + 3 * HOUR)
    assert len(networks.asked) == 1


def test_a_post_of_somebody_erased_meanwhile_does_not_come_back(cast, toot, networks, now):
    look(now=now)

    def erased(_url):
        Watched.objects.all().delete()
        return status(favourites_count=500)

    look(now=now + HOUR, ask=erased)
    assert not Watched.objects.exists()


def test_the_questions_of_a_run_are_few(cast, shared, networks, now, django_assert_max_num_queries):
    for number in range(30):
        shared(cast.cleo, "mastodon", f"https://{networks.host}/@cleo/{number}")
    with django_assert_max_num_queries(14 + 30):
        look(now=now, ask=lambda url: status(id=url.rpartition("/")[2]))
    assert Watched.objects.filter(fetched_at=now).count() == 30


def test_one_server_is_not_asked_without_end(cast, shared, networks, now, monkeypatch):
    monkeypatch.setattr(looking_actions, "OF_ONE_SERVER", 2)
    for number in range(4):
        shared(cast.cleo, "mastodon", f"https://{networks.host}/@cleo/{number}")
    asked = []

    def ask(url):
        asked.append(url)
        return status(id=url.rpartition("/")[2])

    look(now=now, ask=ask)
    look(now=now, ask=ask)
    assert len(set(asked)) == 4 and len(asked) == 4, "what was left over comes next, without having lost anything"


def test_pauses():
    assert [next_pause(pause, changed=False) for pause in (1, 2, 16, 24)] == [2, 4, 24, 24]
    assert next_pause(24, changed=True) == 1
