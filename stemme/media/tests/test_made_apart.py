"""The process apart: the same as here, with limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemme.media import apart
from stemme.media.picture_files import UPLOADED, remade
from stemme.media.reading import RefusedFileError
from stemme.media.tests.files import film, photo


def why(reason: str) -> object:
    return pytest.raises(RefusedFileError, match=f"^{reason}$")


def test_apart_makes_the_same_as_here(tmp_path: Path) -> None:
    (tmp_path / "came").write_bytes(photo())
    made = apart.made_apart(tmp_path / "came", "picture", tmp_path)
    assert (made.width, made.height) == (320, 200)
    assert (tmp_path / made.file).read_bytes() == remade(photo(), UPLOADED)


def test_a_refusal_comes_back_from_there_and_so_does_progress(tmp_path: Path) -> None:
    (tmp_path / "came").write_bytes(b"GIF89a no picture")
    with why("damaged"):
        apart.made_apart(tmp_path / "came", "picture", tmp_path)
    heard: list[int] = []
    path = film(tmp_path / "film", codec="libvpx", form="webm", sound="")
    made = apart.recoded_apart(path, "video", tmp_path, heard=heard.append)
    assert made.file and heard


def test_what_exhausts_its_reader_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WALL_SECONDS", 0.05)
    (tmp_path / "came").write_bytes(photo())
    with why("too_much"):
        apart.made_apart(tmp_path / "came", "picture", tmp_path)


def test_a_third_at_once_is_asked_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    held = [apart._room.acquire(timeout=1) for _ in range(apart.AT_ONCE)]
    try:
        assert all(held)
        with why("busy"):
            apart.made_apart(tmp_path / "came", "picture", tmp_path)
    finally:
        for _ in held:
            apart._room.release()
