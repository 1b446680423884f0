from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from stemme.people import uploads
from stemme.people.models import Person
from stemme.people.tests.files import NOVEMBER, OCTOBER, expected

NEW = "nummer;Ansattnr;Navn;E-post;Avdeling;Fødselsnr\n;9;Nora Ny;nora@nordlys.example;Grid;01019012345\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    return tmp_path / "imports"


@pytest.fixture
def lead(cast: SimpleNamespace, let_in: object) -> Client:
    client: Client = let_in(cast.lea)  # type: ignore[operator]
    return client


def send(client: Client, content: bytes | str, name: str = "people.csv") -> object:
    data = content.encode() if isinstance(content, str) else content
    return client.post("/people/import/", {"file": SimpleUploadedFile(name, data, content_type="text/csv")})


def everybody(*more: str) -> str:
    rows = [f"{p.external_id};{p.name};{p.email}" for p in Person.objects.filter(organisation__slug="nordlys")]
    return "\n".join(("Ansattnr;Navn;E-post", *rows, *more)) + "\n"


def test_three_steps(cast: SimpleNamespace, lead: Client, folder: Path) -> None:
    answer = send(lead, everybody("9;Nora Ny;nora@nordlys.example"), name="liste.csv")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/people/import/columns/")  # type: ignore[attr-defined]
    page = lead.get("/people/import/columns/").content.decode()
    assert "liste.csv" in page
    assert '<option value="email" selected>' in page
    answer = lead.post(
        "/people/import/columns/", {"column-0": "external_id", "column-1": "full_name", "column-2": "email"}
    )
    assert answer.headers["Location"] == "/people/import/check/"
    page = lead.get("/people/import/check/")
    assert len(page.context["plan"].joiners) == 1
    assert not Person.objects.filter(email="nora@nordlys.example").exists()
    assert lead.post("/people/import/check/").headers["Location"] == "/people/"
    assert Person.objects.get(email="nora@nordlys.example").organisation_id == cast.nordlys.id
    assert not list(folder.iterdir())
    # Pressing twice: the file is gone, nothing happens twice.
    assert lead.post("/people/import/check/").headers["Location"] == "/people/import/"


def test_the_mapping_can_be_changed_and_must_make_sense(cast: SimpleNamespace, lead: Client) -> None:
    send(lead, "Hva;Hvem;Hvor\nnora@nordlys.example;Nora Ny;Oslo\n")
    wrong = lead.post("/people/import/columns/", {"column-0": "title", "column-1": "full_name"})
    assert wrong.status_code == 422
    assert "No column is “E-mail” yet" in wrong.content.decode()
    wrong = lead.post("/people/import/columns/", {"column-0": "email", "column-1": "place", "column-2": "place"})
    assert "More than one column is “Place of work”" in wrong.content.decode()
    assert lead.get("/people/import/check/").headers["Location"] == "/people/import/columns/"
    right = {"column-0": "email", "column-1": "full_name", "column-2": "place", "column-9": "title"}
    assert lead.post("/people/import/columns/", right).status_code == 303
    assert lead.get("/people/import/check/").context["plan"].joiners[0].place == "Oslo"


def test_national_numbers_are_neither_shown_nor_choosable(lead: Client) -> None:
    send(lead, NEW)
    page = lead.get("/people/import/columns/").content.decode()
    assert "01019012345" not in page
    assert "never stored" in page
    assert 'name="column-5"' not in page
    lead.post("/people/import/columns/", {"column-5": "title"})
    page = lead.get("/people/import/check/")
    assert page.context["plan"].joiners[0].title is None
    assert "01019012345" not in page.content.decode()


def test_rows_that_cannot_be_used_and_too_many_leavers_are_confirmed(cast: SimpleNamespace, lead: Client) -> None:
    send(lead, OCTOBER.read_bytes())
    page = lead.get("/people/import/check/").content.decode()
    assert "10 rows cannot be used" in page
    assert "&lt;med.navn@fjordlys.example&gt;" in page
    leavers = 5  # all of the cast but the only owner
    for answer in ({}, {"skip": "on"}, {"leavers": str(leavers)}, {"skip": "on", "leavers": "4"}):
        refused = lead.post("/people/import/check/", answer)
        assert refused.status_code == 422
        assert 'role="alert"' in refused.content.decode()
        assert Person.objects.filter(organisation=cast.nordlys).count() == 6
    assert lead.post("/people/import/check/", {"skip": "on", "leavers": str(leavers)}).status_code == 303
    assert Person.objects.filter(organisation=cast.nordlys, deactivated_at=None).count() == 308
    # Lea has left with the others, and her visit with her.
    assert lead.get("/people/").headers["Location"].startswith("/sign-in/")


def test_a_second_delivery_by_hand(cast: SimpleNamespace, let_in: object) -> None:
    owner = let_in(cast.ada)  # type: ignore[operator]
    send(owner, OCTOBER.read_bytes())
    owner.post("/people/import/check/", {"skip": "on", "leavers": "5"})
    send(owner, NOVEMBER.read_bytes())
    page = owner.get("/people/import/check/")
    assert (len(page.context["plan"].joiners), len(page.context["plan"].leavers)) == (15, 12)
    assert owner.post("/people/import/check/", {"skip": "on"}).status_code == 303


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rest", "Save it there as CSV"),
        (b"", "This file is empty"),
        (b"\n\n ", "There is nothing in this file"),
        (b"\x00\x01\x02\x03" * 100, "This is no text file"),
    ],
)
def test_a_wrong_file_is_said_beside_the_field(lead: Client, folder: Path, content: bytes, words: str) -> None:
    answer = send(lead, content)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert words in answer.content.decode()  # type: ignore[attr-defined]
    assert not folder.exists() or not list(folder.iterdir())


def test_no_file_is_said_beside_the_field(lead: Client) -> None:
    answer = lead.post("/people/import/")
    assert answer.status_code == 422
    assert "Choose a file first" in answer.content.decode()


def test_the_file_belongs_to_the_visit_that_sent_it(cast: SimpleNamespace, lead: Client, let_in: object) -> None:
    send(lead, NEW)
    for other in (let_in(cast.ada), let_in(cast.eve)):  # type: ignore[operator]
        assert other.get("/people/import/columns/").headers["Location"] == "/people/import/"
    assert lead.get("/people/import/columns/").status_code == 200


def test_the_file_is_readable_by_us_alone_and_gone_after_an_hour(lead: Client, folder: Path) -> None:
    send(lead, NEW)
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    long_ago = timezone.now().timestamp() - 3700
    os.utime(file, (long_ago, long_ago))
    assert uploads.sweep(now=timezone.now()) == 1
    assert lead.get("/people/import/columns/").headers["Location"] == "/people/import/"


def test_an_hour_old_file_is_not_imported_even_before_the_sweep(lead: Client) -> None:
    send(lead, NEW)
    session = lead.session
    kept = timezone.now() - dt.timedelta(hours=1, seconds=1)
    session["import"] = {**session["import"], "kept": kept.isoformat()}
    session.save()
    assert lead.post("/people/import/check/").headers["Location"] == "/people/import/"


def test_stopping_deletes_the_file(lead: Client, folder: Path) -> None:
    send(lead, NEW)
    assert lead.post("/people/import/cancel/").status_code == 303
    assert not list(folder.iterdir())


def test_a_change_meanwhile_stops_the_import(
    cast: SimpleNamespace, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stemme.people.views import importing

    send(lead, everybody("9;Nora Ny;nora@nordlys.example"))
    real = importing.plan_import

    def slow(*args: object, **options: object) -> object:
        planned = real(*args, **options)  # type: ignore[arg-type]
        Person.objects.filter(id=cast.dan.id).update(title="Chief")
        return planned

    monkeypatch.setattr(importing, "plan_import", slow)
    assert lead.post("/people/import/check/").headers["Location"] == "/people/import/check/"
    assert not Person.objects.filter(email="nora@nordlys.example").exists()


def _second(cast: SimpleNamespace, let_in: object) -> Client:
    """The owner of the other organisation, after October's file, in front of what November's would change."""
    eve: Client = let_in(cast.eve)  # type: ignore[operator]
    send(eve, OCTOBER.read_bytes())
    eve.post("/people/import/columns/")
    eve.post("/people/import/check/", {"skip": "on", "missing": "keep"})
    send(eve, NOVEMBER.read_bytes(), name="november.csv")
    eve.post("/people/import/columns/")
    return eve


def test_the_second_delivery_is_shown_field_by_field(cast: SimpleNamespace, let_in: object) -> None:
    """Against what was put into the two files (ansatte-expected.json)."""
    eve = _second(cast, let_in)
    truth = expected()["changes"]
    page = eve.get("/people/import/check/")
    plan, text = page.context["plan"], page.content.decode()
    assert {person.email for person in plan.joiners} == set(truth["joiners"])
    assert {person.email for person in plan.leavers} == set(truth["leavers"])
    told = {
        (name, before, after) for change, fields in [*page.context["movers"], *page.context["changed"]]
        for name, before, after in fields
    }  # fmt: skip
    assert {("Team", before, after) for _email, before, after in truth["movers"]} <= told
    assert {("E-mail", before, after) for _number, before, after in truth["changed_address"]} <= told
    assert text.count("<del>") == sum(len(change.fields) for change in plan.changes)
    # Looking at it changed nothing.
    assert not Person.objects.filter(email=truth["joiners"][0], deactivated_at=None, external_id="").exists()
    assert Person.objects.filter(email__in=truth["leavers"], deactivated_at=None).count() == len(truth["leavers"])


def test_those_who_are_missing_can_stay(cast: SimpleNamespace, let_in: object) -> None:
    eve = _second(cast, let_in)
    truth = expected()["changes"]
    # A newcomer in the file has got the address of somebody who shall stay: one row more that cannot be used.
    said = eve.post("/people/import/check/", {"missing": "keep"})
    assert said.status_code == 422
    assert said.context["keep"]
    shared = set(truth["joiners"]) & set(truth["leavers"])
    assert {finding.shown for finding in said.context["plan"].conflicts} == shared
    assert eve.post("/people/import/check/", {"missing": "keep", "skip": "on"}).headers["Location"] == "/people/"
    assert Person.objects.filter(email__in=truth["leavers"], deactivated_at=None).count() == len(truth["leavers"])
    newcomers = set(truth["joiners"]) - shared
    assert Person.objects.filter(email__in=newcomers, deactivated_at=None).count() == len(newcomers)


def test_those_who_are_missing_leave_unless_somebody_says_otherwise(cast: SimpleNamespace, let_in: object) -> None:
    eve = _second(cast, let_in)
    truth = expected()["changes"]
    assert eve.post("/people/import/check/", {"skip": "on"}).headers["Location"] == "/people/"
    gone = Person.objects.filter(organisation=cast.other, deactivated_at__isnull=False)
    assert {person.email for person in gone} == set(truth["leavers"])


def test_half_a_file_needs_no_number_when_nobody_leaves(cast: SimpleNamespace, lead: Client) -> None:
    """Nothing is lost on the way: the file and what was chosen stay when a confirmation is missing."""
    send(lead, f"Navn;E-post\n{cast.lea.name};{cast.lea.email}\nNora Ny;nora@nordlys.example\n")
    lead.post("/people/import/columns/")
    page = lead.post("/people/import/check/", {"missing": "leave"})
    assert page.status_code == 422
    assert "leavers" in page.context["errors"]
    assert lead.post("/people/import/check/", {"missing": "keep"}).headers["Location"] == "/people/"
    assert Person.objects.filter(organisation=cast.nordlys, deactivated_at=None).count() == 7
