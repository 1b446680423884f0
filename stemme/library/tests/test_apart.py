from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from stemme.library import apart
from stemme.library.feeds import FeedError, read_feed
from stemme.library.unfurl import read_page
from stemme.media.picture_files import PictureError

DATA = Path(__file__).parent / "data"


def test_apart_reads_the_same_as_here() -> None:
    body = (DATA / "feeds" / "wien-oepnv.rss.xml").read_bytes()
    assert apart.feed_apart(body, {}, "https://x.example/") == read_feed(body, {}, "https://x.example/")
    page = (DATA / "pages" / "made-jobposting-no.html").read_bytes()
    assert apart.page_apart(page, {}, "https://x.example/") == read_page(page, {}, "https://x.example/")


def test_a_refusal_comes_back_with_its_reason() -> None:
    with pytest.raises(FeedError) as caught:
        apart.feed_apart(b"", {}, "https://x.example/")
    assert caught.value.reason == "empty"
    with pytest.raises(PictureError):
        apart.picture_apart(b"GIF89a no picture")


def test_a_feed_that_exhausts_its_reader_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WALL_SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(FeedError) as caught:
        apart.feed_apart(b"<rss><channel><item><title>" + b"<b>" * 1_000_000, {}, "https://x.example/")
    assert caught.value.reason == "too_slow"
    assert time.monotonic() - started < 5


def test_a_picture_comes_back_as_jpeg() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (2400, 1260), (255, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(apart.picture_apart(out.getvalue()))) as made:
        assert (made.format, made.size, made.getpixel((5, 5))) == ("JPEG", (1200, 630), (255, 255, 255))
