"""Every channel's address, against strings written by hand and a second way of quoting."""

import string
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.sharing.addresses import SERVERS, Post, host_of
from stemme.sharing.channels import (
    BY_KEY,
    CHANNELS,
    FAMILIES,
    FIRST,
    hand_over,
    in_order,
    room_for_words,
    taken_by_link,
)

URL = "https://ndl.example/s/7kq2mABCde"
LINK = "https%3A%2F%2Fndl.example%2Fs%2F7kq2mABCde"
TITLE = "Rør & vær #1"
WORDS = "Blåbær 🫐 & rømme: 100 % #1!\n«Så bra?» 'ja' a+b=c"
#: The words as they must arrive, written by hand.
HAND = (
    "Bl%C3%A5b%C3%A6r%20%F0%9F%AB%90%20%26%20r%C3%B8mme%3A%20100%20%25%20%231%21%0A"
    "%C2%ABS%C3%A5%20bra%3F%C2%BB%20%27ja%27%20a%2Bb%3Dc"
)
#: A mail ends its lines with two signs, a title has one line.
BREAK = {"mail": "%0D%0A", "reddit": "%20"}
BY_HAND = {
    "linkedin": f"https://www.linkedin.com/sharing/share-offsite/?url={LINK}",
    "facebook": f"https://www.facebook.com/sharer/sharer.php?u={LINK}",
    "x": f"https://x.com/intent/post?text={HAND}&url={LINK}",
    "bluesky": f"https://bsky.app/intent/compose?text={HAND}%0A%0A{LINK}",
    "mastodon": f"https://snabelen.no/share?text={HAND}%0A%0A{LINK}",
    "threads": f"https://www.threads.com/intent/post?text={HAND}&url={LINK}",
    "xing": f"https://www.xing.com/social/share/spi?url={LINK}",
    "reddit": f"https://www.reddit.com/submit?url={LINK}&title={HAND.replace('%0A', '%20')}",
    "instagram": "https://www.instagram.com/",
    "tiktok": "https://www.tiktok.com/upload",
    "snapchat": "https://web.snapchat.com/",
    "mail": f"mailto:?subject=R%C3%B8r%20%26%20v%C3%A6r%20%231&body={HAND.replace('%0A', '%0D%0A')}%0D%0A%0D%0A{LINK}",
    "whatsapp": f"https://wa.me/?text={HAND}%0A%0A{LINK}",
    "telegram": f"https://t.me/share/url?url={LINK}&text={HAND}",
    "teams": f"https://teams.microsoft.com/share?href={LINK}&msgText={HAND}",
    "slack": "https://app.slack.com/client",
    "system": "",
    "copy": "",
    "qr": "",
    "signature": "",
}
#: What is left when the words do not fit.
LINK_ONLY = {
    "x": f"https://x.com/intent/post?text=&url={LINK}",
    "bluesky": f"https://bsky.app/intent/compose?text={LINK}",
    "mastodon": f"https://snabelen.no/share?text={LINK}",
    "threads": f"https://www.threads.com/intent/post?text=&url={LINK}",
    "reddit": f"https://www.reddit.com/submit?url={LINK}&title=R%C3%B8r%20%26%20v%C3%A6r%20%231",
    "mail": f"mailto:?subject=R%C3%B8r%20%26%20v%C3%A6r%20%231&body={LINK}",
    "whatsapp": f"https://wa.me/?text={LINK}",
    "telegram": f"https://t.me/share/url?url={LINK}&text=",
    "teams": f"https://teams.microsoft.com/share?href={LINK}&msgText=",
}
BY_SERVER = {
    "mastodon": f"https://snabelen.no/share?text=hei%0A%0A{LINK}",
    "misskey": f"https://snabelen.no/share?text=hei%0A%0A{LINK}",
    "friendica": f"https://snabelen.no/compose?body=hei%0A%0A{LINK}",
    "hubzilla": f"https://snabelen.no/rpost?body=hei%0A%0A{LINK}",
    "gnusocial": f"https://snabelen.no/notice/new?status_textarea=hei%0A%0A{LINK}",
}
#: Pieces that break careless quoting.
PIECES = [
    "👨‍👩‍👧‍👦", "🇳🇴", "👍🏽", "æøåäöüß", "ÆØÅ", "日本", "&", "#", "?", "=", "+", "%", "%20", "%0A", "\n", "\n\n",
    "\r\n", " ", '"', "'", "<b>", "\\", "/", ":", ";", "@", "a", "Ord ", "e\u0301", "\u200b", "{name}", URL,
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=80),
    st.builds(lambda piece: (piece * 5000)[:5000], st.sampled_from([p for p in PIECES if p.strip()])),
)


def percent(text):
    """Quoting a second time, letter by letter."""
    kept = string.ascii_letters + string.digits + "-._~"
    return "".join(c if c in kept else "".join(f"%{byte:02X}" for byte in c.encode()) for c in text)


def post(text, **more):
    return Post(text, URL, **({"title": TITLE, "host": "snabelen.no"} | more))


@pytest.mark.parametrize("key", sorted(BY_KEY))
def test_every_address_is_as_written_by_hand(key):
    assert hand_over(BY_KEY[key], post(WORDS)).address == BY_HAND[key]


def test_nothing_is_forgotten():
    assert set(BY_HAND) == set(BY_KEY)
    assert {channel.key for channel in CHANNELS if channel.prefills} == set(LINK_ONLY)
    assert {channel.family for channel in CHANNELS} == set(FAMILIES)
    assert set(FIRST) < set(BY_KEY)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_words_arrive_whole_or_not_at_all(text):
    words = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    for channel in CHANNELS:
        found = hand_over(channel, post(text))
        if channel.key not in LINK_ONLY:
            assert found.address == BY_HAND[channel.key]
            assert found.carries_words is (not words)
            continue
        arriving = percent(words.replace("\n", {"mail": "\r\n", "reddit": " "}.get(channel.key, "\n")))
        whole = BY_HAND[channel.key].replace(HAND.replace("%0A", BREAK.get(channel.key, "%0A")), arriving)
        if not words:
            assert found.address == LINK_ONLY[channel.key]
        elif len(whole) <= channel.room:
            assert (found.address, found.carries_words) == (whole, True), channel.key
        else:
            assert (found.address, found.carries_words) == (LINK_ONLY[channel.key], False), channel.key
        assert len(found.address) <= channel.room
        if words:  # The page reckons with this number before the link is made.
            assert found.carries_words is (len(arriving) <= room_for_words(channel, post("")))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60).map(str.strip))
def test_a_network_reads_what_was_written(text):
    for channel in CHANNELS:
        parts = urlsplit(hand_over(channel, post(text)).address)
        values = [value for some in parse_qs(parts.query, keep_blank_values=True).values() for value in some]
        if channel.carries_link and channel.open:
            assert any(URL in value for value in values), channel.key
        if channel.prefills and text:
            assert any(text in value for value in values), channel.key
        assert parts.scheme in {"https", "mailto", ""}
        assert not parts.fragment


@pytest.mark.parametrize("letter", ["a", "ø", "🫐", "&", "\n-"])
def test_five_thousand_letters(letter):
    text = letter * 5000
    mail = hand_over(BY_KEY["mail"], post(text))
    assert (mail.address, mail.carries_words) == (LINK_ONLY["mail"], False)
    found = hand_over(BY_KEY["x"], post(text))
    assert found.carries_words is (letter == "a")
    assert len(found.address) <= 8000


def test_a_mail_has_percent_for_space_and_crlf_for_lines():
    opened = hand_over(BY_KEY["mail"], Post("to\r\nlinjer her", URL, "En\ntittel")).address
    assert "+" not in opened
    assert unquote(opened) == f"mailto:?subject=En tittel&body=to\r\nlinjer her\r\n\r\n{URL}"


def test_a_long_title_leaves_room_for_the_link():
    found = hand_over(BY_KEY["mail"], Post("Kort.", URL, "日本 " * 100))
    assert found.carries_words
    assert len(found.address) < 1000
    assert "%20%E2%80%A6&body=Kort." in found.address


@pytest.mark.parametrize("server", SERVERS)
def test_other_servers_have_other_forms(server):
    found = hand_over(BY_KEY["mastodon"], post("hei", runs=server.key))
    assert found.address == BY_SERVER[server.key]


def test_who_has_not_said_what_their_server_runs_has_mastodon():
    assert hand_over(BY_KEY["mastodon"], post("hei", runs="nonsense")).address == BY_SERVER["mastodon"]


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


def test_the_link_takes_room_where_it_stands_in_the_text():
    assert {key: taken_by_link(BY_KEY[key], URL) for key in ("x", "mastodon", "bluesky", "linkedin")} == {
        "x": 1 + 23,
        "mastodon": 2 + 23,
        "bluesky": 2 + len(URL),
        "linkedin": 0,
    }


@pytest.mark.parametrize(
    ("key", "copies", "opens"),
    [
        ("linkedin", "words", "tab"),
        ("facebook", "words", "tab"),
        ("xing", "words", "tab"),
        ("x", "", "tab"),
        ("mail", "", "here"),
        ("slack", "all", "later"),
        ("instagram", "words", "later"),
        ("copy", "", ""),
    ],
)
def test_what_is_copied_and_what_opens(key, copies, opens):
    assert (BY_KEY[key].copies, BY_KEY[key].opens) == (copies, opens)


def test_keys_stand_in_the_order_of_the_sheet():
    assert in_order(["qr", "linkedin", "myspace", "qr"]) == ("linkedin", "qr")
