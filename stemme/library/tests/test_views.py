from __future__ import annotations

import datetime as dt
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
from stemme.library.content import Content, ShareWords, Words
from stemme.library.models import ShareText, Source, SourceItem, Story, Stream, Topic
from stemme.library.story_form import StoryForm

LetIn = Callable[..., Client]


def made(desk: SimpleNamespace, title: str = "Siste turbin står", **changes: object) -> int:
    values = {
        "stream_id": desk.stream.id,
        "language": "nb",
        "target_url": "https://nordlys.example/turbin",
        "texts": {"nb": Words(title, "Tre vintre."), "en": Words("The last turbine stands")},
        "share_texts": (ShareWords("nb", "personal", "Jeg var der."), ShareWords("nb", "personal", "Vi var der.")),
        **changes,
    }
    return actions.create_story(actor=desk.bo, content=Content(**values), now=timezone.now())


def form_data(client: Client, story_id: int) -> dict[str, object]:
    """What a browser would send if nothing were changed."""
    form: StoryForm = client.get(f"/studio/{story_id}/").context["form"]
    with timezone.override("Europe/Oslo"):
        return _sent(form)


def _sent(form: StoryForm) -> dict[str, object]:
    data: dict[str, object] = {}
    for bound in form:
        value = bound.value()
        if bound.widget_type == "checkbox":
            data |= {bound.html_name: "on"} if value else {}
        elif isinstance(value, list):
            data[bound.html_name] = value
        elif value is not None:
            data[bound.html_name] = bound.field.widget.format_value(value) or ""
            if isinstance(data[bound.html_name], list):
                data[bound.html_name] = value
    return data


@pytest.fixture
def bo(cast: SimpleNamespace, let_in: LetIn) -> Client:
    return let_in(cast.bo)


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
        SourceItem.objects.create(organisation_id=source.organisation_id, source=source, guid=str(n), title=str(n))
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


def test_saving_without_a_change_changes_nothing(desk: SimpleNamespace, bo: Client, cast: SimpleNamespace) -> None:
    topic = Topic.objects.create(organisation=cast.nordlys, slug="wind", names={"en": "Wind"})
    now = timezone.now().replace(second=0, microsecond=0)
    story_id = made(
        desk,
        topic_ids=frozenset({topic.id}),
        audience=Audience(frozenset({cast.grid.id}), frozenset({"da"}), frozenset({"Nuuk"})),
        starts_at=now,
        embargo_until=now + dt.timedelta(hours=2),
        texts={"nb": Words("Tittel", "Kort", "Derfor", "<p>Hei <strong>du</strong></p>"), "de": Words("Titel")},
    )
    from stemme.library import studio_queries

    before = studio_queries.draft(desk.bo.organisation_id, story_id, now=now)
    assert bo.post(f"/studio/{story_id}/", {**form_data(bo, story_id), "do": "save"}).status_code == 303
    after = studio_queries.draft(desk.bo.organisation_id, story_id, now=now)
    assert before is not None and after is not None
    assert after.content == before.content
    assert ShareText.objects.filter(story_id=story_id).count() == 2, "a second text of a tone is kept"


def test_words_audience_and_time_are_saved_and_published(
    desk: SimpleNamespace, bo: Client, cast: SimpleNamespace
) -> None:
    story_id = made(desk)
    changed = form_data(bo, story_id) | {
        "do": "publish",
        "title_nb": "Ny \u202etittel",
        "question_nb": "Hva nå?",
        "title_da": "Ny titel",
        "body_nb": "Første.\n\nAndre <script>alert(1)</script>",
        "audience_teams": [cast.grid.id],
        "new_topics": "Havvind, Drift",
        "starts_at": "2026-11-17T07:45",
        "ends_on": "2099-12-31",
    }
    answer = bo.post(f"/studio/{story_id}/", changed)
    assert answer.status_code == 303
    story = Story.objects.get(id=story_id)
    assert story.published_at is not None
    assert story.starts_at == dt.datetime(2026, 11, 17, 6, 45, tzinfo=dt.UTC), "typed in Oslo's time"
    assert story.ends_at == dt.datetime(2099, 12, 31, 23, tzinfo=dt.UTC), "the day counts in full"
    text = story.texts.get(language="nb")
    assert text.title == "Ny tittel"
    assert "script" not in text.body or "&lt;script" in text.body
    assert set(story.share_texts.values_list("tone", flat=True)) == {"personal", "question"}
    assert {topic.names["nb"] for topic in story.topics.all()} == {"Havvind", "Drift"}
    assert list(story.audience_teams.values_list("id", flat=True)) == [cast.grid.id]


def test_counting_saves_nothing(desk: SimpleNamespace, bo: Client, cast: SimpleNamespace) -> None:
    story_id = made(desk)
    data = form_data(bo, story_id) | {"do": "count", "audience_teams": [cast.wind.id], "title_nb": "Noch nicht"}
    answer = bo.post(f"/studio/{story_id}/", data)
    assert answer.status_code == 200
    assert (answer.context["reach"].reached, answer.context["reach"].everyone) == (1, 6)
    assert 'value="Noch nicht"' in answer.content.decode()
    assert Story.objects.get(id=story_id).texts.get(language="nb").title == "Siste turbin står"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_nb": "  "}, "title_nb"),
        ({"summary_sv": "Text utan titel"}, "title_sv"),
        ({"target_url": "javascript:alert(1)"}, "target_url"),
        ({"ends_on": "2020-01-01", "starts_at": "2026-01-01T00:00"}, "ends_on"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"stream": "999999"}, "stream"),
        ({"audience_teams": ["999999"]}, "audience_teams"),
    ],
)
def test_mistakes_are_named_and_nothing_typed_is_lost(
    desk: SimpleNamespace, bo: Client, changes: dict[str, object], field: str
) -> None:
    story_id = made(desk)
    data = form_data(bo, story_id) | {"do": "publish", "personal_nb": "Mine egne ord"} | changes
    answer = bo.post(f"/studio/{story_id}/", data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Mine egne ord" in answer.content.decode()
    assert Story.objects.get(id=story_id).published_at is None


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
    assert "Fjordlys AS" in page.content.decode() and len(page.context["items"]) == 5
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
        organisation=cast.nordlys, source=source, guid="1", title="x", url="https://x.example/"
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
        for english in ("New story", "From your feeds", "Where visitors end up", "Saved"):
            assert english not in html
