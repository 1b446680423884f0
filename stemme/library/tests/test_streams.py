from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.library import actions, studio_queries
from stemme.library.audience import Audience
from stemme.library.content import Content, Words
from stemme.library.models import Source, Stream
from stemme.library.streams import stream_actions
from stemme.library.streams.mix import DEFAULT_OUTSIDE
from stemme.library.streams.stream_actions import StreamChoice, StreamError
from stemme.library.streams.stream_queries import settings_of
from stemme.library.tests.writing import form_data, made
from stemme.people import role_queries
from stemme.people.models import RoleGrant

LetIn = Callable[..., Client]


@pytest.fixture
def dan_in_hr(desk: SimpleNamespace, cast: SimpleNamespace) -> SimpleNamespace:
    """Dan edits the stream of HR, and no other."""
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="editor", stream_id=desk.hr.id)
    return desk.viewer(cast.dan)


def page_of(stream: Stream) -> str:
    return f"/studio/streams/{stream.id}/"


def sent(client: Client, stream: Stream, **changes: object) -> dict[str, object]:
    """What a browser would send if nothing but this were changed."""
    form = client.get(page_of(stream)).context["form"]
    data: dict[str, object] = {}
    for bound in form:
        value = bound.value()
        if bound.widget_type == "checkbox":
            data |= {bound.html_name: "on"} if value else {}
        elif value is not None:
            data[bound.html_name] = value
    return data | changes


def test_what_is_agreed_is_kept_and_recorded(desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn) -> None:
    lea = let_in(cast.lea)
    changes = {
        "name": "People", "review": "on", "outside_target": "20", "language": "da", "owner": str(cast.bo.id),
        "audience_teams": [str(cast.wind.id)], "audience_languages": ["da"], "channels": ["linkedin", "xing"],
    }  # fmt: skip
    answer = lea.post(page_of(desk.hr), sent(lea, desk.hr, **changes))
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(desk.hr))
    kept = settings_of(cast.nordlys.id, desk.hr.id)
    assert kept is not None
    assert (kept.name, kept.owner_id, kept.language, kept.review) == ("People", cast.bo.id, "da", True)
    assert (kept.outside_target, kept.own_target) == (20, 20)
    assert kept.audience == Audience(frozenset({cast.wind.id}), frozenset({"da"}))
    assert kept.channels == ("linkedin", "xing")
    fact = Fact.objects.get(kind="stream.changed")
    assert (fact.actor_id, fact.subject_id) == (cast.lea.id, desk.hr.id)
    assert "audience_teams" in fact.data["fields"] and "outside" not in fact.data["fields"]
    lea.post(page_of(desk.hr), sent(lea, desk.hr))
    assert Fact.objects.filter(kind="stream.changed").count() == 1, "nothing was changed"
    page = lea.get(page_of(desk.hr)).content.decode()
    assert "Xing" in page.title() and "Offshore wind" in page


def test_an_empty_target_is_the_default(desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn) -> None:
    lea = let_in(cast.lea)
    for typed, kept in (("0", 0), ("", DEFAULT_OUTSIDE), ("100", 100)):
        lea.post(page_of(desk.hr), sent(lea, desk.hr, outside_target=typed))
        found = settings_of(cast.nordlys.id, desk.hr.id)
        assert found is not None and found.outside_target == kept
    for wrong in ("-1", "101", "x"):
        assert lea.post(page_of(desk.hr), sent(lea, desk.hr, outside_target=wrong)).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [{"name": "Communications"}, {"name": " \u200b "}, {"language": "fr"}, {"owner": "999999"}, {"channels": ["x y"]},
     {"audience_teams": ["999999"]}],
)  # fmt: skip
def test_what_does_not_fit_is_shown_again(
    desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn, wrong: dict[str, object]
) -> None:
    lea = let_in(cast.lea)
    assert lea.post(page_of(desk.hr), sent(lea, desk.hr, **wrong)).status_code == 422
    assert Stream.objects.get(id=desk.hr.id).name == "HR"


def test_the_editor_of_one_stream_sees_it_and_touches_no_other(
    desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn, dan_in_hr: SimpleNamespace
) -> None:
    dan = let_in(cast.dan)
    page = dan.get(page_of(desk.hr))
    assert page.status_code == 200 and not page.context["may_change"]
    assert b"<form" not in page.content.split(b"<main", 1)[1].split(b"</main>")[0], "nothing to change, nothing to take"
    for path in (page_of(desk.stream), page_of(desk.foreign)):
        assert dan.get(path).status_code == 404
    for stream in (desk.hr, desk.stream, desk.foreign):
        for path in ("", "archive/", "mail/"):
            assert dan.post(f"{page_of(stream)}{path}", {"name": "Mine"}).status_code == 404, (stream.name, path)
    story = made(desk)
    assert dan.get(f"/studio/{story}/").status_code == 404
    assert dan.post(f"/studio/{story}/withdraw/").status_code == 404
    with pytest.raises(StreamError, match="missing"):
        stream_actions.change_stream(
            actor=dan_in_hr, stream_id=desk.hr.id, choice=StreamChoice(name="Mine"), now=timezone.now()
        )
    names = {stream.name for stream in Stream.objects.filter(archived_at=None)}
    assert names == {"Communications", "HR", "Theirs"}


def test_the_owner_of_a_stream_decides_about_it(
    desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn, dan_in_hr: SimpleNamespace
) -> None:
    Stream.objects.filter(id=desk.hr.id).update(owner=cast.dan)
    dan = let_in(cast.dan)
    assert dan.post(page_of(desk.hr), sent(dan, desk.hr, name="People and culture")).status_code == 303
    Stream.objects.filter(id=desk.stream.id).update(owner=cast.dan)
    assert dan.get(page_of(desk.stream)).status_code == 404, "owning is not writing"


def test_another_organisation_has_no_such_stream(desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn) -> None:
    eve, lea = let_in(cast.eve), let_in(cast.lea)
    assert eve.get(page_of(desk.hr)).status_code == 404
    assert lea.get(page_of(desk.foreign)).status_code == 404
    assert settings_of(cast.nordlys.id, desk.foreign.id) is None
    foreign_team = cast.eve.team_id
    if foreign_team is not None:
        with pytest.raises(StreamError, match="foreign"):
            stream_actions.change_stream(
                actor=desk.viewer(cast.lea), stream_id=desk.hr.id, now=timezone.now(),
                choice=StreamChoice(name="HR", audience=Audience(frozenset({foreign_team}))),
            )  # fmt: skip
    with pytest.raises(StreamError, match="foreign"):
        stream_actions.change_stream(
            actor=desk.viewer(cast.lea), stream_id=desk.hr.id, now=timezone.now(),
            choice=StreamChoice(name="HR", owner_id=cast.eve.id),
        )  # fmt: skip


def test_an_archived_stream_takes_nothing_new_and_what_is_live_goes_on(
    desk: SimpleNamespace, cast: SimpleNamespace, bo: Client, now: dt.datetime
) -> None:
    live, draft = made(desk, "Live"), made(desk, "Draft")
    actions.publish(actor=desk.bo, story_id=live, now=timezone.now())
    answer = bo.post(f"{page_of(desk.stream)}archive/")
    assert answer.status_code == 303
    assert Fact.objects.filter(kind="stream.archived", subject_id=desk.stream.id).count() == 1

    organisation = cast.nordlys.id
    assert [name for _id, name in studio_queries.stream_names(organisation)] == ["HR"]
    page = bo.get("/studio/")
    assert [choice.label for choice in page.context["filters"]] == ["HR"]
    assert {line.story.id for line in page.context["lines"]} == {live, draft}, "its stories are still there"
    assert page.context["archived_streams"] == [(desk.stream.id, "Communications")]
    assert b"Put away" in page.content

    content = Content(
        stream_id=desk.stream.id, language="en", target_url="https://x.example/", texts={"en": Words("New")}
    )
    with pytest.raises(actions.StoryError, match="foreign"):
        actions.create_story(actor=desk.bo, content=content, now=timezone.now())
    with pytest.raises(actions.StoryError, match="stream_away"):
        actions.publish(actor=desk.bo, story_id=draft, now=timezone.now())
    assert bo.post(f"/studio/{live}/", form_data(bo, live) | {"do": "save"}).status_code == 303, "it can be mended"
    other = made(desk, "Elsewhere", stream_id=desk.hr.id)
    moved = form_data(bo, other) | {"do": "save", "stream": str(desk.stream.id)}
    assert bo.post(f"/studio/{other}/", moved).status_code == 422
    assert dict(role_queries.stream_names(organisation))[desk.stream.id] == "Communications", "roles still know it"

    bo.post(f"{page_of(desk.stream)}archive/", {"back": "1"})
    actions.publish(actor=desk.bo, story_id=draft, now=timezone.now())
    assert len(studio_queries.stream_names(organisation)) == 2


def test_a_new_stream_is_agreed_about_on_its_own_page(bo: Client, cast: SimpleNamespace, desk: SimpleNamespace) -> None:
    answer = bo.post("/studio/streams/", {"name": "CSR"})
    stream = Stream.objects.get(name="CSR")
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(stream))
    assert stream.owner_id == cast.bo.id
    assert bo.get(page_of(stream)).context["may_change"]


def test_a_stream_has_an_address_for_mails_that_can_be_changed(desk: SimpleNamespace, bo: Client) -> None:
    def key() -> str:
        return Stream.objects.get(id=desk.stream.id).mail_key

    assert key() == ""
    bo.post(f"{page_of(desk.stream)}mail/")
    first = key()
    bo.post(f"{page_of(desk.stream)}mail/")
    assert len(first) >= 20 and key() not in ("", first)
    bo.post(f"{page_of(desk.stream)}mail/", {"end": "1"})
    assert key() == ""


def test_who_writes_here_is_listed_once_and_taken_where_roles_are(
    desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn, dan_in_hr: SimpleNamespace
) -> None:
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.bo, role="editor", stream_id=desk.hr.id)
    rows = role_queries.writers(cast.nordlys.id, desk.hr.id)
    assert len({row.person_id for row in rows}) == len(rows)
    roles = {row.person_id: (row.role, row.grant_id is not None) for row in rows}
    assert roles[cast.dan.id] == ("editor", True)
    assert roles[cast.bo.id] == ("editor", False), "everywhere is more than here"
    assert roles[cast.ada.id][0] == "owner" and cast.eve.id not in roles
    assert cast.dan.id not in {row.person_id for row in role_queries.writers(cast.nordlys.id, desk.stream.id)}
    grant = RoleGrant.objects.get(person=cast.dan)
    assert f'action="/roles/{grant.id}/take/"' in let_in(cast.lea).get(page_of(desk.hr)).content.decode()
    assert "/roles/" not in let_in(cast.bo).get(page_of(desk.hr)).content.decode().split("<main", 1)[1]


def test_its_page_takes_the_same_queries_however_much_there_is(
    desk: SimpleNamespace, cast: SimpleNamespace, let_in: LetIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    lea = let_in(cast.lea)
    lea.get(page_of(desk.hr))
    for n in range(6):
        Source.objects.create(organisation=cast.nordlys, stream=desk.hr, url=f"https://x.example/{n}")
        person = type(cast.dan).objects.create(
            organisation=cast.nordlys, email=f"n{n}@nordlys.example", given_name="N", family_name=str(n)
        )
        RoleGrant.objects.create(organisation=cast.nordlys, person=person, role="editor", stream_id=desk.hr.id)
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        page = lea.get(page_of(desk.hr))
    assert len(page.context["sources"]) == 6
