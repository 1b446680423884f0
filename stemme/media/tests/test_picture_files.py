from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from stemme.media.picture_files import PictureError, remade


def picture(width: int, height: int, kind: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, kind, **options)
    return out.getvalue()


def empty_png(width: int, height: int) -> bytes:
    """A few kilobytes that claim to be as large as they like."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (height * (width // 8 + 2)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def size(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as made:
        assert made.format == "JPEG"
        return made.size


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "CMYK"), ("WEBP", "RGB"), ("GIF", "P")]
)
def test_what_we_take(kind: str, mode: str) -> None:
    assert size(remade(picture(2000, 1000, kind, mode))) == (1200, 600)
    assert size(remade(picture(300, 300, kind, mode))) == (300, 300)


@pytest.mark.parametrize("side", [9000, 12000, 20000])
def test_bombs_are_refused_before_they_are_unpacked(side: int) -> None:
    body = empty_png(side, side)
    assert len(body) < 200_000
    with pytest.raises(PictureError):
        remade(body)


def test_an_endless_animation_gives_its_first_frame() -> None:
    frames = [Image.new("P", (120, 120), n % 250) for n in range(300)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert size(remade(out.getvalue())) == (120, 120)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xef\xbb\xbf<?xml version='1.0'?><svg/>",
        b"<html>",
        b"GIF89a/*" + b"x" * 50 + b"*/=alert(1)",
        b"%PDF-1.7",
        picture(200, 200, "BMP"),
        picture(200, 200, "TIFF"),
        picture(200, 200)[:80],
        picture(99, 300),
        bytes(5 * 1024 * 1024 + 1),
    ],
)
def test_what_we_do_not_take(body: bytes) -> None:
    with pytest.raises(PictureError):
        remade(body)


def test_nothing_but_pixels_comes_along() -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (60.0, 23.0, 0.0)}
    exif[0x010E] = "secret place"
    exif[0x0112] = 6
    body = picture(400, 200, "JPEG", exif=exif.tobytes(), comment=b"<script>alert(1)</script>")
    assert b"secret place" in body
    made = remade(body + b"<?php evil() ?>")
    assert b"secret" not in made and b"script" not in made and b"php" not in made
    assert size(made) == (200, 400), "the turn that EXIF asked for is done"
    with Image.open(io.BytesIO(made)) as opened:
        assert not opened.getexif()


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_words(body: bytes) -> None:
    with pytest.raises(PictureError):
        remade(b"\x89PNG\r\n\x1a\n" + body)
