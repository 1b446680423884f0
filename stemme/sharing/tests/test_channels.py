from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.sharing.channels import BY_KEY, CHANNELS, Post, address, host_of, taken_by_link

URL = "https://ndl.example/s/7kq2mABCde"
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80).map(str.strip)


def test_what_the_issue_asks_for_is_there():
    wanted = "linkedin x facebook xing bluesky mastodon threads whatsapp mail teams system copy qr"
    assert set(wanted.split()) <= set(BY_KEY)


@given(texts)
def test_text_and_link_arrive_as_they_were(text):
    post = Post(text, URL, title="Tittel & æøå")
    for channel in CHANNELS:
        opened = address(channel, post)
        if not opened:
            continue
        parts = urlsplit(opened)
        query = parse_qs(parts.query, keep_blank_values=True)
        words = "\n".join(value for values in query.values() for value in values)
        assert URL in words, channel.key
        if channel.prefills:
            assert text in words.replace("\r\n", "\n"), channel.key
        assert parts.scheme in {"https", "mailto"}


def test_a_mail_has_percent_for_space_and_crlf_for_lines():
    opened = address(BY_KEY["mail"], Post("to\nlinjer her", URL, title="En tittel"))
    assert "+" not in opened
    assert "%0D%0A" in opened
    assert unquote(opened) == f"mailto:?subject=En tittel&body=to\r\nlinjer her\r\n\r\n{URL}"


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("mastodon.social", "mastodon.social"),
        ("https://Snabelen.no/@me", "snabelen.no"),
        ("@me@social.example", "social.example"),
        ("localhost", ""),
        ("javascript:alert(1)", ""),
        ("evil.example/x?y", "evil.example"),
        ("a b.example", ""),
        ("", ""),
    ],
)
def test_a_server_however_it_is_written(written, host):
    assert host_of(written) == host


def test_mastodon_opens_at_the_persons_own_server():
    assert address(BY_KEY["mastodon"], Post("hei", URL, host="snabelen.no")).startswith(
        "https://snabelen.no/share?text=hei"
    )


def test_the_link_takes_room_where_it_stands_in_the_text():
    assert {key: taken_by_link(BY_KEY[key], URL) for key in ("x", "mastodon", "bluesky", "linkedin")} == {
        "x": 1 + 23,
        "mastodon": 2 + 23,
        "bluesky": 2 + len(URL),
        "linkedin": 0,
    }
