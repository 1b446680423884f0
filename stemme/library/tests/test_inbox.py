from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.library import actions, source_queries
from stemme.library.actions.inbox import bring_back, dismiss_items
from stemme.library.models import Source, SourceItem, Stream

DAY = dt.timedelta(days=1)


@pytest.fixture
def waiting(desk: SimpleNamespace) -> SimpleNamespace:
    """Two feeds of two streams with entries, a proposal of Cleo's and a mail."""
    now = timezone.now()
    later = now + dt.timedelta(minutes=1)

    def feed(stream: Stream, name: str, number: int) -> Source:
        source = Source.objects.create(
            organisation_id=desk.bo.organisation_id, stream=stream, url=f"https://{name}.example/", title=name
        )
        SourceItem.objects.bulk_create(
            SourceItem(
                organisation_id=source.organisation_id, stream=stream, source=source, guid=str(n),
                title=f"{name} {n}", url=f"https://{name}.example/{n}", published_at=now - DAY * (n + 1),
            )
            for n in range(number)
        )  # fmt: skip
        return source

    return SimpleNamespace(now=later, kraft=feed(desk.stream, "Kraft", 3), nav=feed(desk.hr, "Nav", 2), feed=feed)


def proposed(desk: SimpleNamespace, person: object, **values: object) -> SourceItem:
    return SourceItem.objects.create(
        organisation_id=desk.bo.organisation_id, origin="proposal", stream=desk.stream, guid="p", title="Brua i snø",
        sentence="Fint skrevet om oss", proposed_by=person, **values,
    )  # fmt: skip


def test_one_queue_of_three_origins(
    desk: SimpleNamespace, waiting: SimpleNamespace, cast: SimpleNamespace, bo: Client
) -> None:
    item = proposed(desk, cast.cleo)
    SourceItem.objects.create(
        organisation=cast.nordlys, origin="mail", stream=desk.hr, guid="m", title="Tips", author="Kari", text="Se her"
    )
    rows = source_queries.inbox(desk.bo.organisation_id, limit=99)
    assert [row.origin for row in rows[:2]] == ["mail", "proposal"], "the newest first"
    assert len(rows) == 7
    assert [row.title for row in source_queries.inbox(desk.bo.organisation_id, limit=9, origin="mail")] == ["Tips"]
    found = next(row for row in rows if row.origin == "proposal")
    assert (found.sentence, found.source, found.wants_answer) == ("Fint skrevet om oss", "Cleo Clausen", True)
    html = bo.get("/studio/inbox/").content.decode()
    assert "Fint skrevet om oss" in html and "Kari" in html
    assert f"/studio/inbox/{item.id}/accept/" in html and f"/studio/inbox/{item.id}/decline/" in html


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 5),
        ("?show=feed", 5),
        ("?show=mail", 0),
        ("?show=away", 0),
        ("?show=nonsense&page=x&source=å&stream=99999999999999999999", 5),
    ],
)
def test_filters(desk: SimpleNamespace, waiting: SimpleNamespace, bo: Client, query: str, number: int) -> None:
    assert len(bo.get(f"/studio/inbox/{query}").context["items"]) == number


def test_filters_by_feed_and_stream(desk: SimpleNamespace, waiting: SimpleNamespace, bo: Client) -> None:
    assert len(bo.get(f"/studio/inbox/?source={waiting.nav.id}").context["items"]) == 2
    assert len(bo.get(f"/studio/inbox/?stream={desk.stream.id}").context["items"]) == 3
    part = bo.get("/studio/inbox/", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div class="stack gap-5" id="waiting">')


def test_several_at_once_and_back_again(desk: SimpleNamespace, waiting: SimpleNamespace, bo: Client) -> None:
    ids = list(waiting.kraft.items.values_list("id", flat=True))
    answer = bo.post("/studio/inbox/change/", {"do": "away", "item": ids[:2], "back": "show=feed&page=1"})
    assert answer.headers["Location"] == "/studio/inbox/?show=feed&page=1"
    assert len(bo.get("/studio/inbox/").context["items"]) == 3
    away = bo.get("/studio/inbox/?show=away")
    assert len(away.context["items"]) == 2 and "Bring back" in away.content.decode()
    bo.post("/studio/inbox/change/", {"do": "back", "item": ids[0]})
    assert len(bo.get("/studio/inbox/").context["items"]) == 4
    bo.post("/studio/inbox/change/", {"do": "page", "shown": ids})
    assert len(bo.get("/studio/inbox/").context["items"]) == 2
    assert bo.post("/studio/inbox/change/", {"do": "away"}).status_code == 303, "nothing ticked"


def test_what_was_put_away_long_ago_stays_away(desk: SimpleNamespace, waiting: SimpleNamespace) -> None:
    items = SourceItem.objects.filter(source=waiting.kraft)
    items.update(dismissed_at=waiting.now - 8 * DAY)
    ids = list(items.values_list("id", flat=True))
    assert bring_back(actor=desk.bo, item_ids=ids, now=waiting.now) == 0
    items.update(left_out="many")
    assert bring_back(actor=desk.bo, item_ids=ids, now=waiting.now) == 3, "what was left out can always be brought in"


def test_only_ones_own_streams_and_only_feeds(
    desk: SimpleNamespace, waiting: SimpleNamespace, cast: SimpleNamespace
) -> None:
    item = proposed(desk, cast.cleo)
    ids = [*SourceItem.objects.filter(source=waiting.kraft).values_list("id", flat=True), item.id]
    assert dismiss_items(actor=desk.eve, item_ids=ids, now=waiting.now) == 0
    assert dismiss_items(actor=desk.bo, item_ids=ids, now=waiting.now) == 3, "who proposed something gets an answer"
    assert bring_back(actor=desk.eve, item_ids=ids, now=waiting.now) == 0
    with pytest.raises(actions.StoryError):
        actions.use_item(actor=desk.bo, item_id=item.id, now=waiting.now)


def test_adverts_leave_by_themselves(desk: SimpleNamespace, waiting: SimpleNamespace) -> None:
    SourceItem.objects.filter(source=waiting.nav).update(kind="job", expires_at=waiting.now + DAY)

    def titles(now: dt.datetime) -> set[str]:
        return {row.title for row in source_queries.inbox(desk.bo.organisation_id, limit=99, now=now)}

    assert "Nav 0" in titles(waiting.now)
    assert "Nav 0" not in titles(waiting.now + DAY)


def test_what_waits_for_its_day_is_not_there_yet(desk: SimpleNamespace, waiting: SimpleNamespace) -> None:
    SourceItem.objects.filter(source=waiting.nav).update(reaches_at=waiting.now + DAY)
    assert len(source_queries.inbox(desk.bo.organisation_id, limit=99, now=waiting.now)) == 3
    row = next(row for row in source_queries.sources(desk.bo.organisation_id) if row.title == "Nav")
    assert (row.waiting, row.later) == (0, 2)


def test_an_adverts_draft_knows_place_last_day_and_goal(desk: SimpleNamespace, waiting: SimpleNamespace) -> None:
    from stemme.library import studio_queries

    item = SourceItem.objects.filter(source=waiting.nav).first()
    assert item is not None
    last = waiting.now + 9 * DAY
    SourceItem.objects.filter(id=item.id).update(
        kind="job", place="Bodø", expires_at=last, url="http://10.0.0.1/not-reached", language="nb"
    )
    story_id = actions.use_item(actor=desk.bo, item_id=item.id, now=waiting.now)
    draft = studio_queries.draft(desk.bo.organisation_id, story_id, now=waiting.now)
    assert draft is not None
    content = draft.content
    assert (content.kind, content.goal, content.place, content.ends_at) == ("job", "applications", "Bodø", last)


def test_the_same_queries_however_many_wait(
    desk: SimpleNamespace, waiting: SimpleNamespace, bo: Client, cast: SimpleNamespace
) -> None:
    def number(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert bo.get(path).status_code == 200
        return len(captured)

    paths = ("/studio/inbox/", f"/studio/feeds/{waiting.kraft.id}/", "/studio/feeds/")
    proposed(desk, cast.cleo)
    few = [(number(path), number(path))[1] for path in paths]
    for n in range(3):
        waiting.feed(desk.stream, f"More{n}", 9)
    assert [number(path) for path in paths] == few


def test_strangers(
    desk: SimpleNamespace, waiting: SimpleNamespace, let_in: Callable[..., Client], cast: SimpleNamespace
) -> None:
    eve, cleo = let_in(cast.eve), let_in(cast.cleo)
    assert "Kraft" not in eve.get("/studio/inbox/").content.decode()
    assert eve.get(f"/studio/feeds/{waiting.kraft.id}/").status_code == 404
    assert eve.post(f"/studio/feeds/{waiting.kraft.id}/pause/", {"do": "pause"}).status_code == 404
    for path in ("/studio/inbox/", "/studio/feeds/import/", "/studio/feeds/feeds.opml"):
        assert cleo.get(path).status_code == 404
