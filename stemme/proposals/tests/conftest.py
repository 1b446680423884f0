from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.test import Client

from stemme.kit.tests.mail_server import Behaviour, mail_server
from stemme.library.models import Stream
from stemme.people import queries as people
from stemme.people.viewer import EMPLOYEE, Viewer


@pytest.fixture
def desk(cast: SimpleNamespace) -> SimpleNamespace:
    """Streams, viewers of the cast, and the stream about others."""

    # One who reads English, so that sentences are those of the sources.
    cast.cleo.language = "en"
    cast.cleo.save(update_fields=["language"])

    def viewer(person: object) -> Viewer:
        found = people.viewer(person.id, scope=EMPLOYEE)  # type: ignore[attr-defined]
        assert found is not None
        return found

    return SimpleNamespace(
        stream=Stream.objects.create(organisation=cast.nordlys, name="Communications", owner=cast.bo),
        hr=Stream.objects.create(organisation=cast.nordlys, name="HR", owner=cast.lea),
        field=Stream.objects.create(organisation=cast.nordlys, name="Our field", outside=True),
        foreign=Stream.objects.create(organisation=cast.other, name="Theirs", owner=cast.eve),
        cleo=viewer(cast.cleo),
        dan=viewer(cast.dan),
        bo=viewer(cast.bo),
        eve=viewer(cast.eve),
    )


@pytest.fixture
def cleo(desk: SimpleNamespace, cast: SimpleNamespace, let_in: Callable[..., Client]) -> Client:
    return let_in(cast.cleo)


@pytest.fixture
def post(settings: object) -> Iterator[Behaviour]:
    """A mail server that takes everything."""
    behaviour = Behaviour()
    with mail_server(behaviour) as url:
        settings.SMTP_URL = url  # type: ignore[attr-defined]
        yield behaviour
