from __future__ import annotations

import datetime as dt
import io
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from stemme.journal.models import Fact
from stemme.kit.tests.stage import Stage, says
from stemme.library import actions, jobs, source_queries, studio_queries
from stemme.library.models import Source, SourceItem

HOUR = dt.timedelta(hours=1)


def added(desk: SimpleNamespace, internet: Stage, now: dt.datetime, path: str = "/feed") -> int:
    reading = actions.add_source(actor=desk.bo, stream_id=desk.hr.id, url=f"{internet.base}{path}", now=now)
    return reading.source_id


def test_a_feed_is_read_when_it_is_added(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    source_id = added(desk, internet, now)
    source = source_queries.sources(desk.bo.organisation_id, now=now)[0]
    assert (source.id, source.title, source.waiting, source.error, source.stream) == (
        source_id,
        "Fjordlys AS",
        5,
        "",
        "HR",
    )
    items = source_queries.inbox(desk.bo.organisation_id, limit=10, now=now)
    assert [item.title for item in items][:2] == ["Sommerjobb 2027 Nyhet!", "Driftstekniker (100 %)"]
    assert items[-1].published_at is None, "undated entries come last"
    assert list(Fact.objects.values_list("kind", "subject_id")) == [("source.added", source_id)]
    assert source_queries.inbox(desk.eve.organisation_id, limit=10) == []
    assert source_queries.sources(desk.eve.organisation_id) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nothing", "missing"),
        ("/page", "page"),
        ("/words", "not_a_feed"),
        ("/bomb", "entities"),
        ("ftp://x.example/", "address"),
        ("http://10.0.0.1/feed", "refused"),
    ],
)
def test_what_is_no_feed_is_not_added(
    desk: SimpleNamespace, internet: Stage, now: dt.datetime, path: str, reason: str
) -> None:
    internet.answers |= {
        "/page": says(b"<!doctype html><title>x</title><p>Hei", Content_Type="text/html"),
        "/words": says(b"hello"),
        "/bomb": says(b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>'),
    }
    with pytest.raises(actions.SourceError) as caught:
        url = f"{internet.base}{path}" if path.startswith("/") else path
        actions.add_source(actor=desk.bo, stream_id=desk.hr.id, url=url, now=now)
    assert caught.value.reason == reason
    assert not Source.objects.exists()


def test_a_page_that_names_its_feed_will_do(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    internet.answers["/blog"] = says(
        b"<!doctype html><link rel=alternate type='application/rss+xml' href='/feed'><p>Hei", Content_Type="text/html"
    )
    added(desk, internet, now, "/blog")
    assert Source.objects.get().url == f"{internet.base}/feed"


def test_a_feed_is_there_once_and_can_come_back(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    source_id = added(desk, internet, now)
    with pytest.raises(actions.SourceError) as caught:
        added(desk, internet, now)
    assert caught.value.reason == "known"
    actions.remove_source(actor=desk.eve, source_id=source_id, now=now)
    assert source_queries.sources(desk.bo.organisation_id)
    actions.remove_source(actor=desk.bo, source_id=source_id, now=now)
    actions.remove_source(actor=desk.bo, source_id=source_id, now=now)
    assert source_queries.sources(desk.bo.organisation_id) == []
    assert source_queries.inbox(desk.bo.organisation_id, limit=10, now=now) == []
    assert added(desk, internet, now) == source_id
    kinds = list(Fact.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["source.added", "source.removed", "source.added"]


def test_feeds_are_asked_politely(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    source_id = added(desk, internet, now)
    assert Source.objects.get().interval_minutes == 24 * 60, "nothing new for four weeks"
    assert source_queries.due_sources(now=now + 23 * HOUR) == []
    assert source_queries.due_sources(now=now + 24 * HOUR) == [source_id]
    internet.answers["/feed"] = says(b"", 304)
    reading = actions.read_source(actor=desk.bo, source_id=source_id, now=now + HOUR)
    assert (reading.new, reading.error) == (0, "")
    assert internet.asked[-1][1]["if-none-match"] == '"one"'
    assert Source.objects.get().etag == '"one"'


def test_only_what_is_new_is_kept(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    source_id = added(desk, internet, now)
    body = internet_feed = b"<rss version='2.0'><channel><title>F</title>%s</channel></rss>"
    known = b"<item><guid>000007c5-0000-4000-8000-000000000000</guid><title>Systemutvikler</title></item>"
    body = internet_feed % (known + b"<item><guid>new</guid><title>Ny</title><link>/ny</link></item>")
    internet.answers["/feed"] = says(body)
    assert actions.read_source(actor=None, source_id=source_id, now=now + HOUR).new == 1
    assert actions.read_source(actor=None, source_id=source_id, now=now + HOUR).new == 0
    assert SourceItem.objects.count() == 6
    assert SourceItem.objects.get(guid="new").url == f"{internet.base}/ny"


def test_a_failing_feed_is_asked_less_and_less(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    source_id = added(desk, internet, now)
    internet.answers["/feed"] = says(b"", 500)
    pauses = []
    for _ in range(8):
        assert actions.read_source(actor=None, source_id=source_id, now=now).error == "failing"
        pauses.append((Source.objects.get().next_fetch_at - now) / HOUR)
    assert pauses == [0.5, 1, 2, 4, 8, 16, 24, 24]
    internet.answers["/feed"] = says(b"", 429, Retry_After="36000")
    Source.objects.update(failures=0)
    actions.read_source(actor=None, source_id=source_id, now=now)
    assert Source.objects.get().next_fetch_at == now + 10 * HOUR
    internet.answers["/feed"] = says(b"nonsense")
    assert actions.read_source(actor=None, source_id=source_id, now=now).error == "not_a_feed"
    internet.answers["/feed"] = says(b"<rss><channel/></rss>")
    actions.read_source(actor=None, source_id=source_id, now=now)
    assert (Source.objects.get().failures, Source.objects.get().error) == (0, "")


def test_the_history_of_a_feed_does_not_flood_the_inbox(
    desk: SimpleNamespace, internet: Stage, now: dt.datetime
) -> None:
    items = "".join(f"<item><guid>{n}</guid><title>Item {n}</title></item>" for n in range(80))
    internet.answers["/many"] = says(f"<rss><channel><title>Many</title>{items}</channel></rss>".encode())
    added(desk, internet, now, "/many")
    assert SourceItem.objects.count() == 80
    assert len(source_queries.inbox(desk.bo.organisation_id, limit=100, now=now)) == 30


def test_using_an_item_makes_one_draft(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    added(desk, internet, now)
    item = SourceItem.objects.get(title="HR-rådgiver & lønnsansvarlig")
    SourceItem.objects.filter(id=item.id).update(url=f"{internet.base}/jobb/41000", language="nb")
    story_id = actions.use_item(actor=desk.bo, item_id=item.id, now=now)
    assert actions.use_item(actor=desk.bo, item_id=item.id, now=now) == story_id
    draft = studio_queries.draft(desk.bo.organisation_id, story_id, now=now)
    assert draft is not None and draft.picture_url.startswith("/media/pictures/")
    assert draft.content.texts["nb"].title == "HR-rådgiver & lønnsansvarlig"
    assert (draft.content.kind, draft.content.source_name, draft.stream) == ("job", "Fjordlys AS", "HR")
    assert item.id not in {row.id for row in source_queries.inbox(desk.bo.organisation_id, limit=10, now=now)}


def test_the_feeds_own_words_are_enough(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    """The page behind it cannot be reached: nothing is lost."""
    added(desk, internet, now)
    item = SourceItem.objects.get(title="Sommerjobb 2027 Nyhet!")
    SourceItem.objects.filter(id=item.id).update(url=f"{internet.base}/gone")
    story_id = actions.use_item(actor=desk.bo, item_id=item.id, now=now)
    draft = studio_queries.draft(desk.bo.organisation_id, story_id, now=now)
    assert draft is not None
    assert draft.content.texts["en"].summary == "Frist i april"
    assert draft.content.target_url == f"{internet.base}/gone"


def test_items_that_cannot_be_used(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    added(desk, internet, now)
    item = SourceItem.objects.first()
    assert item is not None
    SourceItem.objects.update(url="")
    for actor, reason in ((desk.bo, "no_address"), (desk.eve, "missing")):
        with pytest.raises(actions.StoryError) as caught:
            actions.use_item(actor=actor, item_id=item.id, now=now)
        assert caught.value.reason == reason
    actions.dismiss_item(actor=desk.eve, item_id=item.id, now=now)
    assert len(source_queries.inbox(desk.bo.organisation_id, limit=10, now=now)) == 5
    actions.dismiss_item(actor=desk.bo, item_id=item.id, now=now)
    assert len(source_queries.inbox(desk.bo.organisation_id, limit=10, now=now)) == 4


def test_the_schedule_reads_what_is_due(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    source_id = added(desk, internet, now - dt.timedelta(days=900))
    internet.answers["/feed"] = says(b"", 304)
    assert jobs.fetch_due_sources.call() == {"read": 1, "failed": 0, "new": 0}
    assert jobs.fetch_due_sources.call() == {"read": 0, "failed": 0, "new": 0}
    assert Source.objects.get(id=source_id).failures == 0


def said(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_command_reads_feeds(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    added(desk, internet, now - dt.timedelta(days=900))
    assert said("feeds_fetch", "--org", "other") == "No feed is due.\n"
    assert said("feeds_fetch", "--org", "nordlys") == "Fjordlys AS: 0 new\n"
    assert said("feeds_fetch") == "No feed is due.\n"
    assert said("feeds_fetch", f"{internet.base}/feed") == "Fjordlys AS: 0 new\n"
    internet.answers["/feed"] = says(b"", 404)
    with pytest.raises(CommandError):
        said("feeds_fetch", f"{internet.base}/feed")
    with pytest.raises(CommandError):
        said("feeds_fetch", "https://unknown.example/feed")
    with pytest.raises(CommandError):
        said("feeds_fetch", "--org", "nobody")
