"""Addresses and answers, without a network."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.reactions import posts
from stemme.reactions.posts import MOST, OddError, Post
from stemme.reactions.tests.networks import DID, NUMBER, OLD_RKEY, RKEY, recorded, status
from stemme.reactions.which import Numbers

HERE = Post("mastodon", "snabelen.example", "", NUMBER)


@pytest.mark.parametrize(
    ("channel", "url", "found"),
    [
        ("bluesky", f"https://bsky.app/profile/cleo.nordlys.example/post/{RKEY}",
         Post("bluesky", "bsky.app", "cleo.nordlys.example", RKEY)),
        ("bluesky", f"https://bsky.app/profile/{DID}/post/{RKEY}/", Post("bluesky", "bsky.app", DID, RKEY)),
        ("mastodon", f"https://snabelen.example/@cleo/{NUMBER}", HERE),
        ("mastodon", f"https://SNABELEN.example/users/cleo/statuses/{NUMBER}", HERE),
        ("mastodon", f"https://snabelen.example/web/@cleo/{NUMBER}/", HERE),
        ("mastodon", "https://akkoma.example/notice/AbCdEf", Post("mastodon", "akkoma.example", "", "AbCdEf")),
        ("bluesky", "https://bsky.app/profile/cleo", None),
        ("bluesky", f"https://bsky.app/profile/did:plc:tooshort/post/{RKEY}", None),
        ("bluesky", f"https://bsky.app.evil.example/profile/cleo.example/post/{RKEY}", None),
        ("bluesky", f"https://evil.example/profile/cleo.example/post/{RKEY}", None),
        ("mastodon", f"http://snabelen.example/@cleo/{NUMBER}", None),
        ("mastodon", f"https://me@snabelen.example/@cleo/{NUMBER}", None),
        ("mastodon", f"https://snabelen.example/@cleo@elsewhere.example/{NUMBER}", None),
        ("mastodon", "https://snabelen.example/@cleo/../../secrets", None),
        ("mastodon", "https://misskey.example/notes/9abcdef", None),
        ("mastodon", "https://[::1/@cleo/1", None),
        ("linkedin", f"https://bsky.app/profile/cleo.example/post/{RKEY}", None),
    ],
)  # fmt: skip
def test_a_post_is_known_by_its_address(channel, url, found):
    assert posts.post_of(channel, url) == found


def test_bluesky_is_read_as_it_answers():
    uris = [posts.uri_of(DID, RKEY), posts.uri_of(DID, OLD_RKEY), posts.uri_of(DID, "3gone")]
    assert posts.did_in(recorded("bluesky_handle.json")) == DID
    found = posts.counts_in_posts(recorded("bluesky_posts.json"), uris)
    assert found == {uris[0]: Numbers(37, 4, 7), uris[1]: Numbers(2, 0, 0)}
    assert posts.counts_in_posts(b'{"posts":[]}', uris) == {}
    assert posts.counts_in_posts(recorded("bluesky_posts.json"), []) == {}, "what was not asked for is not taken"


def test_mastodon_is_read_as_it_answers():
    assert posts.counts_in_status(recorded("mastodon_status.json"), HERE) == Numbers(98, 7, 14)
    before_quotes = json.loads(recorded("mastodon_status.json"))
    del before_quotes["quotes_count"]
    assert posts.counts_in_status(json.dumps(before_quotes).encode(), HERE) == Numbers(98, 7, 12)


@pytest.mark.parametrize("odd", [None, -1, MOST + 1, 10**30, "12", 3.0, True, [], {}, float("nan")])
@pytest.mark.parametrize("name", ["favourites_count", "replies_count", "reblogs_count", "quotes_count"])
def test_an_odd_count_is_no_count(name, odd):
    with pytest.raises(OddError):
        posts.counts_in_status(status(**{name: odd}), HERE)


@pytest.mark.parametrize(
    "body",
    [b"", b"<!doctype html><title>Blocked</title>", recorded("mastodon_status.json")[:200], b"[]", b"null", b"7",
     b"\xff\xfe\x00", b"[" * 100_000, recorded("mastodon_401.json"), status(id="1"), status(id=int(NUMBER))],
)  # fmt: skip
def test_what_is_no_status_is_odd(body):
    with pytest.raises(OddError):
        posts.counts_in_status(body, HERE)


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"posts":{}}', recorded("bluesky_posts.json")[:-9]])
def test_what_are_no_posts_is_odd(body):
    with pytest.raises(OddError):
        posts.counts_in_posts(body, [])


@pytest.mark.parametrize("did", ["", "did:plc:short", "did:key:z6Mk", "https://evil.example", 7, None])
def test_a_strange_identity_is_not_asked_for(did):
    with pytest.raises(OddError):
        posts.did_in(json.dumps({"did": did}).encode())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["posts", "uri", "likeCount", "id", "replyCount"]), x),
    )
)
def test_no_answer_breaks_the_reader(answer):
    uri = posts.uri_of(DID, RKEY)
    body = json.dumps(answer).encode()
    for read in (lambda: posts.counts_in_posts(body, [uri]), lambda: posts.counts_in_status(body, HERE)):
        try:
            found = read()
        except OddError:
            continue
        assert found == {} or found == {uri: None}
