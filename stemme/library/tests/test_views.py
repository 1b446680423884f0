from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.kit.tests.stage import Stage
from stemme.library import actions
from stemme.library.audience import Audience
from stemme.library.models import Source, SourceItem, Story, Stream
from stemme.library.tests.writing import made

LetIn = Callable[..., Client]


def test_the_studio_shows_stories_in_their_own_language(
    desk: SimpleNamespace, bo: Client, cast: SimpleNamespace
) -> None:
    story_id = made(desk, audience=Audience(team_ids=frozenset({cast.wind.id})))
    page = bo.get("/studio/")
    assert page.status_code == 200
    html = page.content.decode()
    assert f'href="/studio/{story_id}/" lang="nb"><bdi>Siste turbin står</bdi>' in html
    assert "1 person" in html and "Offshore wind" in html
    assert bo.get("/studio/?tab=live").context["lines"] == []
    assert len(bo.get(f"/studio/?tab=drafts&stream={desk.stream.id}&q=turbin").context["lines"]) == 1
    assert bo.get(f"/studio/?stream={desk.hr.id}").context["lines"] == []
    for odd in ("?tab=x&stream=å&q=%00&page=99", "?stream=99999999999999999999", "?page=-1"):
        assert bo.get(f"/studio/{odd}").status_code == 200


def test_an_htmx_request_gets_the_table_only(desk: SimpleNamespace, bo: Client) -> None:
    part = bo.get("/studio/", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div class="stack gap-5" id="stories">')


def test_the_studio_takes_the_same_queries_however_many_stories(desk: SimpleNamespace, bo: Client) -> None:
    def number() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert bo.get("/studio/").status_code == 200
        return len(captured)

    made(desk)
    number()
    few = number()
    source = Source.objects.create(
        organisation_id=desk.bo.organisation_id, stream=desk.stream, url="https://x.example/"
    )
    for n in range(7):
        made(desk, f"Nummer {n}")
        SourceItem.objects.create(
            organisation_id=source.organisation_id, stream=source.stream, source=source, guid=str(n), title=str(n)
        )
    assert number() == few


def test_a_page_becomes_a_draft(desk: SimpleNamespace, bo: Client, internet: Stage) -> None:
    answer = bo.post("/studio/new/", {"url": f"{internet.base}/jobb/41000", "stream": desk.hr.id})
    story = Story.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/studio/{story.id}/")
    page = bo.get(answer.headers["Location"]).content.decode()
    assert "Driftstekniker &amp; kokk" in page
    picture = bo.get(f"/media/{story.picture.name}")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert "immutable" in picture.headers["Cache-Control"]
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert Client().get(f"/media/{story.picture.name}").status_code == 200
    again = bo.post("/studio/new/", {"url": f"{internet.base}/jobb/41000?utm_source=x", "stream": desk.hr.id})
    assert again.headers["Location"] == f"/studio/{story.id}/"
    assert Story.objects.count() == 1


@pytest.mark.parametrize(
    "url", ["http://nobody.invalid/", "http://169.254.169.254/", "javascript:alert(1)", "", "http://127.0.0.1:9/"]
)
def test_what_cannot_be_fetched_says_so_and_loses_nothing(desk: SimpleNamespace, bo: Client, url: str) -> None:
    answer = bo.post("/studio/new/", {"url": url, "stream": desk.hr.id})
    assert answer.status_code == 422
    form = answer.context["fetching"]
    assert form.errors["url"] and form["url"].value() == url and str(form["stream"].value()) == str(desk.hr.id)
    assert "Traceback" not in answer.content.decode()


def test_an_own_story(desk: SimpleNamespace, bo: Client) -> None:
    own = {"own-title": " Åpen  dag ", "own-target_url": "nordlys.example/dag", "own-language": "nb"}
    answer = bo.post("/studio/new/", {**own, "own-stream": desk.stream.id})
    assert answer.status_code == 303
    story = Story.objects.get()
    assert (story.target_url, story.texts.get().title) == ("https://nordlys.example/dag", "Åpen dag")
    foreign = bo.post("/studio/new/", {**own, "own-stream": desk.foreign.id})
    assert foreign.status_code == 422
    assert foreign.context["writing"]["title"].value() == " Åpen  dag "


def test_the_first_story_needs_a_stream(cast: SimpleNamespace, bo: Client) -> None:
    assert bo.get("/studio/new/").headers["Location"] == "/studio/#streams"
    assert bo.get("/studio/").status_code == 200
    assert bo.get("/studio/feeds/").status_code == 200


def test_streams_are_made_in_the_studio(desk: SimpleNamespace, bo: Client) -> None:
    assert bo.post("/studio/streams/", {"name": "CSR"}).status_code == 303
    assert Stream.objects.get(name="CSR").owner_id == desk.bo.person_id
    twice = bo.post("/studio/streams/", {"name": "CSR"})
    assert twice.status_code == 422 and "already" in twice.content.decode()


def test_withdrawing(desk: SimpleNamespace, bo: Client) -> None:
    story_id = made(desk)
    actions.publish(actor=desk.bo, story_id=story_id, now=timezone.now())
    assert bo.get(f"/studio/{story_id}/withdraw/").status_code == 405
    for _ in range(2):
        assert bo.post(f"/studio/{story_id}/withdraw/").status_code == 303
    assert Story.objects.get(id=story_id).withdrawn_at is not None
    assert "Publish again" in bo.get(f"/studio/{story_id}/").content.decode()


def test_feeds_are_added_read_and_removed(desk: SimpleNamespace, bo: Client, internet: Stage) -> None:
    answer = bo.post("/studio/feeds/", {"url": f"{internet.base}/feed", "stream": desk.hr.id})
    assert answer.status_code == 303
    source = Source.objects.get()
    page = bo.get("/studio/feeds/")
    assert "Fjordlys AS" in page.content.decode()
    assert len(bo.get("/studio/inbox/").context["items"]) == 4, "one of the five is closed since 15 November 2026"
    assert bo.post(f"/studio/feeds/{source.id}/read/").status_code == 303
    internet.answers.clear()
    assert bo.post(f"/studio/feeds/{source.id}/read/").status_code == 303
    assert "There is nothing at this address any more." in bo.get("/studio/feeds/").content.decode()
    item = SourceItem.objects.order_by("id")[0]
    assert (
        bo.post(f"/studio/feeds/items/{item.id}/dismiss/", {"from": "studio"}).headers["Location"] == "/studio/#inbox"
    )
    assert bo.post(f"/studio/feeds/{source.id}/remove/").status_code == 303
    assert bo.post(f"/studio/feeds/{source.id}/remove/").status_code == 404


def test_a_malformed_feed_is_refused_in_words(desk: SimpleNamespace, bo: Client, internet: Stage) -> None:
    from stemme.kit.tests.stage import says

    internet.answers["/odd"] = says(b"\xff\xfe not a feed")
    url = f"{internet.base}/odd"
    answer = bo.post("/studio/feeds/", {"url": url, "stream": desk.hr.id})
    assert answer.status_code == 422
    assert "This is not a feed" in answer.content.decode()
    assert answer.context["form"]["url"].value() == url
    assert not Source.objects.exists()


def test_an_entry_is_used(desk: SimpleNamespace, bo: Client, internet: Stage) -> None:
    actions.add_source(actor=desk.bo, stream_id=desk.hr.id, url=f"{internet.base}/feed", now=timezone.now())
    item = SourceItem.objects.order_by("id")[0]
    SourceItem.objects.filter(id=item.id).update(url=f"{internet.base}/jobb/41000")
    answer = bo.post(f"/studio/feeds/items/{item.id}/use/")
    assert answer.headers["Location"] == f"/studio/{Story.objects.get().id}/"


def test_strangers_and_those_without_the_right(desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn) -> None:
    story_id = made(desk)
    source = Source.objects.create(organisation=cast.nordlys, stream=desk.stream, url="https://x.example/")
    item = SourceItem.objects.create(
        organisation=cast.nordlys, stream=desk.stream, source=source, guid="1", title="x", url="https://x.example/"
    )
    pages = (f"/studio/{story_id}/",)
    presses = (
        f"/studio/{story_id}/",
        f"/studio/{story_id}/withdraw/",
        f"/studio/feeds/{source.id}/read/",
        f"/studio/feeds/{source.id}/remove/",
        f"/studio/feeds/items/{item.id}/use/",
        f"/studio/feeds/items/{item.id}/dismiss/",
    )
    eve, cleo = let_in(cast.eve), let_in(cast.cleo)
    for client in (eve, cleo):
        assert [client.get(page).status_code for page in pages] == [404]
        assert [client.post(press).status_code for press in presses] == [404] * 6
    assert cleo.get("/studio/").status_code == 404
    assert "Siste turbin" not in eve.get("/studio/").content.decode()
    assert Client().get("/studio/").status_code == 302
    assert let_in(cast.bo, scope="suggest").get("/studio/").status_code in {403, 404}


@pytest.mark.parametrize(
    "path",
    ["pictures/nothing.jpg", "pictures/../stemme.db", "stemme.db", "pictures/x.svg", "pictures/", "pictures/a/b.jpg"],
)
def test_only_our_own_pictures_are_served(db: None, path: str) -> None:
    assert Client().get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/studio/streams/", "/studio/feeds/items/1/use/", "/studio/feeds/1/read/"])
def test_changes_take_a_press(bo: Client, path: str) -> None:
    assert bo.get(path).status_code == 405


@pytest.mark.parametrize("language", ["nb", "da", "sv", "de"])
def test_pages_in_other_languages(desk: SimpleNamespace, bo: Client, language: str) -> None:
    story_id = made(desk)
    for page in ("/studio/", "/studio/new/", "/studio/feeds/", f"/studio/{story_id}/"):
        html = bo.get(f"{page}?lang={language}").content.decode()
        assert f'<html lang="{language}"' in html
        for english in ("New story", "In the inbox", "Where visitors end up", "Saved"):
            assert english not in html
