"""The personal link of a mail (security.md T-01): scanners change nothing, people come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.kit.languages import OWN_NAMES
from stemme.people import actions, queries
from stemme.people.models import DoorLink, Person, RateBucket

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36"


@pytest.fixture
def newcomer(cast: SimpleNamespace) -> Person:
    Person.objects.filter(id=cast.cleo.id).update(joined_at=None)
    return Person.objects.get(id=cast.cleo.id)


@pytest.fixture
def link(newcomer: Person) -> str:
    return f"/l/{actions.make_door_link(person_id=newcomer.id, now=timezone.now())}/"


def state() -> tuple[object, ...]:
    """Everything a look at the page could have changed."""
    return (
        Session.objects.count(),
        Fact.objects.count(),
        RateBucket.objects.count(),
        list(DoorLink.objects.values_list("id", "ended_at", "expires_at")),
        list(Person.objects.order_by("id").values_list("id", "joined_at", "declined_at")),
    )


def press(client: Client, link: str, **data: str) -> object:
    """Open the page and press its button as a browser does, with the form's own CSRF token."""
    page = client.get(link)
    token = page.context["csrf_token"]
    return client.post(link, {"csrfmiddlewaretoken": str(token), **data})


def human_succeeds(link: str, person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = press(client, link, remember="on")
    assert answer.status_code == 303  # type: ignore[attr-defined]
    assert client.get("/me/").context["viewer"].person_id == person.id


@pytest.mark.parametrize("method", ["head", "get"])
def test_looking_changes_nothing(newcomer: Person, link: str, method: str) -> None:
    before = state()
    for agent in ("curl/8", "Slackbot-LinkExpanding 1.0", "SkypeUriPreview Preview/0.5", CHROME):
        for _ in range(3):
            answer = getattr(Client(headers={"user-agent": agent}), method)(link)
            assert answer.status_code == 200
            assert answer.headers["X-Robots-Tag"] == "noindex"
            assert "no-store" in answer.headers["Cache-Control"]
            assert answer.headers["Referrer-Policy"] == "same-origin"
    assert state() == before
    human_succeeds(link, newcomer)


def test_the_page_says_nothing_to_a_chat_that_unfurls_it(newcomer: Person, link: str) -> None:
    page = Client().get(link).content.decode()
    head = page[: page.index("</head>")]
    assert 'property="og:title" content="Stemme"' in head
    assert newcomer.given_name not in head
    assert newcomer.family_name not in page
    assert newcomer.email not in page


def test_mail_programs_may_change_case(newcomer: Person, link: str) -> None:
    assert Client().get(link.upper()).status_code == 200
    human_succeeds(link.upper(), newcomer)


def test_a_cut_or_mangled_link_ends_kindly_and_locks_nobody_out(newcomer: Person, link: str) -> None:
    before = state()
    for wrong in (f"{link[:-4]}/", "/l/advd_x/", "/l/%00/", "/l/advs_" + "0" * 56 + "/", f"{link[:-2]}%F0%9F/"):
        for answer in (Client().get(wrong), Client().post(wrong)):
            assert answer.status_code == 410
            assert 'action="/sign-in/"' in answer.content.decode()
    assert state() == before
    human_succeeds(link, newcomer)


def test_a_scanner_that_submits_the_form_burns_nothing_and_joins_nobody(newcomer: Person, link: str) -> None:
    scripted = {"user-agent": CHROME, "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"}
    scanner = Client(enforce_csrf_checks=True, headers=scripted)
    assert press(scanner, link).status_code == 303  # type: ignore[attr-defined]
    assert press(scanner, f"{link}no/").status_code == 200  # type: ignore[attr-defined]
    person = Person.objects.get(id=newcomer.id)
    assert (person.joined_at, person.declined_at) == (None, None)
    assert not Fact.objects.exists()
    human_succeeds(link, newcomer)
    assert Person.objects.get(id=newcomer.id).joined_at


def test_the_button_is_the_joining(newcomer: Person, link: str) -> None:
    human_succeeds(link, newcomer)
    joined_at = Person.objects.get(id=newcomer.id).joined_at
    assert joined_at
    human_succeeds(link, newcomer)
    assert Person.objects.get(id=newcomer.id).joined_at == joined_at
    assert list(Fact.objects.values_list("kind", "actor_id")) == [("person.joined", newcomer.id)]


def test_the_link_opens_suggestions_only(newcomer: Person, link: str) -> None:
    client = Client()
    client.post(link)
    assert client.session["visit"]["scope"] == "suggest"
    assert client.post("/sign-out/everywhere/").status_code == 403
    assert client.get("/people/").status_code == 404


def test_without_remember_the_cookie_ends_with_the_browser(link: str) -> None:
    client = Client()
    client.post(link)
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    client.post(link, {"remember": "on"})
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 14 * 24 * 3600


def test_a_press_without_the_pages_own_cookie_is_refused(newcomer: Person, link: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(link)
    assert answer.status_code == 403
    assert Person.objects.get(id=newcomer.id).joined_at is None


def test_the_link_of_a_demonstration_signs_in(newcomer: Person) -> None:
    token = actions.make_door_link(person_id=newcomer.id, now=timezone.now(), scope="employee")
    client = Client()
    client.post(f"/l/{token}/")
    assert client.session["visit"]["scope"] == "employee"
    with pytest.raises(ValueError, match="no such scope"):
        actions.make_door_link(person_id=newcomer.id, now=timezone.now(), scope="owner")


def test_a_mails_link_does_not_weaken_a_sign_in(newcomer: Person, link: str, let_in: object) -> None:
    client = let_in(newcomer)  # type: ignore[operator]
    client.post(link)
    assert client.session["visit"]["scope"] == "employee"


def test_another_persons_link_starts_a_new_visit(cast: SimpleNamespace, link: str, let_in: object) -> None:
    client = let_in(cast.dan)  # type: ignore[operator]
    key = client.session.session_key
    client.post(link)
    assert client.session["visit"]["person"] == cast.cleo.id
    assert client.session.session_key != key


@pytest.mark.parametrize(
    ("to", "where"), [("/stories/7/?a=1", "/stories/7/?a=1"), ("https://evil.example/", "/"), ("//evil.example", "/")]
)
def test_one_goes_on_to_our_own_pages_only(link: str, to: str, where: str) -> None:
    assert Client().post(f"{link}?to={to}").headers["Location"] == where


def test_a_link_is_over_after_14_days_two_newer_ones_or_leaving(newcomer: Person, link: str) -> None:
    now = timezone.now()
    first = link[3:-1]
    assert actions.redeem_door(token=first, now=now + dt.timedelta(days=15)) is None
    actions.make_door_link(person_id=newcomer.id, now=now)
    assert actions.redeem_door(token=first, now=now)
    third = actions.make_door_link(person_id=newcomer.id, now=now)
    assert actions.redeem_door(token=first, now=now) is None
    assert Client().get(link).status_code == 410
    owner = queries.viewer(Person.objects.get(given_name="Ada").id, scope="employee")
    assert owner
    actions.deactivate_person(actor=owner, person_id=newcomer.id, now=now)
    assert actions.redeem_door(token=third, now=now) is None


def test_links_for_many_are_as_links_for_one(cast: SimpleNamespace, django_assert_num_queries: Callable) -> None:
    now, here = timezone.now(), cast.nordlys.id
    old = actions.make_door_link(person_id=cast.cleo.id, now=now - dt.timedelta(minutes=2))
    elder = actions.make_door_link(person_id=cast.cleo.id, now=now - dt.timedelta(minutes=1))
    everybody = [cast.cleo.id, cast.dan.id, cast.eve.id, 0]
    made = actions.make_door_links(organisation_id=here, person_ids=everybody, now=now)
    assert set(made) == {cast.cleo.id, cast.dan.id}, "nobody of another organisation"
    for person_id, token in made.items():
        admitted = actions.redeem_door(token=token, now=now)
        assert admitted is not None and (admitted.person_id, admitted.scope) == (person_id, "suggest")
    assert actions.redeem_door(token=old, now=now) is not None, "until it is known that the new one left the house"
    actions.settle_door_links(
        organisation_id=here, sent=[made[cast.cleo.id]], unsent=[made[cast.dan.id]], now=now + dt.timedelta(minutes=1)
    )
    assert actions.redeem_door(token=old, now=now) is None
    assert actions.redeem_door(token=elder, now=now) is not None
    assert actions.redeem_door(token=made[cast.dan.id], now=now) is None
    for ids in (everybody, [cast.cleo.id]):
        with django_assert_num_queries(2):
            actions.make_door_links(organisation_id=here, person_ids=ids, now=now)


def test_twenty_presses_an_hour(link: str) -> None:
    for _ in range(20):
        assert Client().post(link).status_code == 303
    answer = Client().post(link)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
    assert Client().get(link).status_code == 200


def test_no_is_respected_and_can_be_undone(newcomer: Person, link: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert press(client, f"{link}no/").status_code == 303  # type: ignore[attr-defined]
    assert newcomer.id not in {r.person_id for r in queries.receivers(newcomer.organisation_id)}
    press(client, f"{link}no/")
    assert Fact.objects.filter(kind="person.declined").count() == 1
    assert press(client, f"{link}no/", undo="1").headers["Location"] == link  # type: ignore[attr-defined]
    assert newcomer.id in {r.person_id for r in queries.receivers(newcomer.organisation_id)}
    assert Person.objects.get(id=newcomer.id).declined_at is None


def test_pressing_the_button_after_a_no_joins_again(newcomer: Person, link: str) -> None:
    actions.decline(person_id=newcomer.id, now=timezone.now())
    page = Client().get(link).content.decode()
    assert 'class="banner' in page
    human_succeeds(link, newcomer)
    assert Person.objects.get(id=newcomer.id).declined_at is None


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(link: str, method: str) -> None:
    assert getattr(Client(), method)(link).status_code == 405


def test_the_page_speaks_the_persons_language_and_others(link: str) -> None:
    assert Client(headers={"accept-language": "de"}).get(link).headers["Content-Language"] == "nb"
    swedish = Client().get(f"{link}?lang=sv")
    assert swedish.headers["Content-Language"] == "sv"
    # Each language by its own name, so that whoever needs it can read it.
    assert all(f">{name}<" in swedish.content.decode() for name in OWN_NAMES.values())


def test_the_page_asks_few_questions(link: str, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        Client().get(link)
