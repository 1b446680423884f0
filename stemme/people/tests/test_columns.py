from __future__ import annotations

import pytest

from stemme.kit.tables import Row
from stemme.people import columns
from stemme.people.columns import Layout, is_identity_number, override, recognise


def layout(*headings: str, below: tuple[tuple[str, ...], ...] = ()) -> Layout:
    return recognise([Row(1, headings), *(Row(n, cells) for n, cells in enumerate(below, 2))])


@pytest.mark.parametrize(
    "headings",
    [
        ("Ansattnr", "Fornavn", "Etternavn", "E-post", "Avdeling", "Stilling", "Sted", "Språk"),
        ("Medarbejdernr.", "Fornavn", "Efternavn", "E-mail", "Afdeling", "Titel", "Arbejdssted", "Sprog"),
        ("Anställningsnr", "Förnamn", "Efternamn", "E-postadress", "Avdelning", "Befattning", "Ort", "Språk"),
        (
            "Personalnummer",
            "Vorname",
            "Nachname",
            "E-Mail-Adresse",
            "Abteilung",
            "Stellenbezeichnung",
            "Standort",
            "Sprache",
        ),
        (
            "Employee ID",
            "First name",
            "Last Name",
            "Work e-mail",
            "Department",
            "Job title",
            "Location",
            "Preferred language",
        ),
    ],
)
def test_five_languages_are_recognised(headings: tuple[str, ...]) -> None:
    found = [column.becomes for column in layout(*headings).columns]
    assert found == [
        columns.EXTERNAL_ID, columns.GIVEN_NAME, columns.FAMILY_NAME, columns.EMAIL, columns.DIVISION, columns.TITLE,
        columns.PLACE, columns.LANGUAGE,
    ]  # fmt: skip


def test_the_widest_kind_of_department_is_the_division() -> None:
    found = {c.heading: c.becomes for c in layout("E-post", "Navn", "Gruppe", "Divisjon", "Avdeling").columns}
    assert found["Divisjon"] == columns.DIVISION
    assert found["Avdeling"] == columns.TEAM
    assert found["Gruppe"] == columns.IGNORED


@pytest.mark.parametrize(
    "heading",
    [
        "Fødselsnr", "Fødselsnummer", "Fødselsdato", "Personnummer", "CPR", "CPR-nr.", "Geburtsdatum", "Steuer-ID",
        "Sozialversicherungsnummer", "Kjønn", "Kön", "Geschlecht", "Lønn", "Lön", "Månedslønn", "Årslön", "Lønnstrinn",
        "Gehalt", "Salary", "IBAN",
        "Kontonummer", "Religion", "Staatsangehörigkeit", "Privat e-post", "Hjemmeadresse", "Mobil", "Date of birth",
        "Fagforening", "Password",
    ],
)  # fmt: skip
def test_what_nobody_needs_is_never_stored(heading: str) -> None:
    found = layout("Navn", "E-post", heading)
    assert found.columns[2].becomes == columns.NEVER
    assert override(found, {2: columns.TITLE}).columns[2].becomes == columns.NEVER


def test_an_employee_number_of_the_pay_office_is_no_salary() -> None:
    assert layout("Navn", "E-post", "Lønnsnr").columns[2].becomes == columns.EXTERNAL_ID
    assert layout("Navn", "E-post", "Kolonne").columns[2].becomes == columns.IGNORED


@pytest.mark.parametrize("number", ["01019012345", "41019012345", "010190-1234", "900101-1234", "19900101-1234"])
def test_national_numbers_are_recognised_by_their_form(number: str) -> None:
    assert is_identity_number(number)


@pytest.mark.parametrize("number", ["100325", "99999999999", "E-77", "", "12345"])
def test_employee_numbers_are_not_taken_for_national_ones(number: str) -> None:
    assert not is_identity_number(number)


def test_national_numbers_under_an_innocent_heading_are_never_stored() -> None:
    found = layout("ID", "Navn", "E-post", below=(("01019012345", "A", "a@x.no"), ("02029012345", "B", "b@x.no")))
    assert found.columns[0].becomes == columns.NEVER


def test_lines_above_the_header_do_not_matter() -> None:
    rows = [Row(1, ("Rapport fra HR",)), Row(2, ()), Row(3, ("Navn", "E-post")), Row(4, ("Ada", "a@x.no"))]
    assert recognise(rows).header == 3


def test_what_is_missing_and_what_is_there_twice() -> None:
    found = layout("Kolonne A", "Kolonne B", "E-post")
    assert found.missing == (columns.GIVEN_NAME,)
    chosen = override(found, {0: columns.FULL_NAME, 1: columns.FULL_NAME})
    assert chosen.missing == ()
    assert chosen.doubled == (columns.FULL_NAME,)
    assert recognise([]).missing == (columns.EMAIL, columns.GIVEN_NAME)
