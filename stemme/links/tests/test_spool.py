from __future__ import annotations

import os
from pathlib import Path

import pytest

from stemme.links.redirect.batches import Batch, Writer
from stemme.links.redirect.spool import Spool

ROWS = [(1, 2, 1763779200000, "human", "", -(2**63), ""), (1, 3, 1763779200001, "bot", "head", None, "a.example")]


def contents(spool: Spool) -> list[Batch]:
    return [batch for _, batches in spool.take() for batch in batches]


def test_what_goes_in_comes_out_until_it_is_dropped(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool")
    spool.append(Batch("w", 1, ROWS))
    spool.append(Batch("w", 2, ROWS[:1]))
    assert spool.waiting() == 1
    for path, batches in spool.take():
        assert batches == [Batch("w", 1, ROWS), Batch("w", 2, ROWS[:1])]
        spool.drop(path)
    assert spool.waiting() == 0
    assert contents(spool) == []


def test_a_file_that_somebody_still_writes_is_left_alone(tmp_path: Path) -> None:
    writing, reading = Spool(tmp_path), Spool(tmp_path)
    writing.append(Batch("w", 1, ROWS))
    assert contents(reading) == []
    writing.close()
    assert contents(reading) == [Batch("w", 1, ROWS)]


def test_a_torn_line_and_rubbish_do_not_hide_the_rest(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.append(Batch("w", 1, ROWS))
    spool.close()
    file = next(tmp_path.glob("*.jsonl"))
    file.write_bytes(b"\0\0rubbish\n[]\n" + file.read_bytes() + b'{"writer": "w", "number": 2, "rows": [[1')
    assert contents(spool) == [Batch("w", 1, ROWS)]


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool(tmp_path)
    spool.append(Batch("w", 1, ROWS))
    real = os.fdatasync

    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("stemme.links.redirect.spool.os.fdatasync", full)
    with pytest.raises(OSError, match="No space"):
        spool.append(Batch("w", 2, ROWS))
    monkeypatch.setattr("stemme.links.redirect.spool.os.fdatasync", real)
    spool.append(Batch("w", 3, ROWS))
    assert [batch.number for batch in contents(spool)] == [1, 3]


def test_a_writer_takes_a_new_name_after_a_failure() -> None:
    writer = Writer()
    first, second = writer.next([]), writer.next([])
    assert (first.writer, first.number, second.number) == (second.writer, 1, 2)
    writer.give_up_name()
    third = writer.next([])
    assert third.writer != first.writer
    assert third.number == 1
