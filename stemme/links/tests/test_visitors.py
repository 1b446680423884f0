from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.links.visitors import (
    DAY_MILLISECONDS,
    day_number,
    forget_salts,
    network,
    new_salt,
    place_id,
    visitor_and_place,
    visitor_id,
)

SALT = bytes(range(32))


def visitor(**changed: object) -> int:
    given = {
        "salt": SALT,
        "organisation_id": 1,
        "link_host": b"links.example",
        "address": "192.0.2.17",
        "agent": b"Firefox",
    }
    return visitor_id(**{**given, **changed})  # type: ignore[arg-type]


def test_one_browser_of_one_network_is_one_visitor() -> None:
    assert visitor() == visitor(address="192.0.2.200")
    assert visitor(address="::ffff:192.0.2.17") == visitor()
    assert visitor(address="2001:db8:1:2::1") == visitor(address="2001:db8:1:2:ffff::9")


@pytest.mark.parametrize(
    "changed",
    [
        {"salt": b"\1" * 32},
        {"organisation_id": 2},
        {"link_host": b"other.example"},
        {"address": "192.0.3.17"},
        {"agent": b"Chrome"},
    ],
)
def test_everything_else_makes_another_visitor(changed: dict[str, object]) -> None:
    assert visitor(**changed) != visitor()


def test_a_place_is_the_same_for_all_browsers_of_a_network_and_no_visitor() -> None:
    place = place_id(salt=SALT, organisation_id=1, address="2001:db8:1:2::1")
    assert place == place_id(salt=SALT, organisation_id=1, address="2001:db8:1:2:ffff::9")
    assert place != place_id(salt=SALT, organisation_id=1, address="2001:db8:1:3::1")
    assert place != place_id(salt=SALT, organisation_id=2, address="2001:db8:1:2::1")
    assert place != visitor(address="2001:db8:1:2::1", agent=b"")


@given(st.binary(max_size=300), st.text(max_size=40))
def test_the_number_fits_the_column_whatever_arrives(agent: bytes, address: str) -> None:
    number = visitor(agent=agent, address=address)
    assert -(2**63) <= number < 2**63


def test_both_numbers_at_once_are_those_of_each() -> None:
    wanted = {"salt": SALT, "organisation_id": 1, "address": "192.0.2.17"}
    both = visitor_and_place(**wanted, link_host=b"links.example", agent=b"Firefox")  # type: ignore[arg-type]
    assert both == (visitor(), place_id(**wanted))  # type: ignore[arg-type]
    forget_salts()
    assert visitor_and_place(**wanted, link_host=b"links.example", agent=b"Firefox") == both  # type: ignore[arg-type]


def test_networks_and_days() -> None:
    assert network("192.0.2.17") == bytes([192, 0, 2])
    assert network("fe80::1%eth0") == b"\xfe\x80" + bytes(6)
    assert network("unix") == b"unix"
    assert day_number(DAY_MILLISECONDS - 1) == 0
    assert day_number(DAY_MILLISECONDS) == 1
    assert len({new_salt() for _ in range(5)}) == 5
