"""Where links may lead, against the standard's own vectors and what attackers write."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.links.targets import LONGEST, TargetError, checked_target

VECTORS = [
    entry
    for entry in json.loads((Path(__file__).parent / "data" / "urltestdata.json").read_text())
    if isinstance(entry, dict)
]


def outcome(written: str) -> str | None:
    try:
        return checked_target(written)
    except TargetError:
        return None


def test_addresses_as_people_paste_them() -> None:
    assert checked_target(" https://www.nordlys.example/saker/turbin?a=1#del \n") == (
        "https://www.nordlys.example/saker/turbin?a=1#del"
    )
    assert checked_target("HTTPS://Nordlys.Example") == "https://nordlys.example/"
    assert checked_target("https://nordlys.example:443/x") == "https://nordlys.example/x"
    assert checked_target("http://nordlys.example:8080?q=å") == "http://nordlys.example:8080/?q=%C3%A5"
    assert checked_target("https://blåbærsyltetøy.example/sørlige-havn") == (
        "https://xn--blbrsyltety-y8ao3x.example/s%C3%B8rlige-havn"
    )
    assert checked_target("https://[2001:DB8::1]:8443/") == "https://[2001:db8::1]:8443/"
    assert checked_target("https://faß.example/") == "https://xn--fa-hia.example/"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "empty"),
        ("//evil.example", "scheme"),
        ("/\\evil.example", "characters"),
        ("https:evil.example", "shape"),
        ("https:/evil.example", "shape"),
        ("https:///evil.example", "shape"),
        ("javascript:alert(1)", "scheme"),
        ("java\tscript:alert(1)", "characters"),
        ("data:text/html,<script>", "scheme"),
        ("ftp://files.example/", "scheme"),
        ("https://nordlys.example@evil.example/", "shape"),
        ("https://user:password@evil.example/", "shape"),
        ("https://evil.example\\@nordlys.example", "characters"),
        ("https://evil.example/\r\nSet-Cookie: a=b", "characters"),
        ("https://evil%2eexample/", "shape"),
        ("https://evil .example/", "characters"),
        ("https://evil.example/\u202egpj.exe", "characters"),
        ("https://0x7f.1/", "host"),
        ("https://2130706433/", "host"),
        ("https://127.1/", "host"),
        ("https://192.168.0.01/", "host"),
        ("https://[::1", "shape"),
        ("https://[1::2::3]/", "host"),
        ("https://nordlys.example:99999/", "port"),
        ("https://nordlys.example:0/", "port"),
        ("https://xn--a.example/", "host"),
        ("https://-a.example/", "host"),
        ("https://a..example/", "host"),
        ("https://nordlys.example/" + "a" * LONGEST, "long"),
        ("https://nordlys.example/" + "å" * 1000, "long"),
    ],
)
def test_what_is_refused_and_why(written: str, reason: str) -> None:
    with pytest.raises(TargetError) as refused:
        checked_target(written)
    assert refused.value.reason == reason


def test_own_hosts_would_lead_in_circles() -> None:
    own = ("links.nordlys.example", "127.0.0.1:8001")
    for written in (
        "https://links.nordlys.example/s/abc",
        "https://LINKS.nordlys.example:443/",
        "https://links.nordlys。example/",
        "http://127.0.0.1:8001/s/x",
    ):
        with pytest.raises(TargetError) as refused:
            checked_target(written, own_hosts=own)
        assert refused.value.reason == "own"
    assert checked_target("http://127.0.0.1:8002/", own_hosts=own)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: repr(vector["input"])[:60])
def test_a_browser_would_go_to_the_same_place(vector: dict[str, str]) -> None:
    accepted = outcome(vector["input"])
    if vector.get("failure"):
        assert accepted is None, "a browser refuses it"
    elif accepted is not None:
        ours, theirs = urlsplit(accepted), urlsplit(vector["href"])
        assert (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)


def test_enough_of_the_standard_is_let_through() -> None:
    plain = [v for v in VECTORS if not v.get("failure") and v["input"].startswith(("http://", "https://"))]
    accepted = [v for v in plain if outcome(v["input"])]
    assert len(accepted) > len(plain) / 3


@given(st.text(max_size=60) | st.text(alphabet="htps:/\\@.?#[]%0x7f1 \t\r\nå", max_size=30).map("https://".__add__))
def test_what_is_accepted_is_safe_in_a_header_and_stays_the_same(written: str) -> None:
    accepted = outcome(written)
    if accepted is None:
        return
    assert accepted.isascii()
    assert accepted.isprintable()
    assert " " not in accepted
    assert urlsplit(accepted).scheme in {"http", "https"}
    assert urlsplit(accepted).username is None
    assert checked_target(accepted) == accepted
