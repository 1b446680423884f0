"""Names of hosts, codes, counters, and strangers' bytes."""

from __future__ import annotations

import json
import random

import pytest

from stemme.passkeys import ceremony, codes
from stemme.passkeys.relying_party import RelyingParty, relying_party
from stemme.passkeys.tests.device import Device, text

PARTY = RelyingParty("localhost", "http://localhost:8000")


@pytest.mark.parametrize(
    ("public_url", "party"),
    [
        ("https://Stemme.Nordlys.example/", ("stemme.nordlys.example", "https://stemme.nordlys.example")),
        ("https://nordlys.example:8443", ("nordlys.example", "https://nordlys.example:8443")),
        ("http://127.0.0.1:8000", ("localhost", "http://localhost:8000")),
        ("http://[::1]:8000", ("localhost", "http://localhost:8000")),
        ("https://192.0.2.1", None),
    ],
)
def test_a_passkey_is_tied_to_the_public_host(public_url: str, party: tuple[str, str] | None) -> None:
    assert relying_party(public_url) == (RelyingParty(*party) if party else None)


def test_ten_codes_of_eighty_bits_that_can_be_typed() -> None:
    made = codes.new_codes()
    assert len(set(made)) == 10
    assert all(len(code) == 16 and codes.typed(codes.shown(code)) == code for code in made)
    assert codes.typed(f"  {codes.shown(made[0]).lower().replace('-', ' ')}") == made[0]
    salt = codes.new_salt()
    assert (
        codes.code_hash(made[0], salt) == codes.code_hash(made[0], salt) != codes.code_hash(made[0], codes.new_salt())
    )


def test_what_is_asked_for_is_a_key_that_knows_its_owner() -> None:
    asked = ceremony.making(PARTY, challenge=b"c" * 32, handle=b"h" * 32, address="a@x.no", name="A", known=[b"old"])
    assert asked["rp"] == {"name": "Stemme", "id": "localhost"}
    assert asked["authenticatorSelection"] == {
        "residentKey": "required", "requireResidentKey": True, "userVerification": "required",
    }  # fmt: skip
    assert asked["attestation"] == "none"
    assert [key["id"] for key in asked["excludeCredentials"]] == [text(b"old")]
    shown = ceremony.proving(PARTY, challenge=b"c" * 32)
    assert (shown["userVerification"], shown["allowCredentials"]) == ("required", [])


def test_strangers_bytes_are_refused_and_break_nothing() -> None:
    device = Device()
    asked = ceremony.making(PARTY, challenge=b"c" * 32, handle=b"h" * 32, address="a@x.no", name="A", known=[])
    made, proof = device.make(asked), device.prove(ceremony.proving(PARTY, challenge=b"c" * 32))
    key = ceremony.read_new(ceremony.opened(made), PARTY).public_key
    chance = random.Random(7)
    for whole in (made, proof):
        for _ in range(300):
            sent = json.loads(whole)
            part = chance.choice([*sent["response"], "id", "rawId", "type", "response"])
            home = sent["response"] if part in sent["response"] else sent
            home[part] = chance.choice([None, 7, "", [], {}, "A" * 43, "§", str(home[part])[:-2], f"A{home[part]}"])
            with pytest.raises(ceremony.RefusedError):
                answer = ceremony.opened(json.dumps(sent))
                ceremony.read_new(answer, PARTY)
                ceremony.read_proof(answer, PARTY, public_key=key)
    for bare in ("", "{", "[]", "7", "null", '{"response": 1}', "[" * 9_000, "x" * 20_001):
        with pytest.raises(ceremony.RefusedError):
            ceremony.opened(bare)
