"""Reading and writing tables as spreadsheets and HR systems exchange them (CSV). Pure.

Read: UTF-8 with and without a byte order mark, UTF-16, windows-1252, also UTF-8 with a few foreign bytes in it;
separated by semicolon, comma, tab or bar. Written: UTF-8, no cell that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Larger files are refused before they are read (security.md T-22).
MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 50_000
_DELIMITERS = ";,\t|"
#: Signs with which a spreadsheet begins to calculate, and their full-width twins (security.md T-21).
_RISKY = re.compile("'*[=+\\-@\t\r\0＝＋－＠]")
#: Bytes that texts hardly ever hold.
_CONTROLS = frozenset(range(32)) - set(b"\t\n\r\f\v")

csv.field_size_limit(MAX_BYTES)


class TableError(Exception):
    """No table we can read. ``kind`` says why: empty, too_large, too_many_rows, workbook, no_text, quotes."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the number that a spreadsheet shows beside it (blank rows count, the first is 1)."""

    number: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """True when no cell holds anything but space."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows, and how it was written."""

    rows: tuple[Row, ...]
    encoding: str
    delimiter: str


def read_table(data: bytes) -> Table:
    """The table in a file's bytes. Raises TableError when there is none."""
    if len(data) > MAX_BYTES:
        raise TableError("too_large")
    if data[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        raise TableError("workbook")
    text, encoding = decode(data)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise TableError("empty")
    first, _, rest = text.partition("\n")
    delimiter = _delimiter(text)
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text, skipped = first.strip()[4], rest, 1
    rows: list[Row] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1 + skipped):
            if number > MAX_ROWS:
                raise TableError("too_many_rows")
            rows.append(Row(number, tuple(cells)))
    except csv.Error as error:
        raise TableError("quotes") from error
    return Table(tuple(rows), encoding, delimiter)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of the encoding it was most likely written in.

    Raises TableError (no_text) for pictures, programs and the like.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name
    silent = data[:2000].count(0)
    if silent > len(data[:2000]) // 4:
        name = "utf-16-le" if data[1:2000:2].count(0) >= data[0:2000:2].count(0) else "utf-16-be"
        text = data.decode(name, errors="replace")
        if text.count("\0") > len(text) // 100:
            raise TableError("no_text")
        return text, name
    if sum(byte in _CONTROLS for byte in data[:2000]) > len(data[:2000]) // 20:
        raise TableError("no_text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_by_line(data)


def _decode_by_line(data: bytes) -> tuple[str, str]:
    """windows-1252, unless most lines with letters beyond ASCII are UTF-8: then only the others are."""
    lines = data.split(b"\n")
    spoken = [line for line in lines if not line.isascii()]
    modern = {line for line in spoken if _is_utf8(line)}
    if len(modern) * 2 <= len(spoken):
        return data.decode("cp1252", errors="replace"), "cp1252"
    texts = (line.decode("utf-8" if line in modern else "cp1252", errors="replace") for line in lines)
    return "\n".join(texts), "utf-8"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str) -> str:
    """The separator that splits most of the first lines into the same number of at least two cells."""
    sample = [line for line in text.splitlines()[:60] if line.strip()][:40]

    def fitness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(cells) for cells in csv.reader(sample, delimiter=delimiter) if cells)
        width, lines = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        return (lines if width > 1 else 0, width)

    return max(_DELIMITERS, key=fitness)


def guarded(value: object) -> str:
    """A cell that no spreadsheet runs as a formula: a leading apostrophe where the text begins like one."""
    text = "" if value is None else str(value)
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that ``guarded`` put there, so that a round trip changes nothing."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell


def write_table(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV: every cell in quotes and guarded, separated by commas."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return sheet.getvalue()
