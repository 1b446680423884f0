from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.tables import MAX_ROWS, TableError, guarded, read_table, unguarded, write_table

WORDS = "Ansattnr;Navn;Sted\r\n1;Åse Bjørkås;Tromsø\r\n2;Jörg Süß;Köln\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode("utf-8"), "utf-8"),
        (WORDS.encode("utf-8-sig"), "utf-8-sig"),
        (WORDS.encode("cp1252"), "cp1252"),
        (WORDS.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16"),
        (WORDS.encode("utf-16-le"), "utf-16-le"),
        (WORDS.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_encoding_is_found(data: bytes, encoding: str) -> None:
    table = read_table(data)
    assert table.encoding == encoding
    assert [row.cells for row in table.rows] == [
        ("Ansattnr", "Navn", "Sted"),
        ("1", "Åse Bjørkås", "Tromsø"),
        ("2", "Jörg Süß", "Köln"),
    ]


def test_a_few_foreign_bytes_in_utf8_do_not_spoil_the_rest() -> None:
    data = "Navn;Sted\nÅse;Tromsø\nBjørn;Bodø\n".encode() + "Jörg;Köln\n".encode("cp1252")
    assert [row.cells for row in read_table(data).rows][1:] == [("Åse", "Tromsø"), ("Bjørn", "Bodø"), ("Jörg", "Köln")]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_the_separator_is_found(mark: str) -> None:
    table = read_table(mark.join("abc").encode() + b"\n" + mark.join(("1", "x y", "3")).encode())
    assert table.delimiter == mark
    assert table.rows[1].cells == ("1", "x y", "3")


def test_commas_inside_cells_do_not_mislead() -> None:
    table = read_table("Navn;Sted\nBjørkås, Åse;Oslo\nDahl, Dan;Bergen\n".encode())
    assert table.delimiter == ";"


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    table = read_table(b'sep=;\na;b\n\n"two\nlines";x\nlast;row\n')
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("a", "b")),
        (3, ()),
        (4, ("two\nlines", "x")),
        (5, ("last", "row")),
    ]
    assert table.rows[1].blank


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04whatever", "workbook"),
        (b"\xd0\xcf\x11\xe0old", "workbook"),
        (bytes(range(256)) * 20 + b"\0" * 4000, "no_text"),
        (b"a;b\n" * (MAX_ROWS + 1), "too_many_rows"),
        (b"x" * (10 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_what_is_no_table_says_why(data: bytes, kind: str) -> None:
    with pytest.raises(TableError) as error:
        read_table(data)
    assert error.value.kind == kind


def test_nul_and_a_cell_of_a_megabyte_are_read() -> None:
    table = read_table(b"a;b\nx\0y;" + b"z" * 1_000_000 + b"\n")
    assert table.rows[1].cells[0] == "x\0y"
    assert len(table.rows[1].cells[1]) == 1_000_000


@pytest.mark.parametrize("text", ["=1+1", "+47 22", "-5", "@cmd", "\tx", "\rx", "\0x", "＝1", "＋1", "－1", "＠x"])
def test_no_exported_cell_begins_like_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


def test_names_with_an_apostrophe_stay() -> None:
    assert guarded("O'Brannagh") == unguarded("O'Brannagh") == "O'Brannagh"
    assert unguarded("'s-Gravenhage") == "'s-Gravenhage"


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), min_size=1, max_size=6))
def test_a_round_trip_changes_nothing(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(write_table(rows), newline="")))
    assert [[unguarded(cell) for cell in row] for row in read] == rows


@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_reason(data: bytes) -> None:
    try:
        table = read_table(data)
    except TableError as error:
        assert error.kind in {"empty", "workbook", "no_text", "quotes"}
    else:
        assert table.rows
