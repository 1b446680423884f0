"""The editor's page: kinds, starting points by channel, steps, the next regular mail; the public page of a story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.kit.hosted import hosted_url, is_hosted, key_of, story_of
from stemme.library import actions, studio_queries
from stemme.library.content import Content, ShareWords, Words
from stemme.library.models import Story
from stemme.library.next_start_queries import next_start
from stemme.library.tests.writing import form_data, made
from stemme.links.models import LinkTarget
from stemme.links.targets import TargetError, checked_target
from stemme.people.models import Person
from stemme.sharing import actions as sharing

LetIn = Callable[..., Client]
BY_CHANNEL = (
    ShareWords("nb", "personal", "Jeg var der."),
    ShareWords("nb", "point", "Tre vintre, én turbin.", "linkedin"),
    ShareWords("nb", "question", "Kort?", "x"),
    ShareWords("en", "personal", "Dear all", "mail"),
)


def content_of(desk: SimpleNamespace, story_id: int) -> Content:
    draft = studio_queries.draft(desk.bo.organisation_id, story_id, now=timezone.now())
    assert draft is not None
    return draft.content


def test_starting_points_by_channel_survive_the_form_and_more_can_be_asked_for(
    desk: SimpleNamespace, bo: Client
) -> None:
    story_id = made(desk, share_texts=BY_CHANNEL)
    before = content_of(desk, story_id)
    address = f"/studio/{story_id}/"
    assert bo.post(address, {**form_data(bo, story_id), "do": "save"}).status_code == 303
    assert content_of(desk, story_id) == before

    asked = bo.post(address, {**form_data(bo, story_id), "personal_nb": "Ikke lagret", "do": "more:nb:facebook"})
    assert asked.status_code == 200
    form = asked.context["form"]
    number = max(int(name.removeprefix("text_")) for name in form.fields if name.startswith("text_"))
    html = asked.content.decode()
    assert "Ikke lagret" in html and f'name="text_{number}"' in html
    assert content_of(desk, story_id) == before, "asking for a field keeps nothing"
    typed = {f"for_{number}": "nb:facebook", f"tone_{number}": "point", f"text_{number}": "På Facebook.", "do": "save"}
    assert bo.post(address, {**form_data(bo, story_id), **typed}).status_code == 303
    assert ShareWords("nb", "point", "På Facebook.", "facebook") in content_of(desk, story_id).share_texts

    nonsense = {
        "for_3": "xx:linkedin",
        "text_3": "Nei",
        "for_4": "nb:" + "a" * 40,
        "text_4": "Nei",
        "do": "more:å:\x00",
    }
    assert bo.post(address, {**form_data(bo, story_id), **nonsense}).status_code == 200
    many = {f"for_{n}": "nb:mail" for n in range(20, 35)} | {f"text_{n}": "Hei" for n in range(20, 35)}
    full = bo.post(address, {**form_data(bo, story_id), **many, "do": "more:nb:mail"})
    assert "text_35" not in full.context["form"].fields, "fifteen are enough"


def test_counters_count_as_the_channel_does(desk: SimpleNamespace, bo: Client) -> None:
    story_id = made(desk, share_texts=(ShareWords("nb", "point", "🇳🇴 https://nordlys.example/en/lang/side", "x"),))
    groups = bo.get(f"/studio/{story_id}/").context["groups"]
    points = dict(groups[0].points)
    (flag,) = points["x"]
    assert (flag.length, flag.room.limit) == (2 + 1 + 23, 280 - 24)
    assert points[""][0].room.limit == 3000 and not points["mail"]


def test_a_mistake_brings_its_language_to_the_front(desk: SimpleNamespace, bo: Client) -> None:
    story_id = made(desk)
    page = bo.get(f"/studio/{story_id}/")
    assert page.context["shown_language"] == "nb"
    wrong = bo.post(f"/studio/{story_id}/", {**form_data(bo, story_id), "why_sv": "Därför", "show_language": "nb"})
    assert (wrong.status_code, wrong.context["shown_language"]) == (422, "sv")


def test_steps_say_what_is_left(desk: SimpleNamespace, bo: Client) -> None:
    story_id = made(desk, share_texts=())
    steps = [step for step, _name in bo.get(f"/studio/{story_id}/").context["steps"]]
    assert [(step.key, step.done) for step in steps[:2]] == [("source", True), ("words", False)]
    assert [step.key for step in steps if step.current] == ["words"]


def test_a_story_can_wait_for_the_next_regular_mail(desk: SimpleNamespace, bo: Client) -> None:
    now = timezone.now()
    at = next_start(desk.bo.organisation_id, now=now)
    assert at is not None and now < at < now + dt.timedelta(days=9)
    story_id = made(desk)
    assert 'value="schedule"' in bo.get(f"/studio/{story_id}/").content.decode()
    assert bo.post(f"/studio/{story_id}/", {**form_data(bo, story_id), "do": "schedule"}).status_code == 303
    story = Story.objects.get(id=story_id)
    assert story.published_at is not None and story.starts_at is not None
    assert abs(story.starts_at - at) < dt.timedelta(minutes=1)


def test_the_page_asks_a_constant_number_of_questions(desk: SimpleNamespace, bo: Client) -> None:
    few, many = made(desk), made(desk, target_url="https://nordlys.example/2", texts={c: Words(f"Ord {c}") for c in
                     ("nb", "en", "da", "sv", "de")}, share_texts=BY_CHANNEL * 4)  # fmt: skip
    counts = []
    for story_id in (few, many):
        bo.get(f"/studio/{story_id}/")
        with CaptureQueriesContext(connection) as caught:
            assert bo.get(f"/studio/{story_id}/").status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 45


OWN = {"own-kind": "article", "own-title": "Åpen dag", "own-language": "nb", "own-target_url": ""}


def test_an_event_is_written_here_with_what_it_needs(desk: SimpleNamespace, bo: Client) -> None:
    own = {**OWN, "own-kind": "event", "own-stream": desk.stream.id, "own-place": "Ålesund"}
    wrong = bo.post("/studio/new/", own)
    assert wrong.status_code == 422 and "happens_at" in wrong.context["writing"].errors
    assert 'value="Åpen dag"' in wrong.content.decode()
    begins = {"own-happens_at": "2099-03-01T10:00", "own-happens_until": "2099-03-01T12:00"}
    assert bo.post("/studio/new/", {**own, **begins}).status_code == 303
    story = Story.objects.get()
    assert (story.kind, story.place, story.target_url) == ("event", "Ålesund", "")
    assert story.happens_at == dt.datetime(2099, 3, 1, 9, tzinfo=dt.UTC), "typed at the office"


def test_a_job_has_a_deadline_and_is_meant_to_bring_applications(desk: SimpleNamespace, bo: Client) -> None:
    own = {**OWN, "own-kind": "job", "own-stream": desk.stream.id, "own-deadline": "2099-12-31"}
    assert bo.post("/studio/new/", own).status_code == 303
    story = Story.objects.get()
    assert (story.kind, story.goal) == ("job", "applications")
    assert story.ends_at == dt.datetime(2099, 12, 31, 23, tzinfo=dt.UTC)


def hosted_story(desk: SimpleNamespace, **changes: object) -> int:
    texts = {
        "nb": Words("Åpen dag", "Kom og se.", "", "<p>Hele <strong>teksten</strong>.</p>"),
        "sv": Words("Öppet hus", "Kom och se."),
    }
    values: dict[str, Any] = {"target_url": "", "texts": texts, **changes}
    return made(desk, **values)


def test_a_story_that_lives_here_has_a_public_page(desk: SimpleNamespace, bo: Client) -> None:
    story_id = hosted_story(desk)
    path = f"/r/{key_of(story_id)}/"
    visitor = Client()
    assert visitor.get(path).status_code == 404, "nobody reads a draft"
    actions.publish(actor=desk.bo, story_id=story_id, now=timezone.now())
    answer = visitor.get(path, headers={"Accept-Language": "nb"})
    html = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies and "<script" not in html
    assert "<strong>teksten</strong>" in html and '<html lang="nb"' in html
    assert f'rel="canonical" href="{hosted_url(story_id)}"' in html, "the address for all languages is itself"
    assert f'property="og:url" content="{hosted_url(story_id, "nb")}"' in html
    assert 'property="og:title" content="Åpen dag"' in html and "/media/" in html
    swedish = visitor.get(path + "?in=sv").content.decode()
    assert "Öppet hus" in swedish and "Också" not in swedish
    assert f'rel="canonical" href="{hosted_url(story_id, "sv")}"' in swedish
    assert visitor.get(f"/r/{story_id}-0000000000000000/").status_code == 404
    now = timezone.now()
    content = replace(content_of(desk, story_id), embargo_until=now + dt.timedelta(hours=1))
    actions.change_story(actor=desk.bo, story_id=story_id, content=content, now=now)
    assert visitor.get(path).status_code == 404, "what cannot be shared yet is not public either"
    actions.change_story(actor=desk.bo, story_id=story_id, content=replace(content, embargo_until=None), now=now)
    assert visitor.get(path).status_code == 200
    actions.withdraw(actor=desk.bo, story_id=story_id, now=now)
    assert visitor.get(path).status_code == 404


def test_what_lives_elsewhere_is_not_shown_to_the_public(desk: SimpleNamespace) -> None:
    story_id = made(desk, texts={"nb": Words("Tittel", body="<p>Bare for kolleger.</p>")})
    actions.publish(actor=desk.bo, story_id=story_id, now=timezone.now())
    assert Client().get(f"/r/{key_of(story_id)}/").status_code == 404


def test_links_lead_to_the_public_page_and_nowhere_else_on_our_hosts(
    desk: SimpleNamespace, cast: SimpleNamespace, settings: object
) -> None:
    story_id, now = hosted_story(desk), timezone.now()
    actions.publish(actor=desk.bo, story_id=story_id, now=now)
    sharing.share(viewer=desk.bo, story_id=story_id, channel="linkedin", language="nb", own_words=False, now=now)
    assert LinkTarget.objects.get(organisation=cast.nordlys, story_id=story_id).url == hosted_url(story_id, "nb")
    own = settings.PUBLIC_URL  # type: ignore[attr-defined]
    for other in (
        f"{own}/",
        f"{own}/r/1-0123456789abcdef/",
        f"{own}/r/../s/abc",
        f"{own}.example/r/{key_of(story_id)}/",
    ):
        assert not is_hosted(other), other
    with pytest.raises(TargetError):
        checked_target(f"{own}/stories/", own_hosts=(own.partition("//")[2],))
    assert story_of(key_of(story_id)) == story_id


def test_an_event_goes_into_ones_own_calendar(desk: SimpleNamespace, cast: SimpleNamespace) -> None:
    begins = dt.datetime(2099, 3, 1, 9, tzinfo=dt.UTC)
    story_id = hosted_story(desk, kind="event", place="Ålesund; kaia", happens_at=begins)
    path = f"/r/{key_of(story_id)}/event.ics"
    assert Client().get(path).status_code == 404
    actions.publish(actor=desk.bo, story_id=story_id, now=timezone.now())
    answer = Client().get(path, headers={"Accept-Language": "sv"})
    assert answer["Content-Type"].startswith("text/calendar") and not answer.cookies
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Öppet hus", "Ålesund; kaia")
    assert event.decoded("DTSTART") == begins and event.decoded("DTEND") == begins + dt.timedelta(hours=1)
    assert f"{path[:-9]}" in Client().get(f"/r/{key_of(story_id)}/").content.decode()


def test_a_reader_gets_their_own_language(desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn) -> None:
    texts = {"nb": Words("Åpen dag"), "en": Words("Open day"), "de": Words("Offene Tür")}
    story_id = made(desk, texts=texts)
    actions.publish(actor=desk.bo, story_id=story_id, now=timezone.now())
    for language, title in (("nb", "Åpen dag"), ("de", "Offene Tür"), ("en", "Open day")):
        Person.objects.filter(id=cast.dan.id).update(language=language)
        assert title in let_in(cast.dan).get(f"/stories/{story_id}/").content.decode()
