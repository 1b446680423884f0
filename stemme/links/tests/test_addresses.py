from __future__ import annotations

import pytest

from stemme.links import addresses
from stemme.links.addresses import HostError, checked_host, hosts_of, link_base, readable
from stemme.links.targets import TargetError, checked_target


def test_the_own_domain_takes_the_place_of_the_host_and_of_nothing_else() -> None:
    assert link_base("https://link.company.example", "") == "https://link.company.example"
    assert link_base("https://link.company.example", "go.nordlys.example") == "https://go.nordlys.example"
    assert link_base("http://127.0.0.1:8001", "go.nordlys.example") == "http://go.nordlys.example:8001"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("go.nordlys.no", "go.nordlys.no"),
        (" GO.Nordlys.NO. ", "go.nordlys.no"),
        ("nordlys.link", "nordlys.link"),
        ("gå.nordlys.no", "xn--g-2fa.nordlys.no"),
        ("xn--g-2fa.nordlys.no", "xn--g-2fa.nordlys.no"),
        ("a-b.c1.example", "a-b.c1.example"),
    ],
)
def test_names_that_will_do(written: str, stored: str) -> None:
    assert checked_host(written) == stored
    assert checked_host(stored) == stored


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", addresses.EMPTY),
        ("   ", addresses.EMPTY),
        ("https://go.nordlys.no", addresses.WRITTEN_OUT),
        ("go.nordlys.no/s/", addresses.WRITTEN_OUT),
        ("go.nordlys.no:8443", addresses.WRITTEN_OUT),
        ("me@nordlys.no", addresses.WRITTEN_OUT),
        ("go nordlys.no", addresses.WRITTEN_OUT),
        ("go.nordlys.no\r\nX: y", addresses.WRITTEN_OUT),
        ("go\\nordlys.no", addresses.WRITTEN_OUT),
        ("-go.nordlys.no", addresses.LETTERS),
        ("go..nordlys.no", addresses.LETTERS),
        ("go_1.nordlys.no", addresses.LETTERS),
        ("xn--a.nordlys.no", addresses.LETTERS),
        ("go<b>.nordlys.no", addresses.LETTERS),
        ("g%C3%A5.nordlys.no", addresses.LETTERS),
        ("a" * 64 + ".no", addresses.LETTERS),
        (".".join(["a" * 60, "b" * 60, "no"]), addresses.LONG),
        ("localhost", addresses.INNER),
        ("nordlys", addresses.INNER),
        ("go.internal", addresses.INNER),
        ("go.local", addresses.INNER),
        ("127.0.0.1", addresses.INNER),
        ("10.1", addresses.INNER),
        ("1.2.3.4.", addresses.INNER),
    ],
)
def test_names_that_will_not_do(written: str, reason: str) -> None:
    with pytest.raises(HostError) as error:
        checked_host(written)
    assert error.value.reason == reason


def test_a_name_reads_as_people_write_it() -> None:
    assert readable("xn--g-2fa.nordlys.no") == "gå.nordlys.no"
    assert readable("go.nordlys.no") == "go.nordlys.no"


@pytest.mark.parametrize(
    "target",
    [
        "https://link.example/s/abc",
        "https://link.example./s/abc",
        "https://LINK.example:443/",
        "https://pages.example/stories/",
        "https://go.nordlys.example/s/abc",
        "http://go.nordlys.example/s/abc",
        "https://GO.nordlys.example./",
        "https://ｇｏ.nordlys.example/",
    ],
)
def test_no_link_leads_back_to_us(target: str) -> None:
    own = hosts_of(
        link_url="https://link.example", public_url="https://pages.example", link_hosts=["go.nordlys.example"]
    )
    assert own[0] == "link.example"
    with pytest.raises(TargetError) as error:
        checked_target(target, own_hosts=own)
    assert error.value.reason == "own"


def test_with_a_port_the_own_domain_counts_with_and_without_it() -> None:
    own = hosts_of(link_url="http://127.0.0.1:8001", public_url="http://127.0.0.1:8000", link_hosts=["go.a.example"])
    for target in ("http://go.a.example:8001/s/x", "http://go.a.example/s/x"):
        with pytest.raises(TargetError):
            checked_target(target, own_hosts=own)
    assert checked_target("http://127.0.0.1:8002/", own_hosts=own)


def test_what_stands_in_the_dns() -> None:
    assert addresses.dns_record("https://link.company.com") == "CNAME link.company.com."
    assert addresses.dns_record("http://127.0.0.1:8001") == "A 127.0.0.1"
    assert addresses.dns_record("http://[::1]:8001") == "AAAA ::1"
