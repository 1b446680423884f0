"""The files of the click log, and their way into the inbox."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.links.redirect.clicklog import ClickLog
from stemme.links.redirect.inboxes import Inbox, InboxError
from stemme.links.redirect.ingest import Ingest
from stemme.links.redirect.segments import DamagedLineError, Row, line_of, rows_of, whole_lines
from stemme.links.tests.conftest import House

ROWS: list[Row] = [
    (1, 2, 1763779200000, "human", "", -(2**63), "", 7),
    (1, 3, 1763779200001, "bot", "head", None, "a.example", None),
]
_whole = st.integers(-(2**63), 2**63 - 1)
_rows = st.lists(
    st.tuples(_whole, _whole, _whole, st.text(max_size=8), st.text(), st.none() | _whole, st.text(), st.none() | _whole)
)


class Shelf:
    """An inbox in memory that can refuse."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.marks: dict[str, int] = {}
        self.refuses = False

    def mark(self, name: str) -> int:
        return self.marks.get(name, 0)

    def store(self, name: str, rows: Sequence[Row], *, begin: int, end: int) -> bool:
        if self.refuses:
            raise InboxError("away")
        if self.mark(name) != begin:
            return False
        self.marks[name] = end
        self.rows += rows
        return True

    def close(self) -> None:
        """Nothing to let go of."""


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.clicks"))


@given(_rows)
def test_a_line_brings_back_what_went_in(rows: list[Row]) -> None:
    line = line_of(rows)
    assert line.count(b"\n") == 1
    assert whole_lines(line + b"\0\0") == line
    assert rows_of(line[:-1]) == rows


@given(_rows.filter(bool), st.data())
def test_a_changed_line_is_noticed(rows: list[Row], data: st.DataObject) -> None:
    line = bytearray(line_of(rows)[:-1])
    place = data.draw(st.integers(9, len(line) - 1))
    line[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(DamagedLineError):
        rows_of(bytes(line))


def test_clicks_are_moved_while_the_file_is_written_and_the_file_goes_with_its_writer(tmp_path: Path) -> None:
    log, shelf = ClickLog(tmp_path), Shelf()
    ingest = Ingest(tmp_path, shelf)
    log.append(ROWS)
    assert ingest.step() == 2
    log.append(ROWS[:1])
    assert ingest.step() == 1
    assert ingest.step() == 0
    assert len(files(tmp_path)) == 1, "its writer lives"
    log.close()
    ingest.step()
    assert files(tmp_path) == []
    assert shelf.rows == [*ROWS, ROWS[0]]


def test_another_ingest_goes_on_where_the_first_one_was(tmp_path: Path) -> None:
    log, shelf = ClickLog(tmp_path), Shelf()
    first, second = Ingest(tmp_path, shelf), Ingest(tmp_path, shelf)
    log.append(ROWS)
    assert (first.step(), second.step()) == (2, 0)
    log.append(ROWS)
    assert (second.step(), first.step()) == (2, 0), "the first one sees that its place is no longer right"
    assert first.step() == 0
    assert shelf.rows == ROWS * 2


def test_a_refusal_keeps_everything_for_later(tmp_path: Path) -> None:
    log, shelf = ClickLog(tmp_path), Shelf()
    ingest = Ingest(tmp_path, shelf)
    shelf.refuses = True
    log.append(ROWS)
    with pytest.raises(InboxError):
        ingest.step()
    log.close()
    with pytest.raises(InboxError):
        ingest.step()
    shelf.refuses = False
    assert ingest.step() == 2
    assert shelf.rows == ROWS


def test_full_files_are_followed_by_prepared_ones(tmp_path: Path) -> None:
    log, shelf = ClickLog(tmp_path, segment_bytes=1000), Shelf()
    for number in range(50):
        log.append([(*ROWS[0][:2], number, *ROWS[0][3:])])
    log.close()
    assert len(files(tmp_path)) > 3
    assert all(file.stat().st_size <= 1000 for file in files(tmp_path))
    ingest = Ingest(tmp_path, shelf)
    while ingest.step():
        pass
    assert sorted(row[2] for row in shelf.rows) == list(range(50))
    ingest.step()
    assert files(tmp_path) == []


def test_a_batch_larger_than_a_file_is_kept_whole(tmp_path: Path) -> None:
    log, shelf = ClickLog(tmp_path, segment_bytes=100), Shelf()
    log.append(ROWS * 20)
    log.append(ROWS)
    log.close()
    ingest = Ingest(tmp_path, shelf)
    while ingest.step():
        pass
    assert len(shelf.rows) == 42


def test_half_a_line_waits_while_its_writer_lives_and_is_passed_over_when_it_died(tmp_path: Path) -> None:
    log, shelf = ClickLog(tmp_path), Shelf()
    ingest = Ingest(tmp_path, shelf)
    log.append(ROWS)
    [file] = files(tmp_path)
    whole = line_of(ROWS[:1])
    torn = whole[:20] + bytes(10) + whole[30:]  # As a reader sees a write that is under way.
    length = len(line_of(ROWS))
    with file.open("r+b") as content:
        content.seek(length)
        content.write(torn)
    assert ingest.step() == 2
    assert ingest.step() == 0, "nothing is passed over while it may still become whole"
    with file.open("r+b") as content:
        content.seek(length)
        content.write(whole)
    assert ingest.step() == 1
    with file.open("r+b") as content:
        content.seek(length + len(whole))
        content.write(torn + whole)
    os.close(log._segment.file)  # type: ignore[union-attr]  # Its writer dies: the kernel lets go of the lock.
    assert ingest.step() == 1
    ingest.step()
    assert files(tmp_path) == []
    assert shelf.rows == [*ROWS, ROWS[0], ROWS[0]]


def test_the_real_inbox_takes_every_text_once(house: House, tmp_path: Path) -> None:
    inbox: Inbox = house.inbox()
    odd: list[Row] = [(1, 1, 5, "human", "a\tb\\c\nd\re", None, "é\0x", 9), (1, 1, 6, "bot", "\\N", -1, "", None)]
    before = house.clicks()
    assert inbox.mark("a") == 0
    assert inbox.store("a", odd, begin=0, end=10)
    assert not inbox.store("a", odd, begin=0, end=10), "it is there already"
    assert not inbox.store("a", odd, begin=5, end=10)
    assert inbox.store("a", odd[1:], begin=10, end=20)
    assert inbox.mark("a") == 20
    inbox.close()
    assert house.clicks() == before + 3
    kept = house.ask("SELECT reason, visitor, referrer, place FROM links_clickinbox ORDER BY id DESC LIMIT 3")[::-1]
    assert kept[0][0] == "a\tb\\c\nd\re"
    assert kept[0][1:2] + kept[0][3:] == (None, 9)
    assert kept[0][2].replace("\0", "") == "éx"
    assert kept[1] == kept[2] == ("\\N", -1, "", None)
