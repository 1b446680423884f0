"""The cast and the stage for every test.

Ada owns Nordlys Energi, Lea leads the programme, Bo edits, Ana reads figures, Cleo and Dan work in two teams;
Eve works elsewhere and must never see anything of theirs.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from types import SimpleNamespace

os.environ.setdefault("STEMME_DATA", tempfile.mkdtemp(prefix="stemme-test-"))

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone, translation
from hypothesis import HealthCheck
from hypothesis import settings as properties

# Properties say nothing about time: a busy machine is no fault of theirs.
properties.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("busy machine")

#: A Thursday morning in Bergen; tests pass it wherever ``now`` is asked for.
NOW = dt.datetime(2026, 11, 12, 8, 14, tzinfo=dt.UTC)


def pytest_configure() -> None:
    """Tests with real transactions empty all tables afterwards, which the journal's guards would refuse.

    They are put up again with the signal that ends the emptying.
    """
    from django.test import TransactionTestCase

    from stemme.journal.apps import take_guards_down
    from tests.tenancy import let_tests_ask

    let_tests_ask()
    empty = TransactionTestCase._fixture_teardown

    def empty_unguarded(case: TransactionTestCase) -> None:
        take_guards_down()
        empty(case)

    TransactionTestCase._fixture_teardown = empty_unguarded  # type: ignore[method-assign]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that touch the database may touch the clicks' database as well; those that touch none run once, on SQLite.

    What starts programs of its own (``slow``, ``browser``) has its database there and runs on both, unless it is
    marked ``once``.
    """
    bare = [item for item in items if item.get_closest_marker("once")]
    for item in items:
        marker = item.get_closest_marker("django_db")
        fixtures = getattr(item, "fixturenames", ())
        if marker is None and not {"cast", "db", "transactional_db"} & set(fixtures):
            if item.get_closest_marker("slow") is None and item.get_closest_marker("browser") is None:
                bare.append(item)
            continue
        options = {"databases": "__all__", **(marker.kwargs if marker else {})}
        item.add_marker(pytest.mark.django_db(**options), append=False)
    if "STEMME_TEST_POSTGRES" in os.environ and bare:
        config.hook.pytest_deselected(items=bare)
        dropped = set(bare)
        items[:] = [item for item in items if item not in dropped]
    # A test of a minute that begins last keeps everybody waiting.
    items.sort(key=lambda item: item.get_closest_marker("slow") is None or _commits(item))


def _commits(item: pytest.Item) -> bool:
    """True for tests with real transactions: they empty the tables for whoever comes after them in the process."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """No connection pool in tests: its idle connections would keep the test database from being dropped."""
    for alias in connections:
        connections[alias].settings_dict["OPTIONS"].pop("pool", None)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, django_db_modify_db_settings: None) -> Iterator[bool]:
    """Databases in memory are filled before Django opens them, which then has next to nothing to migrate."""
    from tests.fresh import fill_from_file

    embedded = [connections[alias] for alias in connections if connections[alias].vendor == "sqlite"]
    held = [fill_from_file(connection) for connection in embedded]
    yield bool(held) or django_db_keepdb


@pytest.fixture(autouse=True)
def language_of_nobody() -> None:
    """Each test begins in the language and time zone of the installation, whoever's page an earlier one looked at."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True)
def hosts_of_nobody() -> None:
    """Each test begins without the organisations' hosts that an earlier one left in the process's memory."""
    from stemme.people.host_queries import forget_hosts

    forget_hosts()


@pytest.fixture
def now() -> dt.datetime:
    """A moment to pass wherever ``now`` is asked for."""
    return NOW


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    """Two organisations with their people, as a namespace: ``cast.ada``, ``cast.nordlys``, ``cast.wind`` …"""
    from tests.cast import make_cast

    return make_cast(NOW)


@pytest.fixture
def let_in() -> Iterator[object]:
    """``let_in(person, scope="employee")`` gives a test client with that person's session."""
    from django.conf import settings

    from tests.cast import open_session

    def enter(person: object, scope: str = "employee") -> Client:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = open_session(person.id, scope)  # type: ignore[attr-defined]
        return client

    yield enter
