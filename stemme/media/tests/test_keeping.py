"""What is kept on disk, for how long, and how much of it."""

from __future__ import annotations

import datetime as dt
import os
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from stemme.media import sweeping_actions
from stemme.media.models import Asset
from stemme.media.queries import AssetRow
from stemme.media.reading import RefusedFileError
from stemme.media.storing import copied
from stemme.media.tests.files import film, photo

LetIn = Callable[..., Client]
Bring = Callable[..., AssetRow]


def test_files_that_belong_to_nothing_are_swept(bring: Bring, cast: SimpleNamespace, root: Path) -> None:
    kept = bring(photo())
    Client().get(kept.picture_url.replace(".jpg", "-480.jpg"))
    Client().get(kept.picture_url.replace("/pictures/", "/cards/"))
    there = sorted(path for path in root.rglob("*") if path.is_file())
    for name in ("assets/a.mp4", "pictures/a.jpg", "pictures/a-480.jpg", "cards/a-10-20-abc.jpg", "incoming/b"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"x")
    (root / "brand").mkdir()
    (root / "brand" / "logo.png").write_bytes(b"x")
    assert sweeping_actions.sweep(now=dt.datetime.now(dt.UTC))["gone"] == 0, "an upload may be under way"
    for path in root.rglob("*"):
        os.utime(path, (0, 0))
    assert sweeping_actions.sweep(now=cast.now)["gone"] == 5
    left = sorted(path for path in root.rglob("*") if path.is_file() and path.parent.name != "brand")
    assert left == there and (root / "brand" / "logo.png").exists()
    Asset.objects.all().delete()
    sweeping_actions.sweep(now=cast.now)
    assert not [path for path in root.rglob("*") if path.is_file() and path.parent.name != "brand"]


def test_a_large_upload_goes_to_disk_piece_by_piece(tmp_path: Path) -> None:
    begun = film(tmp_path / "film").read_bytes()
    read = 0

    def pieces() -> Iterator[bytes]:
        nonlocal read
        yield begun
        while True:
            read += 1
            yield bytes(256 * 1024)

    tracemalloc.start()
    try:
        with pytest.raises(RefusedFileError, match="too_big"):
            copied(pieces(), tmp_path / "came")
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert read * 256 * 1024 <= 201 * 1024 * 1024, "nobody reads on when it is too much"


def test_what_is_too_large_is_refused_before_it_is_read(bo: Client, cast: SimpleNamespace, let_in: LetIn) -> None:
    def said(client: Client, path: str, megabytes: int) -> int:
        # Against forged forms the form is read before any view is asked.
        client.handler.enforce_csrf_checks = True
        client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
        return client.generic(
            "POST", path, b"--x\r\n", content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(megabytes * 1024 * 1024),
        ).status_code  # fmt: skip

    assert said(bo, "/studio/media/", 300) == 400
    with pytest.raises(AssertionError, match="Cannot read more"):
        said(bo, "/studio/media/", 100)  # It is read; the test's browser has no hundred megabytes.
    assert said(bo, "/studio/new/", 20) == 400
    assert said(let_in(cast.cleo), "/studio/media/", 20) == 400
