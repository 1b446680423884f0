from __future__ import annotations

import datetime as dt
import io
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from stemme.journal.models import Fact
from stemme.kit.tests.stage import Stage, says
from stemme.library import actions, proposal_queries
from stemme.library.actions.proposals import MOST_OPEN, fitting_stream
from stemme.library.content import Content, Words
from stemme.library.models import SourceItem

PAGE = b"""<!doctype html><html lang="nb"><head><title>Ny kran p\xc3\xa5 kaia</title>
<meta name=description content="Den l\xc3\xb8fter 400 tonn."><meta property=og:image content=/kran.png></head><p>Hei"""


@pytest.fixture
def internet(settings: object) -> object:
    stage = Stage()
    settings.INTRANET_HOSTS = (f"127.0.0.1:{stage.port}",)  # type: ignore[attr-defined]
    out = io.BytesIO()
    Image.new("RGB", (320, 180), "teal").save(out, "PNG")
    stage.answers["/kran"] = says(PAGE, Content_Type="text/html; charset=utf-8")
    stage.answers["/kran.png"] = says(out.getvalue(), Content_Type="image/png")
    yield stage
    stage.server.shutdown()
    stage.server.server_close()


def send(client: Client, typed: dict[str, object]) -> HttpResponse:
    """The form as it comes from the page: a stream is always chosen."""
    return client.post("/propose/", {"stream": 0, **typed})  # type: ignore[return-value]


def proposed(desk: SimpleNamespace, now: dt.datetime, **more: object) -> int:
    given: dict[str, object] = {"stream_id": desk.hr.id, "url": "", "text": "We lifted it.", "sentence": "It is big."}
    return actions.propose(actor=desk.cleo, now=now, **(given | more))  # type: ignore[arg-type]


def published(desk: SimpleNamespace, now: dt.datetime, url: str, title: str = "The crane", **more: object) -> int:
    content = Content(stream_id=desk.hr.id, language="en", target_url=url, texts={"en": Words(title)}, **more)  # type: ignore[arg-type]
    story_id = actions.create_story(actor=desk.bo, content=content, now=now)
    actions.publish(actor=desk.bo, story_id=story_id, now=now)
    return story_id


def test_a_link_is_shown_before_it_is_sent(desk: SimpleNamespace, cleo: Client, internet: Stage) -> None:
    typed = {"url": f"{internet.base}/kran", "sentence": "Folk snakker om den.", "stream": desk.hr.id, "text": ""}
    shown = send(cleo, typed)
    page = shown.content.decode()
    assert shown.status_code == 200 and "Ny kran på kaia" in page and "Den løfter 400 tonn." in page
    assert not SourceItem.objects.exists(), "looking sends nothing"
    token = shown.context["token"]
    picture = cleo.get("/propose/picture/", {"seen": token})
    assert picture.status_code == 200 and picture["Content-Type"] == "image/jpeg"
    assert picture.content[:2] == b"\xff\xd8"
    asked = len(internet.asked)
    sent = send(cleo, {**typed, "seen": token, "may_name": "on"})
    assert (sent.status_code, sent["Location"]) == (303, "/proposals/")
    item = SourceItem.objects.get()
    assert (item.title, item.sentence, item.stream, item.origin) == (
        "Ny kran på kaia", "Folk snakker om den.", desk.hr, "proposal",
    )  # fmt: skip
    assert item.may_name and item.proposed_by_id == desk.cleo.person_id
    assert len(internet.asked) == asked, "the page is read once"
    assert list(Fact.objects.values_list("kind", "actor_id", "subject_id")) == [
        ("story.proposed", desk.cleo.person_id, item.id)
    ]


def test_what_cannot_be_read_can_be_sent_all_the_same(desk: SimpleNamespace, cleo: Client, internet: Stage) -> None:
    typed = {"url": f"{internet.base}/nothing", "sentence": "Look", "stream": 0}
    shown = send(cleo, typed)
    assert "There is nothing at this address any more." in shown.content.decode()
    assert send(cleo, {**typed, "seen": shown.context["token"]}).status_code == 303
    assert SourceItem.objects.get().title == "127.0.0.1"


def test_a_token_of_another_person_or_link_shows_nothing(
    desk: SimpleNamespace, cleo: Client, internet: Stage, let_in: object, cast: SimpleNamespace
) -> None:
    shown = send(cleo, {"url": f"{internet.base}/kran", "sentence": "Look"})
    token = shown.context["token"]
    dan = let_in(cast.dan)  # type: ignore[operator]
    assert dan.get("/propose/picture/", {"seen": token}).status_code == 404
    assert cleo.get("/propose/picture/", {"seen": token[:-1]}).status_code == 404
    other = {"url": f"{internet.base}/nothing", "sentence": "Look", "seen": token}
    assert send(cleo, other).status_code == 200, "another link is looked at anew"
    assert not SourceItem.objects.exists()


def test_a_text_goes_at_once_and_nothing_of_it_is_markup(desk: SimpleNamespace, cleo: Client) -> None:
    nasty = "<script>alert(1)</script>\u202e\n\nab\u200bc"
    sent = send(cleo, {"text": nasty, "sentence": "<img src=x onerror=alert(1)>", "stream": 0})
    assert sent.status_code == 303
    item = SourceItem.objects.get()
    assert item.text == "<script>alert(1)</script>\n\nabc"
    assert item.stream == desk.stream, "the first stream of our own"
    page = cleo.get("/proposals/").content.decode()
    assert "<img src=x" not in page and "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"sentence": "Why"}, "Please give a link or write a text."),
        ({"text": "Something"}, "This field is required."),
        ({"text": "Something", "sentence": "\u202e \u200b"}, "Please say in one sentence"),
        ({"url": "ftp://x.example/", "sentence": "Why"}, "This is not a web address we can open."),
        ({"url": "http://127.0.0.1:8001/abc", "sentence": "Why"}, "This is one of our own tracked links."),
        ({"text": "x" * 10_001, "sentence": "Why"}, "at most 10000 characters"),
        ({"text": "x", "sentence": "Why", "stream": "999999"}, "999999"),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(
    desk: SimpleNamespace, cleo: Client, settings: object, typed: dict[str, str], said: str
) -> None:
    settings.LINK_URL = "http://127.0.0.1:8001"  # type: ignore[attr-defined]
    answer = send(cleo, {"seen": "", **typed})
    if answer.status_code == 200:
        answer = send(cleo, {**typed, "seen": answer.context["token"]})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not SourceItem.objects.exists()


def test_at_most_five_wait_and_the_same_link_once(desk: SimpleNamespace, now: dt.datetime) -> None:
    proposed(desk, now, url="https://x.example/a?utm_source=mail")
    with pytest.raises(actions.StoryError) as caught:
        proposed(desk, now, url="https://x.example/a")
    assert caught.value.reason == "twice"
    for number in range(MOST_OPEN - 1):
        proposed(desk, now, text=f"Text {number}")
    with pytest.raises(actions.StoryError) as caught:
        proposed(desk, now)
    assert caught.value.reason == "too_many"
    newest = SourceItem.objects.latest("id")
    actions.decline(actor=desk.bo, item_id=newest.id, answer="Not now", now=now)
    proposed(desk, now)
    with pytest.raises(actions.StoryError) as caught:
        actions.propose(actor=desk.dan, stream_id=desk.foreign.id, url="", text="x", sentence="y", now=now)
    assert caught.value.reason == "foreign"


def test_whoever_fits_is_who_told_of_that_host_before(desk: SimpleNamespace, now: dt.datetime) -> None:
    organisation = desk.cleo.organisation_id
    assert fitting_stream(organisation, "https://news.example/a") == desk.field.id
    assert fitting_stream(organisation, "") == desk.stream.id
    published(desk, now, "https://www.news.example/b")
    assert fitting_stream(organisation, "https://news.example/a") == desk.hr.id
    assert fitting_stream(organisation, "https://ews.example/a") == desk.field.id, "a host is a whole host"
    assert fitting_stream(desk.eve.organisation_id, "https://news.example/a") == desk.foreign.id


def test_a_story_that_is_there_is_named_if_it_reaches_the_person(
    desk: SimpleNamespace, cleo: Client, internet: Stage
) -> None:
    url = f"{internet.base}/kran"
    story_id = published(desk, timezone.now(), url, title="The crane is here")
    page = send(cleo, {"url": url, "sentence": "Look"}).content.decode()
    assert "There is a story with this already:" in page and f"/stories/{story_id}/" in page
    actions.withdraw(actor=desk.bo, story_id=story_id, now=timezone.now())
    page = send(cleo, {"url": url, "sentence": "Look"}).content.decode()
    assert "There is a story with this already:" not in page


def test_phones_and_bookmarks_fill_it_in(desk: SimpleNamespace, cleo: Client) -> None:
    form = cleo.get("/propose/", {"text": "Read this https://x.example/a", "title": "A"}).context["form"]
    assert (form["url"].value(), form["text"].value()) == ("https://x.example/a", "Read this")
    page = cleo.get("/propose/", {"url": '"><script>alert(1)</script>'})
    assert page.status_code == 200 and b"<script>alert" not in page.content


def test_ones_own_are_ones_own(
    desk: SimpleNamespace, cleo: Client, now: dt.datetime, let_in: object, cast: SimpleNamespace
) -> None:
    item = proposed(desk, now, sentence="Because of the crane")
    assert "Because of the crane" in cleo.get("/proposals/").content.decode()
    for person in (cast.dan, cast.eve, cast.bo):
        client = let_in(person)  # type: ignore[operator]
        assert "Because of the crane" not in client.get("/proposals/").content.decode()
        assert client.post(f"/proposals/{item}/take-back/").status_code == 404
    assert cleo.post(f"/proposals/{item}/take-back/").status_code == 303
    assert not SourceItem.objects.exists()
    assert cleo.post(f"/proposals/{item}/take-back/").status_code == 404


def test_what_was_answered_cannot_be_taken_back(desk: SimpleNamespace, cleo: Client, now: dt.datetime) -> None:
    item = proposed(desk, now)
    actions.decline(actor=desk.bo, item_id=item, answer="We told this last week.", now=now)
    assert cleo.post(f"/proposals/{item}/take-back/").status_code == 404
    page = cleo.get("/proposals/").content.decode()
    assert "We told this last week." in page and "declined" in page


def test_the_list_takes_the_same_number_of_queries(desk: SimpleNamespace, cleo: Client, now: dt.datetime) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert cleo.get("/proposals/").status_code == 200
        return len(found)

    actions.accept(actor=desk.bo, item_id=proposed(desk, now), answer="", now=now)
    queries()
    few = queries()
    for number in range(4):
        actions.accept(actor=desk.bo, item_id=proposed(desk, now, text=f"Text {number}"), answer="", now=now)
    assert queries() == few
    rows = proposal_queries.own_proposals(desk.cleo.organisation_id, desk.cleo.person_id, now=now)
    assert {row.state for row in rows} == {"accepted"} and len(rows) == 5
