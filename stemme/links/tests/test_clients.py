"""Addresses behind proxies, limits, referrers and languages of strangers."""

from __future__ import annotations

import pytest

from stemme.links.redirect.clients import Proxies, limit_key
from stemme.links.redirect.limits import Allowance
from stemme.links.referrers import referring_host
from stemme.links.speech import spoken_language


def forwarded(*values: str) -> list[tuple[bytes, bytes]]:
    return [(b"x-forwarded-for", value.encode()) for value in values]


def test_without_trusted_proxies_nobody_is_believed() -> None:
    assert Proxies([]).client("9.9.9.9", forwarded("1.1.1.1")) == "9.9.9.9"
    assert Proxies(["10.0.0.0/8"]).client("9.9.9.9", forwarded("1.1.1.1")) == "9.9.9.9"


@pytest.mark.parametrize(
    ("chain", "client"),
    [
        (["1.1.1.1"], "1.1.1.1"),
        (["6.6.6.6, 1.1.1.1, 10.0.0.2"], "1.1.1.1"),
        (["6.6.6.6", "1.1.1.1"], "1.1.1.1"),
        (["1.1.1.1:4711"], "1.1.1.1"),
        (['"[2001:db8::1]:443"'], "2001:db8::1"),
        (["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ([], "10.0.0.1"),
        ([""], "10.0.0.1"),
        (["1.1.1.1, nonsense"], "nonsense"),
    ],
)
def test_the_rightmost_address_that_is_no_proxy(chain: list[str], client: str) -> None:
    assert Proxies(["10.0.0.0/8"]).client("10.0.0.1", forwarded(*chain)) == client


def test_limits_are_per_address_or_per_64() -> None:
    assert limit_key("192.0.2.1") != limit_key("192.0.2.2")
    assert limit_key("2001:db8::1") == limit_key("2001:db8::ffff:1")
    assert limit_key("::ffff:192.0.2.1") == limit_key("192.0.2.1")
    assert limit_key("unix") == "unix"


def test_twenty_a_minute_and_then_one_every_three_seconds() -> None:
    allowance = Allowance()
    assert [allowance.take("a", now=100.0) for _ in range(21)] == [True] * 20 + [False]
    assert allowance.take("b", now=100.0)
    assert not allowance.take("a", now=102.0)
    assert allowance.take("a", now=103.1)
    assert not allowance.take("a", now=103.2)


def test_referrers_are_hosts() -> None:
    assert referring_host(b"https://www.LinkedIn.com/feed/?token=1") == "www.linkedin.com"
    assert referring_host(b"android-app://com.linkedin.android/") == "com.linkedin.android"
    assert referring_host(b"https://user:pw@host.example:8080/") == "host.example"
    for nothing in (b"", b"about:blank", b"https://", b"https://h\x1fost/", b"//a.example/", b"https://a b/"):
        assert referring_host(nothing) == ""
    assert len(referring_host(b"https://" + b"a" * 500 + b"/")) == 120


def test_languages() -> None:
    assert spoken_language(b"nb-NO,nb;q=0.9,en;q=0.8") == "nb"
    assert spoken_language(b"fr, de-AT;q=0.5, sv;q=0.7") == "sv"
    assert spoken_language(b"fr") == "en"
    assert spoken_language(b"") == "en"
    assert spoken_language(b"\xff\xfe;q=x,*;q=0.1") == "en"
