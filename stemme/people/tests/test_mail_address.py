from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.people.mail_address import AddressError, addresses_in, normal_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" Ada.Owe@Nordlys.Example ", "ada.owe@nordlys.example"),
        ("sean.o'brannagh+jobb@fjordlys.example", "sean.o'brannagh+jobb@fjordlys.example"),
        ("Jørn.Ærlighaug@fjordlys.example", "jørn.ærlighaug@fjordlys.example"),
        ("post@Blåbær.no", "post@xn--blbr-roah.no"),
    ],
)
def test_usable_addresses(written: str, address: str) -> None:
    assert normal_address(written) == address


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("", "missing"),
        ("Mangler", "placeholder"),
        ("n/a", "placeholder"),
        ("a@x.no, b@x.no", "several"),
        ("a@x.no/b@x.no b@x.no", "several"),
        ("Ada <a@x.no>", "with_name"),
        ("mellom rom@x.no", "space"),
        ("dobbel@@x.no", "several_at"),
        ("feil.x.no", "no_at"),
        ("a@x", "bad"),
        (".a@x.no", "bad"),
        ("a..b@x.no", "bad"),
        ("a@-x.no", "bad"),
        ("a@1.2.3.4", "bad"),
        ("@x.no", "bad"),
        (f"{'a' * 65}@x.no", "bad"),
    ],
)
def test_unusable_ones_say_why(written: str, kind: str) -> None:
    with pytest.raises(AddressError) as error:
        normal_address(written)
    assert error.value.kind == kind


def test_addresses_are_found_in_a_mess() -> None:
    assert addresses_in("Med Navn <Med.Navn@x.no>; b@x.no, c@@x.no") == ["med.navn@x.no", "b@x.no"]


@given(st.text(max_size=40))
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    try:
        address = normal_address(text)
    except AddressError:
        return
    assert normal_address(address) == address
    assert address == address.lower()
