from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from stemme.links.campaign import forwarded, tagged, with_parameters


def test_tags_say_the_channel_and_nothing_about_the_person() -> None:
    assert (
        tagged("https://a.example/x", channel="linkedin")
        == "https://a.example/x?utm_source=linkedin&utm_medium=employee"
    )
    assert tagged("https://a.example/x?b=1#c", channel="x") == (
        "https://a.example/x?b=1&utm_source=x&utm_medium=employee#c"
    )
    assert tagged("https://a.example/?utm_campaign=own", channel="x") == "https://a.example/?utm_campaign=own"


def test_what_is_passed_on() -> None:
    assert forwarded(b"utm_source=a%20b&ref=c&utm_=x&UTM_TERM=y&next=//evil&fbclid=1&ref=again") == [
        ("utm_source", "a b"),
        ("ref", "c"),
    ]
    assert forwarded(b"utm_content=" + b"a" * 500) == [("utm_content", "a" * 200)]
    assert forwarded(b"ref=" + b"a" * 3000) == []
    assert len(forwarded("&".join(f"utm_{chr(97 + n)}=1" for n in range(20)).encode())) == 10


def test_the_targets_own_parameters_stay() -> None:
    assert with_parameters("https://a.example/?ref=own", [("ref", "other")]) == "https://a.example/?ref=own"
    assert with_parameters("https://a.example/?x=1&", [("ref", "o")]) == "https://a.example/?x=1&ref=o"


@given(st.binary(max_size=200))
def test_the_host_never_changes_and_the_header_stays_whole(query: bytes) -> None:
    address = tagged("https://a.example/x#f", channel="mail", extra=forwarded(query))
    parts = urlsplit(address)
    assert (parts.netloc, parts.path, parts.fragment) == ("a.example", "/x", "f")
    assert address.isascii()
    assert not set("\r\n ") & set(address)
    assert dict(parse_qsl(parts.query))["utm_source"]
