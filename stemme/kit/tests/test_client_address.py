from __future__ import annotations

import pytest

from stemme.kit.client_address import client_address, network_of


def test_a_header_of_a_stranger_is_not_believed() -> None:
    assert client_address("203.0.113.9", "1.2.3.4", trusted=()) == "203.0.113.9"


def test_the_right_most_address_that_is_no_proxy_of_ours_counts() -> None:
    trusted = ("10.0.0.0/8", "2001:db8::1")
    assert client_address("10.0.0.2", "6.6.6.6, 198.51.100.7, 10.1.1.1", trusted=trusted) == "198.51.100.7"
    assert client_address("2001:db8::1", "198.51.100.7", trusted=trusted) == "198.51.100.7"
    assert client_address("10.0.0.2", "", trusted=trusted) == "10.0.0.2"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_what_counts_as_one_asker(address: str, network: str) -> None:
    assert network_of(address) == network
