from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.links.networks import MOST_NETWORKS, TOO_MANY, TOO_WIDE, UNREADABLE, in_networks, parse_networks


def test_an_administrator_writes_networks() -> None:
    text = "192.0.2.0/24  # Bergen\n\n2001:db8:7::/48\r\n 198.51.100.9 ,\n192.0.2.77/24\n# nothing\n"
    networks, errors = parse_networks(text)
    assert [str(network) for network in networks] == ["192.0.2.0/24", "2001:db8:7::/48", "198.51.100.9/32"]
    assert errors == []


def test_bad_lines_are_named_and_the_good_ones_stay() -> None:
    networks, errors = parse_networks("192.0.2.0/33\n10.0.0.0/8\nour office\n0.0.0.0/0\n::/0\n2001:db8::/32")
    assert [str(network) for network in networks] == ["10.0.0.0/8", "2001:db8::/32"]
    assert [(error.line, error.code) for error in errors] == [
        (1, UNREADABLE), (3, UNREADABLE), (4, TOO_WIDE), (5, TOO_WIDE),
    ]  # fmt: skip
    assert str(errors[1]) == "line 3: 'our office' is no address or network such as 192.0.2.0/24 or 2001:db8::/32"
    many = "\n".join(f"10.0.{n // 250}.{n % 250}" for n in range(MOST_NETWORKS + 5))
    networks, errors = parse_networks(many)
    assert len(networks) == MOST_NETWORKS
    assert [error.code for error in errors] == [TOO_MANY]


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("192.0.2.200", True),
        ("::ffff:192.0.2.1", True),
        ("192.0.3.1", False),
        ("2001:db8:7:1::5", True),
        ("2001:db8:8::5", False),
        ("unix", False),
        ("", False),
    ],
)
def test_is_somebody_in_the_office(address: str, inside: bool) -> None:
    assert in_networks(address, "192.0.2.0/24\n2001:db8:7::/48\nnonsense") is inside
    assert in_networks(address, "") is False


@given(st.text(max_size=200))
def test_whatever_is_pasted_gives_networks_or_errors(text: str) -> None:
    networks, errors = parse_networks(text)
    assert len(networks) + len(errors) <= len(text.splitlines())
    for error in errors:
        assert 1 <= error.line <= len(text.splitlines())
