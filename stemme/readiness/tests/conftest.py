"""A lead, for whom rounds are run."""

from __future__ import annotations

import pytest

from stemme.people.queries import viewer as viewer_of


@pytest.fixture
def lea(cast):
    """Lea, who leads the programme."""
    return viewer_of(cast.lea.id, scope="employee")
