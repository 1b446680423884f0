"""The address of a post: on its network, tidied, and nothing that leads inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.sharing.channels import BY_KEY
from stemme.sharing.post_addresses import (
    ELSEWHERE,
    HOSTS,
    LONGEST,
    NO_POST,
    NOT_AN_ADDRESS,
    NOT_HTTPS,
    TOO_LONG,
    AddressError,
    post_address,
)


@pytest.mark.parametrize(
    ("channel", "written", "kept"),
    [
        ("linkedin", " https://WWW.LinkedIn.com/posts/cleo_a-1?utm_source=share&rcm=ACoAA1#x ",
         "https://www.linkedin.com/posts/cleo_a-1"),
        ("linkedin", "lnkd.in/abc", "https://lnkd.in/abc"),
        ("x", "https://x.com/cleo/status/17?s=20&t=abc", "https://x.com/cleo/status/17"),
        ("facebook", "https://m.facebook.com/story.php?story_fbid=1&id=2&fbclid=3",
         "https://m.facebook.com/story.php?story_fbid=1&id=2"),
        ("mastodon", "https://social.example.org:443/@cleo/11", "https://social.example.org/@cleo/11"),
        ("mastodon", "https://bücher.example/@a/1", "https://xn--bcher-kva.example/@a/1"),
        ("bluesky", "https://bsky.app/profile/cleo.bsky.social/post/3k", "https://bsky.app/profile/cleo.bsky.social/post/3k"),
    ],
)  # fmt: skip
def test_it_is_kept_without_what_follows_people_around(channel, written, kept):
    assert post_address(channel, written) == kept
    assert post_address(channel, kept) == kept


@pytest.mark.parametrize(
    ("channel", "written", "reason"),
    [
        ("linkedin", "http://linkedin.com/posts/1", NOT_HTTPS),
        ("linkedin", "javascript://linkedin.com/%0aalert(1)", NOT_HTTPS),
        ("linkedin", "https://linkedin.com.evil.example/posts/1", ELSEWHERE),
        ("linkedin", "https://notlinkedin.com/posts/1", ELSEWHERE),
        ("linkedin", "https://www.linkedin.com", NO_POST),
        ("linkedin", "https://cleo:secret@linkedin.com/posts/1", NOT_AN_ADDRESS),
        ("linkedin", "https://linkedin.com:8443/posts/1", NOT_AN_ADDRESS),
        ("linkedin", "https://linkedin.com:port/posts/1", NOT_AN_ADDRESS),
        ("linkedin", "https://linkedin.com/posts/" + "a" * LONGEST, TOO_LONG),
        ("linkedin", "https://linkedin.com/a post", NOT_AN_ADDRESS),
        ("mastodon", "https://127.0.0.1/@a/1", NOT_AN_ADDRESS),
        ("mastodon", "https://0x7f.1/@a/1", NOT_AN_ADDRESS),
        ("mastodon", "https://[::1]/@a/1", NOT_AN_ADDRESS),
        ("mastodon", "https://localhost/@a/1", NOT_AN_ADDRESS),
        ("mastodon", "https://social.intranet/@a/1", NOT_AN_ADDRESS),
        ("mastodon", "https://[::1/@a/1", NOT_AN_ADDRESS),
        ("mail", "https://linkedin.com/posts/1", ELSEWHERE),
    ],
)
def test_what_cannot_be_the_post_is_said(channel, written, reason):
    with pytest.raises(AddressError) as error:
        post_address(channel, written)
    assert error.value.reason == reason


@given(st.sampled_from(sorted(HOSTS)), st.text(max_size=80))
def test_whatever_is_typed_is_an_address_or_refused(channel, text):
    try:
        kept = post_address(channel, text)
    except AddressError:
        return
    assert kept.startswith("https://") and len(kept) <= LONGEST
    assert kept.isprintable() and " " not in kept


def test_every_channel_with_addresses_is_a_channel():
    assert set(HOSTS) <= set(BY_KEY)
