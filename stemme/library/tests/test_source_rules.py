from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from stemme.jobs.models import Job
from stemme.kit.tests.stage import Stage, says
from stemme.library import actions, feed_queries, source_queries
from stemme.library.models import Source, SourceItem
from stemme.library.tests.test_opml import LIST

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def rss(*titles: str, head: str = "") -> bytes:
    items = "".join(f"<item><guid>{title}</guid><title>{title}</title></item>" for title in titles)
    return f"<rss><channel><title>Blad</title>{head}{items}</channel></rss>".encode()


@pytest.fixture
def blad(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> int:
    internet.answers["/blad"] = says(rss("Første"))
    return actions.add_source(actor=desk.bo, stream_id=desk.hr.id, url=f"{internet.base}/blad", now=now).source_id


def read(source_id: int, now: dt.datetime) -> actions.SourceReading:
    return actions.read_source(actor=None, source_id=source_id, now=now)


def form(desk: SimpleNamespace, **values: object) -> dict[str, object]:
    return {"title": "Blad", "stream": desk.hr.id, "most_a_day": "", "least_age_hours": 0, **values}


def test_rules_by_the_page(desk: SimpleNamespace, blad: int, bo: Client, internet: Stage, now: dt.datetime) -> None:
    path = f"/studio/feeds/{blad}/"
    assert bo.get(path).context["form"].initial["most_a_day"] == 20
    answer = bo.post(path, form(desk, most_a_day=2, never_words="sport,\nspill ", stream=desk.stream.id))
    assert answer.status_code == 303
    source = Source.objects.get(id=blad)
    assert (source.never_words, source.stream_id) == ("sport, spill", desk.stream.id)
    internet.answers["/blad"] = says(rss("Sport i dag", "A", "B", "C"))
    reading = read(blad, now + DAY)
    assert (reading.new, reading.left_out) == (3, 1)
    assert len(source_queries.inbox(desk.bo.organisation_id, limit=9, now=now + DAY)) == 3
    assert len(source_queries.inbox(desk.bo.organisation_id, limit=9, now=now + 2 * DAY)) == 4
    page = feed_queries.feed_page(desk.bo.organisation_id, blad, now=now + DAY)
    assert page is not None
    assert (page.later, [item.why for item in page.left_out], page.a_week) == (1, ["never"], 4.0)
    html = bo.get(path).content.decode()
    assert "Sport i dag" in html and "a word you do not want" in html
    item = SourceItem.objects.get(title="Sport i dag")
    bo.post("/studio/inbox/change/", {"do": "back", "item": item.id})
    item.refresh_from_db()
    assert (item.left_out, item.dismissed_at) == ("", None)


def test_another_limit_gives_what_waits_another_day(
    desk: SimpleNamespace, blad: int, bo: Client, internet: Stage
) -> None:
    now = timezone.now()
    Source.objects.update(most_a_day=1)
    internet.answers["/blad"] = says(rss(*"ABCD"))
    read(blad, now)
    assert feed_queries.feed_page(desk.bo.organisation_id, blad, now=now).later == 3  # type: ignore[union-attr]
    assert bo.post(f"/studio/feeds/{blad}/", form(desk)).status_code == 303
    assert feed_queries.feed_page(desk.bo.organisation_id, blad, now=timezone.now()).later == 0  # type: ignore[union-attr]


@pytest.mark.parametrize("wrong", [{"most_a_day": 0}, {"least_age_hours": -1}, {"title": ""}, {"kinds": ["x"]}])
def test_a_wrong_form_comes_back(desk: SimpleNamespace, blad: int, bo: Client, wrong: dict[str, object]) -> None:
    assert bo.post(f"/studio/feeds/{blad}/", form(desk, **wrong)).status_code == 422
    assert bo.post(f"/studio/feeds/{blad}/", form(desk, stream=desk.foreign.id)).status_code == 422


def test_a_feed_rests_and_is_taken_up_again(desk: SimpleNamespace, blad: int, bo: Client, now: dt.datetime) -> None:
    for _ in range(2):
        assert bo.post(f"/studio/feeds/{blad}/pause/", {"do": "pause"}).status_code == 303
    assert source_queries.due_sources(now=now + 99 * DAY) == []
    assert "Rests" in bo.get("/studio/feeds/").content.decode()
    assert len(source_queries.inbox(desk.bo.organisation_id, limit=9)) == 1, "what it brought stays"
    bo.post(f"/studio/feeds/{blad}/pause/", {"do": "resume"})
    assert source_queries.due_sources(now=timezone.now()) == [blad]


def test_gone_for_good_is_the_end(
    desk: SimpleNamespace, blad: int, bo: Client, internet: Stage, now: dt.datetime
) -> None:
    internet.answers["/blad"] = says(b"", 410)
    assert read(blad, now + DAY).error == "gone"
    assert source_queries.due_sources(now=now + 99 * DAY) == []
    assert "gone for good" in bo.get(f"/studio/feeds/{blad}/").content.decode()
    bo.post(f"/studio/feeds/{blad}/pause/", {"do": "resume"})
    assert source_queries.due_sources(now=timezone.now()) == [blad]


@pytest.mark.parametrize(("status", "moves"), [(301, True), (308, True), (302, False), (307, False)])
def test_a_feed_that_has_moved(blad: int, internet: Stage, now: dt.datetime, status: int, moves: bool) -> None:
    internet.answers["/blad"] = says(b"", status, Location="/new")
    internet.answers["/new"] = says(rss("Første"))
    assert read(blad, now + DAY).error == ""
    source = Source.objects.get(id=blad)
    assert source.url.endswith("/new" if moves else "/blad")
    assert source.moved_from.endswith("/blad" if moves else "")


def test_a_move_that_a_detour_follows(blad: int, internet: Stage, now: dt.datetime) -> None:
    """Only as far as the permanent ones lead; and never to what is no feed, or to a feed that is read already."""
    internet.answers |= {
        "/blad": says(b"", 301, Location="/new"),
        "/new": says(b"", 302, Location="/today"),
        "/today": says(rss("x")),
    }
    read(blad, now + DAY)
    source = Source.objects.get(id=blad)
    assert source.url.endswith("/new")
    internet.answers["/new"] = says(b"", 301, Location="/login")
    internet.answers["/login"] = says(b"<!doctype html><p>Sign in", Content_Type="text/html")
    assert read(blad, now + DAY).error == "page"
    Source.objects.create(organisation=source.organisation, stream=source.stream, url=f"{internet.base}/today")
    internet.answers["/new"] = says(b"", 301, Location="/today")
    read(blad, now + DAY)
    assert Source.objects.get(id=blad).url.endswith("/new")


def test_how_often_follows_from_the_feed(blad: int, internet: Stage, now: dt.datetime) -> None:
    internet.answers["/blad"] = says(rss("a", head="<ttl>180</ttl>"), Cache_Control="max-age=60")
    read(blad, now)
    assert Source.objects.get().next_fetch_at == now + 3 * HOUR
    internet.answers["/blad"] = says(rss("a"), Cache_Control="max-age=14400")
    read(blad, now)
    assert Source.objects.get().next_fetch_at == now + 4 * HOUR
    internet.answers["/blad"] = says(b"", 304)
    read(blad, now)
    assert Source.objects.get().next_fetch_at == now + 4 * HOUR, "an unchanged feed keeps its rhythm"


def test_one_reader_at_a_time_and_a_tired_host_is_left_alone(
    desk: SimpleNamespace, blad: int, internet: Stage, now: dt.datetime
) -> None:
    internet.answers |= {"/blad": says(b"", 429, Retry_After="7200"), "/other": says(rss("x"))}
    source = Source.objects.get(id=blad)
    other = Source.objects.create(
        organisation=source.organisation, stream=source.stream, url=f"{internet.base}/other",
        next_fetch_at=now + 30 * DAY,
    )  # fmt: skip
    internet.asked.clear()
    late = now + 40 * DAY
    assert [(one.source_id, one.error) for one in actions.fetch_due_sources(now=late)] == [(blad, "busy")]
    assert Source.objects.get(id=blad).next_fetch_at == late + 2 * HOUR
    Source.objects.filter(id=blad).update(busy_until=late + HOUR)
    assert read(blad, late).error == "at_it"
    assert actions.fetch_due_sources(now=late) == [], "somebody is asking this host"
    assert len(internet.asked) == 1
    Source.objects.update(busy_until=None)
    assert [one.source_id for one in actions.fetch_due_sources(now=late)] == [other.id]


def test_readings_are_remembered(blad: int, internet: Stage, now: dt.datetime) -> None:
    internet.answers["/blad"] = says(b"", 500)
    for hour in range(30):
        read(blad, now + hour * HOUR)
    source = Source.objects.get()
    assert (len(source.readings), source.failures) == (20, 30)
    assert source.readings[0] == {"at": (now + 29 * HOUR).isoformat(), "new": 0, "left_out": 0, "error": "failing"}


def test_a_page_of_advertisements_is_a_feed(desk: SimpleNamespace, internet: Stage, now: dt.datetime) -> None:
    jobs = """[{"@context":"https://schema.org","@type":"ItemList","itemListElement":[
      {"@type":"ListItem","item":{"@type":"JobPosting","title":"Kokk","url":"/jobb/1","datePosted":"2026-11-01",
        "validThrough":"2026-12-01","jobLocation":{"@type":"Place","address":{"addressLocality":"Bodø"}}}},
      {"@type":"ListItem","item":{"@type":"JobPosting","title":"Elektriker","identifier":{"value":"e-2"},
        "jobLocation":[{"address":"Oslo"},{"address":{"addressRegion":"Troms"}}]}}]}]"""
    page = f'<!doctype html><title>Jobb</title><script type="application/ld+json">{jobs}</script><p>Hei'
    internet.answers["/jobb"] = says(page.encode(), Content_Type="text/html; charset=utf-8")
    assert actions.add_source(actor=desk.bo, stream_id=desk.hr.id, url=f"{internet.base}/jobb", now=now).new == 2
    kokk, elektriker = SourceItem.objects.order_by("guid")
    assert (kokk.title, kokk.kind, kokk.place, kokk.url) == ("Kokk", "job", "Bodø", f"{internet.base}/jobb/1")
    assert kokk.expires_at == dt.datetime(2026, 12, 1, 22, 59, 59, tzinfo=dt.UTC)
    assert (elektriker.guid, elektriker.place, elektriker.expires_at) == ("e-2", "Oslo, Troms", None)


def test_a_list_is_taken_over(desk: SimpleNamespace, bo: Client, internet: Stage, blad: int) -> None:
    Source.objects.filter(id=blad).update(url="https://kraft.example/rss")
    shown = bo.post("/studio/feeds/import/", {"file": SimpleUploadedFile("mine.opml", LIST)})
    assert shown.status_code == 200
    folders = shown.context["folders"]
    assert [(folder.name, folder.stream_id) for folder in folders] == [
        ("", None), ("HR", desk.hr.id), ("HR / Jobs & more", desk.hr.id),
    ]  # fmt: skip
    assert [known for folder in folders for _, _, known in folder.feeds] == [False, True, False]
    internet.answers["/listed"] = says(rss("Ny"))
    ticked = [
        f"1 {internet.base}/listed Listed & read",
        f"1 {internet.base}/listed Twice",
        "1 javascript:x",
        "9 https://x/",
    ]
    answer = bo.post("/studio/feeds/import/", {"do": "add", "feed": ticked, "folder-1": desk.hr.id})
    assert answer.headers["Location"] == "/studio/feeds/"
    assert Job.objects.filter(task__endswith="fetch_due_sources").count() == 1
    listed = Source.objects.get(url__endswith="/listed")
    assert (listed.title, listed.fetched_at, listed.stream_id) == ("Listed & read", None, desk.hr.id)
    assert feed_queries.import_progress(desk.bo.organisation_id) == (0, 1)
    assert "0 of 1 new feeds are read" in bo.get("/studio/feeds/").content.decode()
    actions.fetch_due_sources(now=timezone.now())
    assert feed_queries.import_progress(desk.bo.organisation_id) is None
    assert SourceItem.objects.get(source=listed).title == "Ny"
    taken = bo.get("/studio/feeds/feeds.opml")
    assert "attachment" in taken.headers["Content-Disposition"]
    assert "Listed &amp; read" in taken.content.decode()


@pytest.mark.parametrize("body", [b"hello", b"<!DOCTYPE x [<!ENTITY a 'b'>]><opml/>", b"<opml><body/></opml>"])
def test_a_list_that_cannot_be_read(desk: SimpleNamespace, bo: Client, body: bytes) -> None:
    assert bo.post("/studio/feeds/import/", {"file": SimpleUploadedFile("x.opml", body)}).status_code == 422
    assert bo.post("/studio/feeds/import/", {}).status_code == 422
    assert bo.post("/studio/feeds/import/", {"do": "add"}).status_code == 303
    assert not Source.objects.exists()


def test_nobody_adds_to_another_stream(desk: SimpleNamespace, bo: Client) -> None:
    bo.post("/studio/feeds/import/", {"do": "add", "feed": "0 https://x.example/ X", "folder-0": desk.foreign.id})
    assert not Source.objects.exists()
    with pytest.raises(actions.SourceError):
        from stemme.library.actions.sources import import_sources

        import_sources(actor=desk.bo, wanted=[(desk.foreign.id, "X", "https://x.example/")], now=timezone.now())
