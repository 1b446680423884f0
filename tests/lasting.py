"""Rows that all tests of a module share. Each test's own changes are rolled back, in the end the rows are, too."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from django.db import connections, transaction


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Whatever a module's fixtures make after this stays until its last test. Tests that commit cannot use it."""
    with django_db_blocker.unblock(), contextlib.ExitStack() as stack:  # type: ignore[attr-defined]
        for alias in connections:
            stack.enter_context(transaction.atomic(using=alias))
        yield
        for alias in connections:
            transaction.set_rollback(True, using=alias)
