from __future__ import annotations

import dataclasses
import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.journal.models import Fact
from stemme.kit.tests.stage import Stage, says
from stemme.library import actions, queries, studio_queries
from stemme.library.audience import Audience
from stemme.library.content import Content, ShareWords, Words
from stemme.library.models import Story, Topic
from stemme.library.streams import table_queries

HOUR = dt.timedelta(hours=1)


def content(desk: SimpleNamespace, title: str = "Siste turbin står", **changes: object) -> Content:
    values = {
        "stream_id": desk.stream.id,
        "language": "nb",
        "target_url": "https://nordlys.example/turbin",
        "texts": {"nb": Words(title, "Tre vintre, én kran.")},
        **changes,
    }
    return Content(**values)


def facts() -> list[tuple[str, int | None, dict[str, object]]]:
    return list(Fact.objects.order_by("id").values_list("kind", "subject_id", "data"))


def made(desk: SimpleNamespace, now: dt.datetime, **changes: object) -> int:
    return actions.create_story(actor=desk.bo, content=content(desk, **changes), now=now)


def live(desk: SimpleNamespace, now: dt.datetime, **changes: object) -> int:
    story_id = made(desk, now, **changes)
    actions.publish(actor=desk.bo, story_id=story_id, now=now)
    return story_id


def test_a_story_from_a_page(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    story_id = actions.create_story_from_url(
        actor=desk.bo, stream_id=desk.stream.id, url=f"{internet.base}/jobb/41000", now=now
    )
    draft = studio_queries.draft(desk.bo.organisation_id, story_id, now=now)
    assert draft is not None
    assert (draft.state, draft.content.kind, draft.content.language) == ("draft", "job", "nb")
    assert draft.content.texts["nb"].title == 'Driftstekniker & kokk "på si"'
    assert draft.content.target_url == f"{internet.base}/jobb/41000"
    assert draft.content.source_name == "Fjordlys AS"
    assert draft.content.ends_at == dt.datetime(2026, 11, 15, 22, 59, tzinfo=dt.UTC), (
        "an hour without a zone is one of ours"
    )
    picture = Story.objects.get(id=story_id).picture
    assert picture.name.startswith("pictures/") and picture.size < 30_000
    assert facts() == [("story.created", story_id, {})]
    assert queries.live_stories(desk.bo.organisation_id, now=now) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("javascript:alert(1)", "address"),
        ("http://169.254.169.254/latest/", "refused"),
        ("http://nobody.invalid/", "unreachable"),
        ("/gone", "missing"),
        ("/secret", "forbidden"),
        ("/broken", "failing"),
        ("/file", "not_a_page"),
        ("/loop", "redirects"),
        ("http://127.0.0.1:8001/s/abc", "own"),
    ],
)
def test_pages_that_cannot_be_read(
    desk: SimpleNamespace, internet: Stage, now: dt.datetime, settings: object, path: str, reason: str
) -> None:
    settings.LINK_URL = "http://127.0.0.1:8001"
    internet.answers |= {
        "/secret": says(b"", 403),
        "/broken": says(b"", 500),
        "/file": says(b"%PDF", Content_Type="application/pdf"),
        "/loop": says(b"", 302, Location="/loop"),
    }
    url = f"{internet.base}{path}" if path.startswith("/") else path
    with pytest.raises(actions.StoryError) as caught:
        actions.create_story_from_url(actor=desk.bo, stream_id=desk.stream.id, url=url, now=now)
    assert caught.value.reason == reason
    assert not Story.objects.exists()


def test_a_story_works_without_its_picture(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    internet.answers["/bilder/havn.jpg"] = says(b"<svg onload='alert(1)'/>", Content_Type="image/jpeg")
    story_id = actions.create_story_from_url(
        actor=desk.bo, stream_id=desk.stream.id, url=f"{internet.base}/jobb/41000", now=now
    )
    assert not Story.objects.get(id=story_id).picture


def test_a_page_that_sends_its_readers_on(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    internet.answers["/old"] = says(b"<meta http-equiv=refresh content='0; url=/jobb/41000'>", Content_Type="text/html")
    story_id = actions.create_story_from_url(
        actor=desk.bo, stream_id=desk.stream.id, url=f"{internet.base}/old", now=now
    )
    assert Story.objects.get(id=story_id).target_url == f"{internet.base}/jobb/41000"


def test_from_draft_to_live_to_withdrawn_and_back(desk: SimpleNamespace, now: dt.datetime) -> None:
    story_id = made(desk, now)
    actions.publish(actor=desk.bo, story_id=story_id, now=now)
    actions.publish(actor=desk.bo, story_id=story_id, now=now + HOUR)
    row = queries.live_stories(desk.bo.organisation_id, now=now)[0]
    assert (row.titles, row.summaries, row.stream) == (
        {"nb": "Siste turbin står"},
        {"nb": "Tre vintre, én kran."},
        "Communications",
    )
    actions.withdraw(actor=desk.bo, story_id=story_id, now=now + HOUR)
    actions.withdraw(actor=desk.bo, story_id=story_id, now=now + HOUR)
    assert queries.live_stories(desk.bo.organisation_id, now=now + HOUR) == []
    page = queries.story(desk.bo.organisation_id, story_id, now=now + HOUR)
    assert page is not None and page.state == "withdrawn"
    actions.publish(actor=desk.bo, story_id=story_id, now=now + HOUR)
    assert len(queries.live_stories(desk.bo.organisation_id, now=now + HOUR)) == 1
    assert [kind for kind, _, _ in facts()] == [
        "story.created",
        "story.published",
        "story.withdrawn",
        "story.published",
    ]


def test_a_story_is_live_from_its_start_to_its_end(desk: SimpleNamespace, now: dt.datetime) -> None:
    story_id = live(desk, now, starts_at=now + HOUR, ends_at=now + 2 * HOUR)
    organisation = desk.bo.organisation_id

    def state(moment: dt.datetime) -> tuple[str, int]:
        page = queries.story(organisation, story_id, now=moment)
        assert page is not None
        return page.state, len(queries.live_stories(organisation, now=moment))

    assert state(now) == ("scheduled", 0)
    assert state(now + HOUR) == ("live", 1)
    assert state(now + 2 * HOUR) == ("ended", 0)


def test_what_keeps_a_story_from_colleagues(desk: SimpleNamespace, now: dt.datetime) -> None:
    untitled = made(desk, now, texts={"en": Words("The last turbine")})
    over = made(desk, now, ends_at=now - HOUR)
    for story_id, reason in ((untitled, "no_title"), (over, "over"), (10**9, "missing")):
        with pytest.raises(actions.StoryError) as caught:
            actions.publish(actor=desk.bo, story_id=story_id, now=now)
        assert caught.value.reason == reason


def test_changing_says_whether_links_show_something_else(desk: SimpleNamespace, now: dt.datetime) -> None:
    story_id = live(desk, now)
    same = content(desk, priority=1, starts_at=None)
    actions.change_story(actor=desk.bo, story_id=story_id, content=same, now=now)
    actions.change_story(actor=desk.bo, story_id=story_id, content=content(desk, "Ny tittel"), now=now)
    elsewhere = content(desk, "Ny tittel", target_url="https://nordlys.example/ny")
    actions.change_story(actor=desk.bo, story_id=story_id, content=elsewhere, now=now)
    changes = [data for kind, _, data in facts() if kind == "story.changed"]
    assert changes == [{"card": False}, {"card": True}, {"card": True}]
    assert Story.objects.get(id=story_id).starts_at == now, "a published story keeps its start"


def test_everything_an_editor_writes_is_kept(desk: SimpleNamespace, cast: SimpleNamespace, now: dt.datetime) -> None:
    topic = Topic.objects.create(organisation=cast.nordlys, slug="wind", names={"en": "Wind"}, scene="wind")
    whole = content(
        desk,
        kind="event",
        source_name="nordlys.example",
        picture_alt="En kran",
        reading_minutes=4,
        topic_ids=frozenset({topic.id}),
        audience=Audience(frozenset({cast.wind.id}), frozenset({"nb", "da"}), frozenset({"Bergen"})),
        evergreen=True,
        priority=-1,
        starts_at=now,
        embargo_until=now + HOUR,
        ends_at=now + 5 * HOUR,
        texts={"nb": Words("Tittel", "Kort", "Derfor", "<p>Lang</p>"), "da": Words("Titel")},
        share_texts=(ShareWords("nb", "personal", "Jeg var der."), ShareWords("nb", "question", "Hva nå?")),
    )
    story_id = actions.create_story(actor=desk.bo, content=whole, now=now)
    for _ in range(2):
        draft = studio_queries.draft(desk.bo.organisation_id, story_id, now=now)
        assert draft is not None and draft.content == whole
        actions.change_story(actor=desk.bo, story_id=story_id, content=draft.content, now=now)
    page = queries.story(desk.bo.organisation_id, story_id, now=now)
    assert page is not None
    assert page.bodies == {"nb": "<p>Lang</p>"} and page.body_languages == ("nb",)
    assert [text.text for text in page.share_texts] == ["Jeg var der.", "Hva nå?"]
    assert (page.scene, page.topics[0].names, page.whys) == ("wind", {"en": "Wind"}, {"nb": "Derfor"})
    actions.change_story(
        actor=desk.bo, story_id=story_id, content=dataclasses.replace(whole, texts={"nb": Words("T")}), now=now
    )
    assert queries.titles(desk.bo.organisation_id, [story_id]) == {story_id: ("nb", "T")}


def test_nothing_of_another_organisation_can_be_chosen(
    desk: SimpleNamespace, cast: SimpleNamespace, now: dt.datetime
) -> None:
    from stemme.people.models import Team

    theirs = Team.objects.get(organisation=cast.other)
    topic = Topic.objects.create(organisation=cast.other, slug="x", names={"en": "X"})
    story_id = made(desk, now)
    for wrong in (
        content(desk, stream_id=desk.foreign.id),
        content(desk, topic_ids=frozenset({topic.id})),
        content(desk, audience=Audience(team_ids=frozenset({theirs.id}))),
    ):
        with pytest.raises(actions.StoryError):
            actions.create_story(actor=desk.bo, content=wrong, now=now)
        with pytest.raises(actions.StoryError):
            actions.change_story(actor=desk.bo, story_id=story_id, content=wrong, now=now)
    for act in (actions.publish, actions.withdraw):
        with pytest.raises(actions.StoryError) as caught:
            act(actor=desk.eve, story_id=story_id, now=now)
        assert caught.value.reason == "missing"
    eve = desk.eve.organisation_id
    assert queries.story(eve, story_id, now=now) is None
    assert queries.titles(eve, [story_id]) == {}
    assert studio_queries.draft(eve, story_id, now=now) is None


def test_live_stories_take_four_queries_however_many(desk: SimpleNamespace, now: dt.datetime) -> None:
    def queries_for() -> int:
        with CaptureQueriesContext(connection) as captured:
            rows = queries.live_stories(desk.bo.organisation_id, now=now)
            assert all(row.titles and row.audience.is_everyone for row in rows)
        return len(captured)

    live(desk, now)
    few = queries_for()
    for number in range(5):
        live(desk, now, title=f"Nummer {number}")
    assert queries_for() == few == 4


def test_a_stream_of_a_name_exists_once(desk: SimpleNamespace, cast: SimpleNamespace, now: dt.datetime) -> None:
    organisation = cast.nordlys.id
    with pytest.raises(actions.NameTakenError):
        actions.create_stream(actor=desk.bo, organisation_id=organisation, name=" HR ", owner_id=None, now=now)
    actions.create_stream(actor=None, organisation_id=organisation, name="CSR", owner_id=cast.ada.id, now=now)
    assert [row.name for row in table_queries.streams(organisation, now=now)] == ["CSR", "Communications", "HR"]
    assert [kind for kind, _, _ in facts()] == ["stream.created"]
