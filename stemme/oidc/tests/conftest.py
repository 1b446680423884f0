"""One stand-in for a company's sign-in, and browsers that have not been here."""

import pytest
from django.test import Client

from stemme.oidc.tests.stand_in import StandIn, provider_at


@pytest.fixture(scope="session")
def running_stand_in():
    made = StandIn()
    yield made
    made.close()


@pytest.fixture
def stand_in(running_stand_in):
    running_stand_in.reset()
    return running_stand_in


@pytest.fixture
def provider(cast, stand_in):
    return provider_at(stand_in, cast.nordlys)


@pytest.fixture
def browser():
    return Client()
