from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.tables import Row
from stemme.people.columns import recognise
from stemme.people.roster import read_roster, split_name
from stemme.people.tests.files import NOVEMBER, OCTOBER, expected, roster_of, table_of
from stemme.people.wording import sentence

#: The words of ansatte-expected.json for what is wrong, and ours.
KINDS = {
    "no address": "address_missing",
    "no @": "address_no_at",
    "two addresses": "address_several",
    "space inside": "address_space",
    "name and address": "address_with_name",
    "placeholder": "address_placeholder",
    "no name": "no_name",
    "two @": "address_several_at",
    "too few columns": "too_few_columns",
    "too many columns": "too_many_columns",
}
HEADER = ("Ansattnr", "Navn", "E-post", "Avdeling")


def read(*rows: tuple[str, ...]):
    table = [Row(1, HEADER), *(Row(number, cells) for number, cells in enumerate(rows, 2))]
    return read_roster(table, recognise(table))


@pytest.mark.parametrize(("path", "key", "encoding"), [(OCTOBER, "first", "cp1252"), (NOVEMBER, "second", "utf-8-sig")])
def test_the_file_holds_what_was_put_in(path: Path, key: str, encoding: str) -> None:
    truth, roster = expected()[key], roster_of(path)
    assert table_of(path).encoding == encoding
    assert len(roster.entries) == truth["ordinary_people"] + len(truth["unusual_but_usable"])
    assert Counter(f.kind for f in roster.problems) == Counter(KINDS[words] for words in truth["invalid_rows"])
    repeated = {f.shown: f.kind for f in roster.remarks if f.kind.startswith("repeated")}
    assert repeated == {
        address: "repeated" if how == "identical" else "repeated_differently"
        for address, how in truth["repeated_addresses"]
    }
    assert any(f.kind == "total_line" for f in roster.remarks) == truth["total_line"]


def test_oddities_of_the_first_file() -> None:
    roster = roster_of(OCTOBER)
    by_number = {entry.external_id: entry for entry in roster.entries}
    assert by_number["900001"].email == "jørn.ærlighaug@fjordlys.example"
    assert by_number["900002"].email == "sean.o'brannagh+jobb@fjordlys.example"
    assert by_number["900003"].given_name == "=1+1"
    assert (by_number["900004"].family_name, by_number["900004"].title) == ("-5 Grader", "@twitteransvarlig")
    assert by_number["900005"].title == "Selger og lagerarbeider"
    assert by_number["900006"].given_name == "<b>Fet</b>"
    assert by_number["100261"].family_name == "Brækkemo"
    assert by_number["100016"].email == "kjeld.baekgardlund@fjordlys.example"
    assert by_number["100016"].team == ("Juridisk",)
    # Of two rows for one person the first counts.
    assert by_number["100500"].title == "Key Account Manager"
    assert all(entry.email == entry.email.lower() for entry in roster.entries)
    # The address was given for one row only, so it is the row a spreadsheet shows.
    assert {f.row: f.kind for f in roster.problems}[277] == "address_several"


def test_every_finding_has_a_sentence() -> None:
    for path in (OCTOBER, NOVEMBER):
        roster = roster_of(path)
        for finding in (*roster.problems, *roster.remarks):
            assert "%" not in sentence(finding)
            assert finding.shown.partition("/")[0] in sentence(finding)


def test_languages_are_understood_as_people_write_them() -> None:
    roster = roster_of(OCTOBER)
    assert {entry.language for entry in roster.entries} == {"nb", "sv", "da", "de", None}
    assert roster.unclear_languages == 15


def test_two_numbers_for_one_address_are_a_problem_of_the_second_row() -> None:
    roster = read(("1", "Ada Owe", "a@x.no", "Salg"), ("2", "Bo Berg", "A@x.no", "Salg"))
    assert [(f.row, f.kind, f.other_row) for f in roster.problems] == [(3, "address_twice", 2)]


def test_two_addresses_for_one_number_are_a_problem_of_the_second_row() -> None:
    roster = read(("1", "Ada Owe", "a@x.no", "Salg"), ("1", "Bo Berg", "b@x.no", "Salg"))
    assert [(f.row, f.kind) for f in roster.problems] == [(3, "number_twice")]
    assert roster.unreadable.addresses == {"b@x.no"}


def test_a_national_number_is_refused_and_never_shown() -> None:
    rows = [(str(number), "Ada Owe", f"a{number}@x.no", "Salg") for number in range(20)]
    roster = read(*rows, ("01019012345", "Bo Berg", "b@x.no", "Salg"))
    assert [f.kind for f in roster.problems] == ["identity_number"]
    assert "0101" not in sentence(roster.problems[0])


def test_unreadable_letters_and_endless_cells_are_problems() -> None:
    roster = read(("1", "Ad\ufffd Owe", "a@x.no", "Salg"), ("2", "Bo " + "o" * 300, "b@x.no", "Salg"))
    assert [f.kind for f in roster.problems] == ["unreadable_letters", "too_long"]


def test_cells_that_stemme_exported_come_back_as_they_were() -> None:
    roster = read(("1", "'=1+1 Formel", "a@x.no", "'-Salg"))
    assert roster.entries[0].given_name == "=1+1"
    assert roster.entries[0].team == ("-Salg",)


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Ingrid Solheim", ("Ingrid", "Solheim")),
        ("Solheim, Ingrid Marie", ("Ingrid Marie", "Solheim")),
        ("Heike von der Heidebrück", ("Heike", "von der Heidebrück")),
        ("Bjørn Åge Bjørkås", ("Bjørn Åge", "Bjørkås")),
        ("Madonna", ("Madonna", "")),
        ("", ("", "")),
    ],
)
def test_full_names_are_split(full: str, parts: tuple[str, str]) -> None:
    assert split_name(full) == parts


@given(st.lists(st.lists(st.text(max_size=20), max_size=6).map(tuple), max_size=8))
def test_every_row_is_a_person_a_problem_or_a_remark(rows: list[tuple[str, ...]]) -> None:
    roster = read(*rows)
    told = {e.row for e in roster.entries} | {f.row for f in (*roster.problems, *roster.remarks)}
    filled = {number for number, cells in enumerate(rows, 2) if any(cell.strip() for cell in cells)}
    header_moved = min(told, default=2) > 2
    assert told <= filled
    assert header_moved or told == filled or recognise([Row(1, HEADER)]).header == 1
    assert len({entry.email for entry in roster.entries}) == len(roster.entries)
