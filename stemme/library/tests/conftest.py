from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image

from stemme.kit.tests.stage import Stage, says
from stemme.library.models import Stream
from stemme.people import queries as people
from stemme.people.models import RoleGrant
from stemme.people.viewer import EMPLOYEE, Viewer

DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test begins in English: a page shown in another language leaves it behind in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def _server() -> Iterator[Stage]:
    made = Stage()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def internet(_server: Stage, settings: object, tmp_path: Path) -> Stage:
    """A server on this machine that the operator has opened, with a page, a feed and a picture."""
    settings.INTRANET_HOSTS = (f"127.0.0.1:{_server.port}",)
    settings.MEDIA_ROOT = tmp_path / "media"
    _server.asked.clear()
    _server.answers.clear()
    out = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(out, "PNG")
    page = (DATA / "pages" / "made-jobposting-no.html").read_bytes().replace("ålesund 1".encode(), b"havn")
    _server.answers["/jobb/41000"] = says(page, Content_Type="text/html")
    _server.answers["/bilder/havn.jpg"] = says(out.getvalue(), Content_Type="image/png")
    feed = (DATA / "feeds" / "made-jobs-no.rss.xml").read_bytes()
    _server.answers["/feed"] = says(feed, Content_Type="application/rss+xml", ETag='"one"')
    return _server


@pytest.fixture
def desk(cast: SimpleNamespace) -> SimpleNamespace:
    """Bo's stream and viewers of the cast."""

    def viewer(person: object) -> Viewer:
        found = people.viewer(person.id, scope=EMPLOYEE)  # type: ignore[attr-defined]
        assert found is not None
        return found

    return SimpleNamespace(
        stream=Stream.objects.create(organisation=cast.nordlys, name="Communications", owner=cast.bo),
        hr=Stream.objects.create(organisation=cast.nordlys, name="HR", owner=cast.lea),
        foreign=Stream.objects.create(organisation=cast.other, name="Theirs", owner=cast.eve),
        bo=viewer(cast.bo),
        eve=viewer(cast.eve),
        viewer=viewer,
    )


@pytest.fixture
def bo(cast: SimpleNamespace, let_in: Callable[..., Client]) -> Client:
    return let_in(cast.bo)


@pytest.fixture
def second(cast: SimpleNamespace, desk: SimpleNamespace) -> Viewer:
    """Cleo, who edits the same stream as Bo."""
    RoleGrant.objects.create(
        organisation=cast.nordlys, person=cast.cleo, role="editor", stream_id=desk.stream.id, granted_by=cast.ada
    )
    return desk.viewer(cast.cleo)
