"""Django's own check for production finds nothing in an installation behind a certificate."""

from __future__ import annotations

import pytest

from tests.security.conftest import Proxied

pytestmark = [pytest.mark.slow, pytest.mark.once]


def test_the_check_for_production_is_clean(proxied: Proxied) -> None:
    said = proxied.house.python("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert "no issues" in said
    # Only one is silenced, with its reason in the settings: whose domain goes onto the browsers' preload list.
    assert "(1 silenced)" in said
