from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.library.addresses_of_pages import host_of, tidy, whole


@pytest.mark.parametrize(
    ("written", "base", "expected"),
    [
        ("https://nordlys.example/sv/vinternatt", "", "https://nordlys.example/sv/vinternatt"),
        ("  https://nordlys.example ", "", "https://nordlys.example/"),
        ("/bilder/ålesund 1.jpg", "https://x.example/a/b", "https://x.example/bilder/%C3%A5lesund%201.jpg"),
        ("//cdn.example/a.png", "https://x.example/", "https://cdn.example/a.png"),
        ("../jobb/1?b=å", "https://x.example/a/b/", "https://x.example/a/jobb/1?b=%C3%A5"),
        ("https://blåbær.example/", "", "https://xn--blbr-roah.example/"),
        ("https://x.example:8443/a%20b", "", "https://x.example:8443/a%20b"),
        ("javascript:alert(1)", "https://x.example/", ""),
        ("java\nscript:alert(1)", "https://x.example/", ""),
        ("data:text/html,x", "", ""),
        ("https://user:secret@x.example/", "", ""),
        ("https://x.example\\@evil.example/", "", ""),
        ("https://", "", ""),
        ("//e", "", ""),
        ("https:example.com", "", ""),
        ("https://x.example:99999/", "", ""),
        ("https://[::1", "", ""),
        ("https://x.example/" + "a" * 2000, "", ""),
        ("https://x.example/\u202egpj.exe", "", ""),
        ("", "", ""),
        ("nordlys.example", "", ""),
    ],
)
def test_addresses(written: str, base: str, expected: str) -> None:
    assert whole(written, base) == expected


VECTORS = [
    v for v in json.loads((Path(__file__).parent / "data" / "urltestdata.json").read_text()) if isinstance(v, dict)
]


def test_the_whatwg_vectors_never_give_an_unsafe_address() -> None:
    for vector in VECTORS:
        base = vector.get("base") or ""
        got = whole(vector["input"], base if base.startswith("http") else "")
        if got:
            parts = urlsplit(got)
            assert parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
            assert got.isascii() and got.isprintable() and "\\" not in got and " " not in got


@given(st.text(max_size=60))
def test_whole_is_stable(text: str) -> None:
    once = whole(text, "https://x.example/a/")
    assert not once or whole(once) == once


def test_tidy_drops_what_only_says_where_somebody_came_from() -> None:
    assert tidy("https://x.example/a?utm_source=n&id=7&fbclid=z#part") == "https://x.example/a?id=7"
    assert tidy("https://x.example/a?b=1&b=2&c=") == "https://x.example/a?b=1&b=2&c="
    assert tidy("https://x.example/a?q=a+b%20c") == "https://x.example/a?q=a+b%20c"


def test_hosts() -> None:
    assert host_of("https://www.Nordlys.example:443/x") == "nordlys.example"
    assert host_of("nonsense") == ""
    assert host_of("https://[::1") == ""


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://BLÅBÆR.example/x", "https://xn--blbr-roah.example/x"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://[::FFFF:1]:8080/", "http://[::ffff:1]:8080/"),
        ("http://a|b/", ""),
        ("http://ho%00st/", ""),
        ("http://[fe80::1%25eth0]/", ""),
        ("http://1.2.3.4.5/", ""),
    ],
)
def test_hosts_are_read_as_browsers_read_them(written: str, stored: str) -> None:
    assert whole(written) == stored
