"""The filled stage for journeys."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.stage import make_history


@pytest.fixture
def history(cast: SimpleNamespace) -> SimpleNamespace:
    """Nordlys after two days of work."""
    return make_history(cast)
