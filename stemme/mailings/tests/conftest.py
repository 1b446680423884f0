"""Stories, and a mail server that behaves as told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from stemme.kit.tests.mail_server import Behaviour, mail_server
from stemme.library.models import Story, StoryText, Stream
from stemme.people.models import Organisation

#: Tuesday, a quarter of an hour after the digest's time in Bergen.
TUESDAY = dt.datetime(2026, 11, 10, 7, 0, tzinfo=dt.UTC)


def make_story(organisation: Organisation, title: str, **changes) -> Story:
    """A live story for everyone, published the day before."""
    stream, _ = Stream.objects.get_or_create(organisation=organisation, name="Communications")
    before = TUESDAY - dt.timedelta(days=1)
    fields = {"language": "en", "target_url": "https://nordlys.example/x", "published_at": before, "starts_at": before}
    story = Story.objects.create(organisation=organisation, stream=stream, **{**fields, **changes})
    StoryText.objects.create(story=story, language="en", title=title, summary=f"{title}, shortly")
    return story


@pytest.fixture
def tuesday() -> dt.datetime:
    return TUESDAY


@pytest.fixture
def stories(cast) -> SimpleNamespace:
    """Two stories of Nordlys and one of the other company."""
    return SimpleNamespace(
        turbine=make_story(cast.nordlys, "The last turbine stands"),
        salmon=make_story(cast.nordlys, "Salmon are back"),
        foreign=make_story(cast.other, "Secret of the others"),
    )


@pytest.fixture
def server(settings) -> Iterator[Behaviour]:
    """The mail server of this installation."""
    behaviour = Behaviour()
    with mail_server(behaviour) as url:
        settings.SMTP_URL = url
        yield behaviour
