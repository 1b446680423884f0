"""From the rows of an HR export to people, or to words about what is wrong with a row. Pure.

Nothing is guessed in silence: a row becomes a person, a problem (the row cannot be used) or carries a remark
(it can, but look here). The sentences are in wording.py; here are their kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from stemme.kit.languages import language_code
from stemme.kit.lines import one_line
from stemme.kit.tables import Row, unguarded
from stemme.people import columns
from stemme.people.columns import Layout
from stemme.people.mail_address import AddressError, addresses_in, normal_address

#: Longest texts that are stored; longer ones are a problem, not cut in silence.
LIMITS: dict[str, int] = {
    columns.EXTERNAL_ID: 60, columns.GIVEN_NAME: 120, columns.FAMILY_NAME: 120, columns.FULL_NAME: 240,
    columns.DIVISION: 120, columns.TEAM: 120, columns.TITLE: 160, columns.PLACE: 120, columns.LANGUAGE: 60,
}  # fmt: skip
_TOTAL = re.compile(
    r"\s*(antall|antal|sum|total|totalt|totale|i alt|ialt|alt|gesamt|gesamtzahl|summe|anzahl|number of|count|rows?)\b",
    re.IGNORECASE,
)
_PARTICLE_WORDS = "von van der den de zu zum zur av af del della di da dos du la le ten ter"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_NAME_PLACEHOLDERS = frozenset(("?", "-", "--", "n/a", "#n/a", "null", "none", "mangler", "saknas", "fehlt", "ukjent"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as the file tells them. None: the file has no such column, so nothing is known."""

    row: int
    email: str
    given_name: str
    family_name: str
    external_id: str = ""
    team: tuple[str, ...] | None = None
    title: str | None = None
    place: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a row. ``kind`` chooses the sentence, ``heading`` the column, ``shown`` what is in the cell."""

    row: int
    kind: str
    heading: str = ""
    shown: str = ""
    other_row: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What can be made out in a row with a problem, so that its person is not taken for a leaver."""

    external_ids: frozenset[str]
    addresses: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Roster:
    """A file, read."""

    entries: tuple[Entry, ...]
    problems: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    unreadable: Unreadable
    unclear_languages: int = 0

    @property
    def rows(self) -> int:
        """Rows that speak of a person, readable or not."""
        return len(self.entries) + len(self.problems)


class _RowError(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.kind)
        self.finding = finding


def read_roster(rows: Sequence[Row], layout: Layout) -> Roster:
    """The people in the rows below the header, each address and each number once."""
    reader = _Reader(layout)
    entries: list[Entry] = []
    problems: list[Finding] = []
    broken: list[Row] = []
    for row in rows:
        if row.number <= layout.header or row.blank:
            continue
        if _is_total(row):
            reader.remarks.append(Finding(row.number, "total_line", shown=_shown(" ".join(row.cells))))
            continue
        try:
            entries.append(reader.entry(row))
        except _RowError as problem:
            problems.append(problem.finding)
            broken.append(row)
    kept, repeated_problems, remarks = _once_each(entries)
    in_question = {finding.row for finding in repeated_problems}
    broken += [row for row in rows if row.number in in_question]
    return Roster(
        entries=tuple(kept),
        problems=tuple(sorted([*problems, *repeated_problems], key=lambda finding: finding.row)),
        remarks=tuple(sorted([*reader.remarks, *remarks], key=lambda finding: finding.row)),
        unreadable=_made_out(broken, layout),
        unclear_languages=sum(finding.kind == "unclear_language" for finding in reader.remarks),
    )


class _Reader:
    """Reads one row after the other with a fixed layout."""

    def __init__(self, layout: Layout) -> None:
        self.width = len(layout.columns)
        self.place = {column.becomes: column.place for column in layout.columns if column.becomes in columns.FIELDS}
        self.heading = {column.becomes: column.heading for column in layout.columns}
        self.remarks: list[Finding] = []

    def entry(self, row: Row) -> Entry:
        """The person in the row. Raises _RowError with the first thing that is wrong."""
        if len(row.cells) < self.width:
            raise _RowError(Finding(row.number, "too_few_columns", shown=f"{len(row.cells)}/{self.width}"))
        if any(cell.strip() for cell in row.cells[self.width :]):
            raise _RowError(Finding(row.number, "too_many_columns", shown=f"{len(row.cells)}/{self.width}"))
        cells = {field: self._cell(row, field) for field in self.place}
        given, family = self._name(row, cells)
        return Entry(
            row=row.number,
            email=self._email(row),
            given_name=given,
            family_name=family,
            external_id=self._external_id(row, cells.get(columns.EXTERNAL_ID, "")),
            team=self._team(cells),
            title=cells.get(columns.TITLE),
            place=cells.get(columns.PLACE),
            language=self._language(row, cells.get(columns.LANGUAGE)),
        )

    def _cell(self, row: Row, field: str) -> str:
        raw = unguarded(row.cells[self.place[field]])
        if "\ufffd" in raw:
            raise _RowError(Finding(row.number, "unreadable_letters", self.heading[field], _shown(raw)))
        text = one_line(raw)
        if len(text) > LIMITS.get(field, 1000):
            raise _RowError(Finding(row.number, "too_long", self.heading[field], _shown(text)))
        return text

    def _email(self, row: Row) -> str:
        raw = unguarded(row.cells[self.place[columns.EMAIL]])
        try:
            return normal_address(one_line(raw))
        except AddressError as error:
            finding = Finding(row.number, f"address_{error.kind}", self.heading[columns.EMAIL], _shown(raw))
            raise _RowError(finding) from None

    def _name(self, row: Row, cells: dict[str, str]) -> tuple[str, str]:
        given, family = cells.get(columns.GIVEN_NAME, ""), cells.get(columns.FAMILY_NAME, "")
        if not given and not family:
            given, family = split_name(cells.get(columns.FULL_NAME, ""))
        if not given or given.lower() in _NAME_PLACEHOLDERS:
            given, family = family, ""
        if not given or given.lower() in _NAME_PLACEHOLDERS:
            heading = self.heading.get(columns.GIVEN_NAME) or self.heading.get(columns.FULL_NAME) or ""
            raise _RowError(Finding(row.number, "no_name", heading))
        if "?" in f"{given}{family}":
            self.remarks.append(Finding(row.number, "lost_letter", shown=_shown(f"{given} {family}")))
        return given, family

    def _external_id(self, row: Row, text: str) -> str:
        if columns.is_identity_number(text):
            # The number itself must not appear on a screen or in a log.
            raise _RowError(Finding(row.number, "identity_number", self.heading[columns.EXTERNAL_ID]))
        return text

    def _team(self, cells: dict[str, str]) -> tuple[str, ...] | None:
        names = [cells[field] for field in (columns.DIVISION, columns.TEAM) if field in cells]
        return tuple(name for name in names if name) if names else None

    def _language(self, row: Row, text: str | None) -> str | None:
        if not text:
            return None
        code = language_code(text)
        if code is None:
            heading = self.heading[columns.LANGUAGE]
            self.remarks.append(Finding(row.number, "unclear_language", heading, _shown(text)))
        return code


def split_name(full: str) -> tuple[str, str]:
    """Given and family name of ``Solheim, Ingrid`` or ``Ingrid von der Heide``; a single word is the given name."""
    before, comma, after = full.partition(",")
    if comma:
        return after.strip(), before.strip()
    words = full.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return (" ".join(words[:start]), " ".join(words[start:])) if start > 0 else (full.strip(), "")


def _is_total(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    if not _TOTAL.match(filled[0]) or "@" in "".join(filled):
        return False
    return len(filled) == 1 or (len(filled) == 2 and filled[1].strip().replace(" ", "").isdigit())


def _once_each(entries: Iterable[Entry]) -> tuple[list[Entry], list[Finding], list[Finding]]:
    """Each address and each number once: the first row counts.

    The same person again (same number or none, same address) is a remark: HR systems write a row for each post.
    Two numbers for one address, or two addresses for one number, are two people in conflict: a problem.
    """
    kept: list[Entry] = []
    by_email: dict[str, Entry] = {}
    by_number: dict[str, Entry] = {}
    problems: list[Finding] = []
    remarks: list[Finding] = []
    for entry in entries:
        same_email = by_email.get(entry.email)
        same_number = by_number.get(entry.external_id) if entry.external_id else None
        if same_email and same_email.external_id == entry.external_id:
            identical = replace(same_email, row=0) == replace(entry, row=0)
            kind = "repeated" if identical else "repeated_differently"
            remarks.append(Finding(entry.row, kind, shown=_shown(entry.email), other_row=same_email.row))
        elif same_email:
            problems.append(Finding(entry.row, "address_twice", shown=_shown(entry.email), other_row=same_email.row))
        elif same_number:
            finding = Finding(entry.row, "number_twice", shown=_shown(entry.external_id), other_row=same_number.row)
            problems.append(finding)
        else:
            kept.append(entry)
            by_email[entry.email] = entry
            if entry.external_id:
                by_number[entry.external_id] = entry
    return kept, problems, remarks


def _made_out(rows: Sequence[Row], layout: Layout) -> Unreadable:
    """What broken rows say of whom they are about. In a row of the wrong width every cell may be anything."""
    leaders = {c.place for c in layout.columns if c.becomes in {columns.IGNORED, columns.NEVER}}
    numbers: set[str] = set()
    addresses: set[str] = set()
    names: set[str] = set()
    for row in rows:
        shifted = len(row.cells) != len(layout.columns)
        cells = [one_line(unguarded(c)) for place, c in enumerate(row.cells) if shifted or place not in leaders]
        numbers.update(cell for cell in cells if any(sign.isdigit() for sign in cell))
        addresses.update(address for cell in cells for address in addresses_in(cell))
        names.update(name_key(cell) for cell in cells if " " in cell)
        names.update(name_key(f"{one} {two}") for one, two in pairwise(cells) if one and two)
    return Unreadable(frozenset(numbers), frozenset(addresses), frozenset(names))


def name_key(name: str) -> str:
    """A name for comparing: no case, no order of its words."""
    return " ".join(sorted(name.replace(",", " ").casefold().split()))


def _shown(text: str) -> str:
    """A cell's text short enough for a sentence."""
    line = one_line(text)
    return line if len(line) <= 60 else f"{line[:59]}…"
