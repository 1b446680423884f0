"""HR publishes a job advert in three languages to one region, from the address of a page, without JavaScript.

Counted are what somebody has to do: pages waited for, fields filled in, choices made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone

from stemme.kit.tests.stage import Stage, says
from stemme.library import queries
from stemme.library.models import Story, Stream
from stemme.people.models import Person, RoleGrant
from tests.addresses import addresses
from tests.journeys.window import FIREFOX, Window

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "stemme" / "library" / "tests" / "data" / "pages" / "made-jobposting-no.html"
TITLES = {"title_en": "Operations engineer", "title_sv": "Drifttekniker"}
WORDS = {"personal_nb": "Vi søker en kollega.", "personal_en": "Come and work with us.", "personal_sv": "Bli kollega!"}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A request ends the connection it came by; here it is the test's own, as with Django's own client."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def site(settings: object) -> Iterator[str]:
    """The company's page about the job, open for two more weeks."""
    stage = Stage()
    settings.INTRANET_HOSTS = (f"127.0.0.1:{stage.port}",)  # type: ignore[attr-defined]
    last_day = f"{timezone.now() + dt.timedelta(days=14):%Y-%m-%dT12:00}"
    page = PAGE.read_text().replace("2026-11-15T23:59", last_day).replace("/bilder/ålesund 1.jpg", "")
    stage.answers["/jobb/41000"] = says(page.encode(), Content_Type="text/html")
    yield stage.base
    stage.server.shutdown()
    stage.server.server_close()


@pytest.fixture
def hr(cast: SimpleNamespace) -> Stream:
    """The stream of HR, whose one editor is Dan; Ana edits another one."""
    for name, who in (("HR", cast.dan), ("Communications", cast.ana)):
        stream = Stream.objects.create(organisation=cast.nordlys, name=name, owner=who)
        RoleGrant.objects.create(organisation=cast.nordlys, person=who, role="editor", stream_id=stream.id)
    Person.objects.filter(id=cast.dan.id).update(language="nb")
    Person.objects.filter(id__in=[cast.dan.id, cast.cleo.id]).update(place="Ålesund")
    return Stream.objects.get(name="HR")


def window_of(client: Client) -> tuple[Window, list[str]]:
    """A browser without scripts with this session, and the pages it waited for."""
    asked: list[str] = []
    window = Window("https://testserver")
    window.client = httpx.Client(
        base_url="http://testserver",
        transport=httpx.WSGITransport(app=get_wsgi_application()),
        cookies={settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value},
        follow_redirects=True,
        headers={"User-Agent": FIREFOX},
        event_hooks={"request": [lambda request: asked.append(f"{request.method} {request.url.path}")]},
    )
    return window, asked


def test_a_job_advert_in_three_languages_to_one_region(
    cast: SimpleNamespace, hr: Stream, site: str, let_in: Callable[[Person], Client]
) -> None:
    place = "Ålesund"
    window, asked = window_of(let_in(cast.dan))
    window.open("/studio/new/").press(button="Hent", url=f"{site}/jobb/41000")
    story = Story.objects.get()
    assert window.path == f"/studio/{story.id}/"
    typed: dict[str, Any] = {**TITLES, **WORDS, "audience_places": [place]}
    window.press(button="Publiser", **typed)
    assert (window.status, window.path) == (200, f"/studio/{story.id}/"), window.text
    assert len([one for one in asked if one.startswith("POST")]) == 2, "fetch, publish"
    assert len(asked) == 5, "two pages, two buttons, and where they led"
    assert 1 + len(typed) == 7, "an address, two titles, a starting point in each language, a place"

    now = timezone.now()
    page = queries.story(cast.nordlys.id, story.id, now=now)
    assert page is not None and page.state == "live"
    assert (page.kind, page.goal, page.place) == ("job", "applications", "Ålesund")
    assert page.ends_at is not None and page.ends_at.date() >= (now + dt.timedelta(days=13)).date(), "its deadline"
    assert set(page.titles) == {"nb", "en", "sv"} and len(page.share_texts) == 3
    reached = {who.name for who in Person.objects.filter(organisation=cast.nordlys) if who.place == place}
    for who in Person.objects.filter(organisation=cast.nordlys, deactivated_at=None).exclude(joined_at=None):
        status = let_in(who).get(f"/stories/{story.id}/").status_code
        assert (status == 200) == (who.name in reached), who.name


def test_nobody_else_has_an_address_of_this_story(
    cast: SimpleNamespace, hr: Stream, site: str, let_in: Callable[[Person], Client]
) -> None:
    window, _asked = window_of(let_in(cast.dan))
    window.open("/studio/new/").press(button="Hent", url=f"{site}/jobb/41000")
    story = Story.objects.get()
    strangers = let_in(cast.ana), let_in(cast.eve)
    tried = 0
    for one in addresses():
        path = one.filled({"story_id": story.id})
        if path is None or "story_id" not in one.route or not one.route.startswith("studio/"):
            continue
        tried += 1
        for stranger in strangers:
            answers = {stranger.get(path).status_code, stranger.post(path).status_code}
            assert answers <= {404, 405} and 404 in answers, (path, answers)
    assert tried >= 3
    assert Story.objects.get().published_at is None
