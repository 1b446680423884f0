"""The clock of the pages stands at ``now``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone


@pytest.fixture
def clock(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[dt.datetime]:
    """Views that ask for the time get ``now``. Sessions are opened before, so they start at the real time."""
    for name in ("stories", "story", "interests"):
        monkeypatch.setattr(f"stemme.feed.views.{name}.timezone", _Still(now))
    yield now


class _Still:
    """Django's timezone module with a clock that stands."""

    def __init__(self, now: dt.datetime) -> None:
        self._now = now

    def now(self) -> dt.datetime:
        return self._now

    def __getattr__(self, name: str) -> object:
        return getattr(timezone, name)
