"""Ada has one passkey, and a browser in which she has just added it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from stemme.passkeys import codes
from stemme.passkeys.tests import scene
from stemme.passkeys.tests.device import Device


@pytest.fixture(autouse=True)
def quick_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slow hashes are for thieves; every test but that of the codes makes ten of them."""
    monkeypatch.setattr(codes, "COST", 16)


@pytest.fixture
def ada(cast: SimpleNamespace) -> SimpleNamespace:
    """``person``, ``client``, ``device``, ``codes``."""
    client, device = scene.by_mail(cast.ada), Device()
    added = scene.add(client, device)
    return SimpleNamespace(person=cast.ada, client=client, device=device, codes=scene.codes_in(added), added=added)
