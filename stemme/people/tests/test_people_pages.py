from __future__ import annotations

import csv
import io
import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from stemme.journal import spans
from stemme.journal.models import Fact
from stemme.people.models import Person


@pytest.fixture
def lead(cast: SimpleNamespace, let_in: object) -> Client:
    client: Client = let_in(cast.lea)  # type: ignore[operator]
    return client


def many(cast: SimpleNamespace, number: int, **fields: object) -> list[Person]:
    return Person.objects.bulk_create(
        Person(
            organisation=cast.nordlys, team=cast.turbine, email=f"p{n}@nordlys.example", given_name=f"Person{n:03}",
            family_name="Prøve", place="Ålesund", **fields,
        )
        for n in range(number)
    )  # fmt: skip


def names(page: object) -> set[str]:
    return {row.name for row in page.context["page"].object_list}  # type: ignore[attr-defined]


def test_the_list_shows_who_may_take_part(cast: SimpleNamespace, lead: Client) -> None:
    page = lead.get("/people/")
    assert page.status_code == 200
    assert "Cleo Clausen" in names(page)
    assert "Turbine engineering, Offshore wind" in page.content.decode()
    assert "Eve Else" not in page.content.decode()


@pytest.mark.parametrize("path", ["/people/", "/people/import/", "/people/import/columns/", "/people/import/check/"])
def test_only_people_with_the_right_find_the_pages(cast: SimpleNamespace, let_in: object, path: str) -> None:
    for person in (cast.bo, cast.ana, cast.cleo):
        assert let_in(person).get(path).status_code == 404  # type: ignore[operator]
    assert let_in(cast.lea, scope="suggest").get(path).status_code == 403  # type: ignore[operator]
    assert Client().get(path).headers["Location"].startswith("/sign-in/?next=")


def test_a_no_is_invisible(cast: SimpleNamespace, lead: Client) -> None:
    people = many(cast, 9, invited_at=timezone.now())
    Person.objects.filter(id__in=[p.id for p in people[:7]]).update(declined_at=timezone.now())
    page = lead.get("/people/?q=Person")
    assert {row.state for row in page.context["page"].object_list} == {"invited"}
    # Seven are fewer than the group floor of eight: they count as invited.
    assert page.context["counts"].said_no is None
    assert page.context["counts"].invited == 9
    assert "Said no" not in page.content.decode()
    Person.objects.filter(id=people[7].id).update(declined_at=timezone.now())
    page = lead.get("/people/?state=no")
    assert page.context["counts"].said_no == 8
    assert page.context["counts"].invited == 1
    assert page.context["counts"].listed_as_invited == 9
    assert '?state=no"' not in page.content.decode()


def test_states_are_counted_once_each(cast: SimpleNamespace, lead: Client) -> None:
    now = timezone.now()
    people = many(cast, 12)
    for part, fields in (
        (people[:3], {"invited_at": now}),
        (people[3:6], {"invited_at": now, "joined_at": now, "paused_until": now.date().replace(year=now.year + 1)}),
        (people[6:8], {"joined_at": now, "bounced_at": now}),
        (people[8:9], {"deactivated_at": now}),
    ):
        Person.objects.filter(id__in=[person.id for person in part]).update(**fields)
    counts = lead.get("/people/").context["counts"]
    assert (counts.total, counts.active, counts.invited, counts.paused, counts.not_invited) == (17, 8, 3, 3, 3)
    assert counts.bounced == 2
    for state, number in (("active", 8), ("invited", 3), ("paused", 3), ("not_invited", 3), ("bounced", 2)):
        assert len(names(lead.get(f"/people/?state={state}"))) == number


@pytest.mark.parametrize("words", ["ålesund", "ÅLESUND", "turbine", "Offshore", "person001 prøve", "PERSON001"])
def test_search_by_name_team_and_place(cast: SimpleNamespace, lead: Client, words: str) -> None:
    many(cast, 3)
    assert "Person001 Prøve" in names(lead.get("/people/", {"q": words}))


def test_search_without_a_match_says_so(lead: Client) -> None:
    page = lead.get("/people/", {"q": "%_nobody"})
    assert not names(page)
    assert "Nobody fits" in page.content.decode()


def test_nothing_is_said_about_activity(cast: SimpleNamespace, lead: Client) -> None:
    text = lead.get("/people/").content.decode().lower()
    assert not re.search(r"last (seen|sign)|score(?!card)|inactive", text)


def test_the_export_can_be_imported_again_and_tells_nobodys_state(cast: SimpleNamespace, lead: Client) -> None:
    Person.objects.filter(id=cast.dan.id).update(title="=cmd|'/c calc'!A0", declined_at=timezone.now())
    answer = lead.post("/people/export/")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode(), newline="")))
    assert len(rows) == 7
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row if cell)
    assert "eve" not in answer.content.decode()
    assert {len(row) for row in rows} == {9}
    who = spans.written(Person.objects.filter(organisation=cast.nordlys).values_list("id", flat=True))
    assert Fact.objects.get(kind="people.exported").data == {"people": 6, "who": who}
    from stemme.kit.tables import read_table
    from stemme.people.columns import recognise
    from stemme.people.import_queries import plan_import

    table = read_table(answer.content)
    roster, plan = plan_import(cast.nordlys.id, table.rows, recognise(table.rows))
    assert not roster.problems
    assert plan.empty


def test_exports_are_few(lead: Client) -> None:
    assert [lead.post("/people/export/").status_code for _ in range(6)] == [200] * 5 + [429]


@pytest.mark.parametrize(
    ("path", "method"),
    [("/people/", "post"), ("/people/change/undo/", "get"), ("/people/import/cancel/", "get")],
)
def test_wrong_methods_are_refused(lead: Client, path: str, method: str) -> None:
    assert getattr(lead, method)(path).status_code == 405


def test_filters_and_orders(cast: SimpleNamespace, lead: Client) -> None:
    many(cast, 2, language="de")
    assert names(lead.get("/people/", {"team": cast.wind.id})) == {"Cleo Clausen", "Person000 Prøve", "Person001 Prøve"}
    assert names(lead.get("/people/", {"language": "da"})) == {"Dan Dahl"}
    assert names(lead.get("/people/", {"role": "lead"})) == {"Lea Lind"}
    assert names(lead.get("/people/", {"role": "any", "team": cast.grid.id, "q": "A"})) >= {"Ada Owe", "Ana Alm"}
    page = lead.get("/people/", {"language": "de", "state": "not_invited"})
    assert page.context["page"].paginator.count == 2
    # The chips count what is found; the bar above counts everybody.
    assert {state["number"] for state in page.context["states"]} == {2}
    assert page.context["counts"].total == 8
    by_language = [row.language for row in lead.get("/people/?sort=language").context["page"].object_list]
    assert by_language == sorted(by_language)
    for nonsense in ({"team": "9" * 30}, {"team": "-1"}, {"role": "king"}, {"sort": "-score"}, {"state": "declined"}):
        assert len(names(lead.get("/people/", nonsense))) == 8


def test_parts_of_the_list_do_not_tell_who_said_no(cast: SimpleNamespace, lead: Client) -> None:
    people = many(cast, 9, invited_at=timezone.now(), declined_at=timezone.now())
    assert lead.get("/people/").context["counts"].said_no == 9
    Person.objects.filter(id=people[0].id).update(language="sv")
    page = lead.get("/people/?language=en")
    assert [state["number"] for state in page.context["states"] if "invited" in str(state["query"])] == [8]
    assert page.context["counts"].said_no == 9


def test_the_number_of_queries_does_not_grow(
    cast: SimpleNamespace, lead: Client, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    lead.get("/people/")  # The first page of a visit also notes whose browser it is.
    with CaptureQueriesContext(connection) as few:
        lead.get("/people/")
    many(cast, 60)
    with CaptureQueriesContext(connection) as lots:
        lead.get("/people/?page=2")
    assert len(lots) == len(few) <= 11
    with CaptureQueriesContext(connection) as narrowed:
        lead.get(
            "/people/", {"q": "Person", "team": cast.wind.id, "language": "en", "sort": "team", "state": "not_invited"}
        )
    # Besides: the names of the teams, and how many are found in each state.
    assert len(narrowed) == len(few) + 2


def test_htmx_gets_the_list_alone(lead: Client) -> None:
    part = lead.get("/people/", headers={"hx-request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "<html" not in part


@pytest.mark.parametrize("language", ["en", "nb", "da", "sv", "de"])
def test_every_language_has_the_page(lead: Client, language: str) -> None:
    page = lead.get(f"/people/?lang={language}")
    assert page.headers["Content-Language"] == language
    assert (language == "en") == ("Who may take part, and in which language" in page.content.decode())


def test_language_and_look_are_chosen(cast: SimpleNamespace, let_in: object) -> None:
    client = let_in(cast.dan, scope="suggest")  # type: ignore[operator]
    assert client.post("/me/", {"language": "sv", "theme": "dark"}).status_code == 303
    person = Person.objects.get(id=cast.dan.id)
    assert (person.language, person.theme) == ("sv", "dark")
    assert person.language_chosen_at
    page = client.get("/me/").content.decode()
    assert '<html lang="sv" data-theme="dark">' in page
    assert client.post("/me/", {"language": "xx"}).status_code == 422
    # A look alone is no choice of a language.
    let_in(cast.cleo).post("/me/", {"language": "nb", "theme": ""})  # type: ignore[operator]
    assert Person.objects.get(id=cast.cleo.id).language_chosen_at is None
