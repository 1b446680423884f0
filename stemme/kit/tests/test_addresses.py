from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.addresses import Exemption, is_public, may_connect, read_exemptions


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2a00:1450:400f:80d::200e", "::ffff:8.8.8.8"])
def test_the_open_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.100.100.200", "0.0.0.0"),
        *("168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "198.18.0.1", "203.0.113.9"),
        *("::1", "::", "::127.0.0.1", "64:ff9b::7f00:1", "fec0::1", "ff0e::1", "fe80::1%eth0", "fd00:ec2::254"),
        *("2002:7f00:1::", "2001::1", "2001:db8::1", "3fff::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "nonsense", ""),
    ],
)
def test_everything_else(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses())
def test_nothing_private_is_ever_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if address.is_private or address.is_loopback or address.is_multicast or address.is_link_local:
        assert not is_public(str(address))


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_like_the_address_inside(address: ipaddress.IPv4Address) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


def test_the_operators_exemptions() -> None:
    plain, port, cidr, both, six = read_exemptions(
        ["feeds.corp", "127.0.0.1:8123", "Wiki.Corp=10.2.0.0/16", "api.corp:8443=10.3.0.0/16", "[::1]:8080"]
    )
    assert plain == Exemption("feeds.corp")
    assert (port.host, port.port) == ("127.0.0.1", 8123)
    assert (six.host, six.port) == ("::1", 8080)
    assert may_connect("wiki.corp", 443, "10.2.7.7", exemptions=(cidr,))
    assert not may_connect("wiki.corp", 443, "10.9.7.7", exemptions=(cidr,))
    assert not may_connect("wiki.corp", 22, "10.2.7.7", exemptions=(cidr,))
    assert may_connect("api.corp", 8443, "10.3.0.1", exemptions=(both,))
    assert not may_connect("api.corp", 443, "10.3.0.1", exemptions=(both,))
    assert not may_connect("other.corp", 443, "10.3.0.1", exemptions=(plain, port, cidr, both))


@pytest.mark.parametrize("entry", ["", "=10.0.0.0/8", "host:http", "host=10.0.0.0/99"])
def test_an_exemption_that_is_not_understood_stops(entry: str) -> None:
    with pytest.raises(ValueError):
        read_exemptions([entry])
