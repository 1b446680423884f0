"""Eve works elsewhere. Whatever address she opens or posts to, she sees and changes nothing of Nordlys.

Generated over the URL configuration: a new page is tested from the moment it has an address.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from conftest import NOW
from stemme.journal.chain_actions import seal_everything
from stemme.people import roles
from stemme.people.models import Person
from tests.addresses import Address, addresses
from tests.architecture.source import APPS
from tests.cast import make_cast, open_session
from tests.lasting import lasting  # noqa: F401 (a fixture)
from tests.staff import FALLBACK_VALUES, values_for
from tests.stage import CODE, TITLES, make_history

#: What lets in knows no database: asked once. On PostgreSQL test_two_organisations.py goes the same ways.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

ALL = addresses()
IDS = [address.route for address in ALL]
#: What a form of ours might read an id from.
_FIELDS = """
    id person person_id people person_ids team team_id teams story story_id stories stream stream_id source source_id
    item item_id items link link_id topic topics selected
"""
FIELDS = tuple(_FIELDS.split())
#: What else pages read from the address: searches, tabs, periods, pages, where to go next.
_FILTERS = """
    q tab state show period at days page sort by who what kind actor subject from to until since division place month
    week where role words url next lang examine all older newer after before
"""
FILTERS = tuple(_FILTERS.split())
#: Ids of other tables that are tried where an id stands. The right one is always tried.
OTHER_IDS = 12
#: What else could stand in an address.
WORDS = ("nordlys", CODE, "linkedin", "svg", "nb", "advd_wrong")
PATH = "pictures/nordlys.jpg"
#: Whoever knows an organisation's short name is led to its own sign-in: that is what the address is for.
LEADS_TO_ITS_SIGN_IN = "oidc:begin"
OTHER_FIELDS = {
    "channel": "linkedin",
    "language": "nb",
    "lang": "nb",
    "text": "Hello",
    "reason": "other",
    "role": "owner",
    "every": "never",
    "title": "Taken over",
    "email": "cleo@nordlys.example",
    "url": "https://nordlys.example/feed",
}


@pytest.fixture(scope="module")
def cast(lasting: None) -> SimpleNamespace:  # noqa: F811
    """The cast of all tests here."""
    return make_cast(NOW)


@pytest.fixture(scope="module")
def history(cast: SimpleNamespace) -> SimpleNamespace:
    """Nordlys after two days of work."""
    return make_history(cast)


@pytest.fixture(scope="module")
def valid(cast: SimpleNamespace, history: SimpleNamespace) -> dict[str, object]:
    """What an address of Nordlys would hold, by the name of its parameter."""
    return values_for(cast, history)


@pytest.fixture(scope="module")
def session_of_eve(cast: SimpleNamespace) -> str:
    """The key of Eve's session."""
    return open_session(cast.eve.id, "employee")


@pytest.fixture
def eve(session_of_eve: str) -> Client:
    """Eve's browser, signed in."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of_eve
    return client


@pytest.fixture(scope="module")
def words(cast: SimpleNamespace, history: SimpleNamespace) -> list[str]:
    """Words that only Nordlys has."""
    people = Person.objects.filter(organisation=cast.nordlys)
    names = [word for person in people for word in (person.name, person.email)]
    titles = list(TITLES.values())
    places = ["Turbine engineering", "Newsroom of Nordlys", "News of Nordlys", "From Nordlys", "Talking about Nordlys"]
    return [*names, *titles, *places, "Nordlys Energi", "nordlys.example", CODE, "Jeg var med på kaia"]


@pytest.fixture(scope="module")
def ids(cast: SimpleNamespace, valid: object) -> list[int]:
    """The ids of everything that Nordlys has, less those that are Eve's in another table."""
    found = set()
    for model in apps.get_models():
        if model._meta.app_label in APPS and "organisation_id" in {
            field.attname for field in model._meta.concrete_fields
        }:
            own = model._default_manager.filter(organisation_id=cast.nordlys.id).values_list("pk", flat=True)
            found |= {key for key in own if isinstance(key, int)}  # Keys of several columns are in no address.
    return sorted(found - {cast.eve.id, cast.other.id, cast.eve.team_id})


def urls_of(address: Address, valid: dict[str, object], ids: list[int]) -> Iterator[str]:
    """The right id of Nordlys where an id may stand, and others of theirs from everywhere, with the other parameters as
    they should be; then words of all kinds."""
    fitting = {name: valid.get(name, FALLBACK_VALUES[kind]) for kind, name in address.parameters}
    numbers = [name for kind, name in address.parameters if kind == "int"]
    for name in numbers:
        for id in {fitting[name], *ids[:: len(ids) // OTHER_IDS + 1]}:
            yield str(address.filled({**fitting, name: id}))
    texts = {name: (PATH,) if kind in {"path", "re"} else WORDS for kind, name in address.parameters if kind != "int"}
    for tried in itertools.product(*texts.values()) if texts else ():
        yield str(address.filled({**fitting, **dict(zip(texts, tried, strict=True))}))
    if not address.parameters:
        yield f"/{address.route}"


def seen_in(response: HttpResponse, words: list[str]) -> list[str]:
    """The words that the answer holds, headers included."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    text = body.decode("utf-8", errors="replace") + str(dict(response.headers))
    return [word for word in words if word in text]


def rows_of(cast: SimpleNamespace) -> dict[str, list[tuple[object, ...]]]:
    """All rows of Nordlys, to see whether one has changed."""
    found = {}
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields]
        asked = model._meta.label == "people.SignInLink"  # anybody may ask for one; it goes to its owner by mail
        if model._meta.app_label in APPS and "organisation_id" in names and not asked:
            rows = model._default_manager.filter(organisation_id=cast.nordlys.id)
            found[model._meta.label] = sorted(rows.values_list(*names), key=repr)
    return found


def rows_written() -> int:
    """How many rows the connections of this process have written so far: what has written none has changed none."""
    return sum(getattr(connections[alias].connection, "total_changes", 0) for alias in connections)


@pytest.fixture(scope="module")
def before(cast: SimpleNamespace, ids: object) -> dict[str, list[tuple[object, ...]]]:
    """All rows of Nordlys before anybody tries anything. Sealed: any owner's check seals all."""
    seal_everything()
    return rows_of(cast)


@pytest.mark.parametrize("address", ALL, ids=IDS)
def test_eve_sees_nothing_of_nordlys(
    address: Address, eve: Client, words: list[str], valid: dict[str, object], ids: list[int]
) -> None:
    for url in urls_of(address, valid, ids):
        response = eve.get(url)
        told = seen_in(response, words)
        assert not told or (address.name == LEADS_TO_ITS_SIGN_IN and told == ["nordlys.example"]), url
        if "int" in {kind for kind, _name in address.parameters}:
            assert response.status_code in {404, 405}, f"{url} answers {response.status_code}"


@pytest.mark.parametrize("address", [a for a in ALL if not a.parameters], ids=lambda address: address.route)
def test_no_filter_shows_eve_anything_of_nordlys(
    address: Address, cast: SimpleNamespace, eve: Client, words: list[str]
) -> None:
    """Searching, narrowing, sorting, paging: with ids, words and days of Nordlys in every field that pages read."""
    known = (cast.cleo.id, cast.wind.id, cast.nordlys.id, 8000, 8050, 8100, 8200, 8700)
    for value in (*known, "Cleo", "Sønneholmen", "offshore", "role.granted", "2026-11", "-id"):
        asked = dict.fromkeys((*FIELDS, *FILTERS), str(value))
        response = eve.get(f"/{address.route}", asked)
        assert response.status_code < 500, (address.route, value)
        assert not [word for word in seen_in(response, words) if word not in str(value)], (address.route, value)


def test_every_file_that_eve_takes_along_is_her_own(cast: SimpleNamespace, eve: Client, words: list[str]) -> None:
    """Whatever is offered as a download, by GET or by POST, with every filter set to something of Nordlys."""
    files = set()
    for address in [address for address in ALL if not address.parameters]:
        for method in ("get", "post"):
            data = dict.fromkeys((*FIELDS, *FILTERS), str(cast.cleo.id))
            for sent in ({}, data):
                response = getattr(eve, method)(f"/{address.route}", sent)
                if "attachment" in response.headers.get("Content-Disposition", ""):
                    files.add(address.name)
                    assert not seen_in(response, words), (method, address.route)
    assert {"people:export", "dashboard:analysis_table"} <= files


@pytest.mark.parametrize("address", ALL, ids=IDS)
def test_eve_changes_nothing_of_nordlys(
    address: Address,
    cast: SimpleNamespace,
    before: dict[str, object],
    eve: Client,
    words: list[str],
    valid: dict[str, object],
    ids: list[int],
) -> None:
    written = rows_written()
    attack = {**OTHER_FIELDS, **{field: [str(i) for i in ids] for field in FIELDS}}
    single = {**OTHER_FIELDS, **dict.fromkeys(FIELDS, "8100")}
    for url in urls_of(address, valid, ids):
        for data in (attack, single):
            response = eve.post(url, data)
            sent = (url, *OTHER_FIELDS.values())
            assert not [word for word in seen_in(response, words) if not any(word in part for part in sent)], url
            assert response.status_code < 500, url
    if rows_written() != written:
        assert rows_of(cast) == before


@pytest.mark.parametrize("address", ALL, ids=IDS)
def test_without_a_session_there_is_the_sign_in_or_an_open_page(
    address: Address, words: list[str], valid: dict[str, object], ids: list[int]
) -> None:
    for url in urls_of(address, valid, ids):
        for response in (Client().get(url), Client().post(url, OTHER_FIELDS)):
            sent = (url, *OTHER_FIELDS.values())
            assert not [word for word in seen_in(response, words) if not any(word in part for part in sent)], url
            if address.gate != "open" and response.status_code != 405:
                assert response.status_code == 302, url
                assert response.headers["Location"].startswith("/sign-in/"), url


def _expected(gate: str, rights: frozenset[str], scope: str) -> set[int]:
    """What GET may answer; 404 and 405 are always possible (no such object; POST only), 410 for links that are over."""
    shown = {200, 302, 303, 404, 405}
    if gate == "open":
        return {*shown, 410}
    if gate == "reader" or (gate == "employee" and scope == "employee"):
        return shown
    if gate == "employee":
        return {403, 405}
    if gate not in rights:
        return {404, 405}
    return shown if scope == "employee" else {403, 405}


@pytest.mark.parametrize("name", ["cleo", "bo", "ana", "lea", "ada"])
@pytest.mark.parametrize("scope", ["employee", "suggest"])
def test_each_role_comes_as_far_as_its_rights(
    name: str, scope: str, cast: SimpleNamespace, history: SimpleNamespace, let_in: object
) -> None:
    person = getattr(cast, name)
    rights = roles.rights_of([grant.role for grant in person.grants.all()])
    values = {
        "int": [history.stories[0].id],
        "str": ["linkedin"],
        "slug": ["offshore"],
        "path": ["x"],
        "re": ["pictures/x.jpg"],
    }
    for address in ALL:
        for url in address.urls(values):
            status = let_in(person, scope).get(url).status_code
            assert status in _expected(address.gate, rights, scope), f"{url} answers {status} to {name} ({scope})"
