"""One press stops, one press takes it back; links follow at once; whoever shared is told why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.kit.tests.mail_server import Behaviour, mail_server
from stemme.library.models import Pause, Story, StoryText, Stream
from stemme.library.queries import live_stories
from stemme.links.models import LinkTarget
from stemme.links.redirect.stores import FIND, Found
from stemme.mailings.actions import delivery
from stemme.mailings.models import Mailing
from stemme.people.models import Person, RoleGrant
from stemme.sharing.models import Share


@pytest.fixture
def shared(cast: SimpleNamespace, let_in: object) -> SimpleNamespace:
    """Two streams with a story each; Cleo and Dan shared the first, Dan the second as well."""
    now = timezone.now()
    Person.objects.filter(organisation=cast.nordlys).update(language="en")
    found = []
    for name in ("Communications", "HR"):
        stream = Stream.objects.create(organisation=cast.nordlys, name=name)
        story = Story.objects.create(
            organisation=cast.nordlys, stream=stream, language="en", target_url=f"https://nordlys.example/{name}",
            created_at=now, published_at=now, starts_at=now - dt.timedelta(hours=1),
        )  # fmt: skip
        StoryText.objects.create(story=story, language="en", title=f"The story of {name}", summary="Three winters.")
        found.append(story)
    for person, story in ((cast.cleo, found[0]), (cast.dan, found[0]), (cast.dan, found[1])):
        let_in(person).post(  # type: ignore[operator]
            f"/stories/{story.id}/share/", {"channel": "linkedin", "language": "en", "counted": "1", "text": "Mine."}
        )
    assert Share.objects.count() == 3
    return SimpleNamespace(first=found[0], second=found[1])


@pytest.fixture
def server(settings: object) -> Iterator[Behaviour]:
    """A mail server that takes everything."""
    behaviour = Behaviour()
    with mail_server(behaviour) as url:
        settings.SMTP_URL = url  # type: ignore[attr-defined]
        yield behaviour


def answered(story: Story) -> Found:
    """What the redirect reads of a link to the story."""
    with connection.cursor() as cursor:
        cursor.execute(f"{FIND} WHERE l.story_id = %s ORDER BY l.id", [story.id])
        return Found(*cursor.fetchone())


def live(cast: SimpleNamespace) -> set[int]:
    return {story.id for story in live_stories(cast.nordlys.id, now=timezone.now())}


def press(client: object, what: str) -> str:
    """Stop it; the address of the stop."""
    answer = client.post("/studio/stops/new/", {"what": what})  # type: ignore[attr-defined]
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def test_one_press_stops_a_story_and_one_takes_it_back(cast, let_in, shared):
    ada, first = let_in(cast.ada), shared.first
    page = ada.get(f"/studio/stops/?story={first.id}").content.decode()
    assert f'value="story-{first.id}" lang="en" selected' in page
    one = press(ada, f"story-{first.id}")
    assert live(cast) == {shared.second.id}
    assert answered(first).gone
    assert not answered(shared.second).gone
    assert let_in(cast.cleo).get(f"/stories/{first.id}/").status_code == 404
    assert let_in(cast.cleo).get(f"/stories/{first.id}/share/").status_code == 404
    assert "The story of Communications" in ada.get(one).content.decode()
    own = let_in(cast.cleo).get(f"/stories/{first.id}/share/linkedin/").content.decode()
    assert "This story is stopped for now." in own

    assert ada.post(f"{one}end/").status_code == 303
    assert live(cast) == {first.id, shared.second.id}
    assert not answered(first).gone
    assert answered(first).url == "https://nordlys.example/Communications"
    kinds = list(Fact.objects.filter(kind__startswith="story.").order_by("id").values_list("kind", flat=True))
    assert kinds[-2:] == ["story.stopped", "story.resumed"]
    assert "This story is stopped" not in let_in(cast.cleo).get(f"/stories/{first.id}/share/linkedin/").content.decode()


def test_links_lead_to_the_statement_meanwhile_and_show_no_card(cast, let_in, shared):
    ada = let_in(cast.ada)
    one = press(ada, f"story-{shared.first.id}")
    answer = ada.post(one, {"reason": "A figure\nwas wrong.", "instead_url": "https://nordlys.example/statement"})
    assert answer.status_code == 303
    found = answered(shared.first)
    assert (found.gone, found.url, found.elsewhere) == (False, "https://nordlys.example/statement", True)
    assert Pause.objects.get().reason == "A figure was wrong."
    assert LinkTarget.objects.get(story_id=shared.first.id).url == "https://nordlys.example/Communications"
    assert Fact.objects.filter(kind="story.stopped", data__host="nordlys.example").count() == 1
    # A change of the story meanwhile does not bring its own address back.
    ada.post(one, {"reason": "Still wrong.", "instead_url": ""})
    assert answered(shared.first).gone


@pytest.mark.parametrize("address", ["javascript:alert(1)", "nordlys", "https://user@evil.example/", "http://[::1"])
def test_an_address_that_cannot_stand_is_refused_and_nothing_is_lost(cast, let_in, shared, address):
    ada = let_in(cast.ada)
    one = press(ada, f"story-{shared.first.id}")
    answer = ada.post(one, {"reason": "A figure was wrong.", "instead_url": address})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A figure was wrong." in page
    assert 'id="id_instead_url_error"' in page
    assert Pause.objects.get().instead_url == ""


def test_a_stream_and_everything(cast, let_in, shared):
    ada = let_in(cast.ada)
    stream = press(ada, f"stream-{shared.second.stream_id}")
    assert live(cast) == {shared.first.id}
    everything = press(ada, "everything")
    assert live(cast) == set()
    assert answered(shared.first).gone and answered(shared.second).gone
    ada.post(everything, {"reason": "", "instead_url": "https://nordlys.example/statement"})
    # The nearer stop names no address, so the wider one's holds for both.
    assert {answered(story).url for story in (shared.first, shared.second)} == {"https://nordlys.example/statement"}
    ada.post(f"{everything}end/")
    assert live(cast) == {shared.first.id}
    assert not answered(shared.first).gone
    assert answered(shared.second).gone, "its stream is still stopped"
    ada.post(f"{stream}end/")
    assert live(cast) == {shared.first.id, shared.second.id}
    # New stories of a stopped organisation are not shown either.
    again = press(ada, "everything")
    Story.objects.filter(id=shared.first.id).update(id=shared.first.id, starts_at=timezone.now())
    assert live(cast) == set()
    assert ada.post(f"{again}end/").status_code == 303


def test_whoever_shared_is_told_why_once_and_that_it_goes_on(cast, let_in, shared, server):
    ada = let_in(cast.ada)
    one = press(ada, f"story-{shared.first.id}")
    ada.post(f"{one}tell/")
    assert not Mailing.objects.exists(), "without words nobody is told"
    ada.post(one, {"reason": "A figure was wrong.", "instead_url": "https://nordlys.example/statement"})
    for _ in range(2):
        assert ada.post(f"{one}tell/").status_code == 303
    assert set(Mailing.objects.values_list("person_id", "kind")) == {(cast.cleo.id, "crisis"), (cast.dan.id, "crisis")}
    delivery.send_planned(now=timezone.now(), heed_hours=False)
    assert len(server.taken) == 2
    letter = server.mail()
    words = " ".join(letter.get_body(("plain",)).get_content().split())
    assert "“The story of Communications”" in letter["Subject"]
    assert "A figure was wrong." in words
    assert "nordlys.example meanwhile" in words
    assert "You did nothing wrong." in words
    assert "/share/linkedin/" in words
    assert letter["List-Unsubscribe-Post"]
    assert Pause.objects.get().told == 2
    page = ada.get(one).content.decode()
    assert "They were told on" in page, "how many is not said below the floor"
    assert cast.cleo.name not in page

    ada.post(f"{one}end/", {"tell": "on"})
    delivery.send_planned(now=timezone.now(), heed_hours=False)
    assert len(server.taken) == 4
    letter = server.mail(-1)
    assert "goes on" in letter["Subject"]
    assert "your link leads to it again" in " ".join(letter.get_body(("plain",)).get_content().split())


def test_a_mail_that_has_not_left_is_not_wanted_when_it_goes_on(cast, let_in, shared, server):
    ada = let_in(cast.ada)
    one = press(ada, f"story-{shared.first.id}")
    ada.post(one, {"reason": "A figure was wrong.", "instead_url": ""})
    ada.post(f"{one}tell/")
    ada.post(f"{one}end/")
    delivery.send_planned(now=timezone.now(), heed_hours=False)
    assert not server.taken


def test_editors_stop_what_is_theirs_and_nothing_else(cast, let_in, shared):
    RoleGrant.objects.filter(person=cast.bo).update(stream_id=shared.first.stream_id)
    bo = let_in(cast.bo)
    page = bo.get("/studio/stops/").content.decode()
    assert "The story of Communications" in page
    assert "The story of HR" not in page
    assert 'value="everything"' not in page
    for what in (f"story-{shared.second.id}", f"stream-{shared.second.stream_id}", "everything", "story-99999999"):
        assert bo.post("/studio/stops/new/", {"what": what}).status_code == 404, what
    theirs = press(let_in(cast.ada), f"story-{shared.second.id}")
    for path in (theirs, f"{theirs}tell/", f"{theirs}end/"):
        assert bo.post(path).status_code == 404
    assert live(cast) == {shared.first.id}
    assert "The story of HR" not in bo.get("/studio/stops/").content.decode()
    assert press(bo, f"story-{shared.first.id}")


@pytest.mark.parametrize("what", ["", "person-1", "story-", "story-²", "stream-1x", "everything!", "story-" + "9" * 30])
def test_what_is_no_choice_is_told(cast, let_in, shared, what):
    answer = let_in(cast.ada).post("/studio/stops/new/", {"what": what})
    assert answer.status_code == 422
    assert "what_error" in answer.content.decode()
    assert not Pause.objects.exists()


def test_stopped_twice_is_stopped_once(cast, let_in, shared):
    ada = let_in(cast.ada)
    one = press(ada, "everything")
    assert press(ada, "everything") == "/studio/stops/"
    assert Pause.objects.count() == 1
    ada.post(f"{one}end/")
    assert ada.post(f"{one}end/")["Location"] == "/studio/stops/"


def test_the_number_of_queries_does_not_grow(cast, let_in, shared):
    ada = let_in(cast.ada)
    press(ada, f"story-{shared.first.id}")

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert ada.get("/studio/stops/").status_code == 200
        return len(seen)

    before = count()
    press(ada, f"story-{shared.second.id}")
    for story in (shared.first, shared.second):
        press(ada, f"stream-{story.stream_id}")
    assert count() <= before
