"""Captions of videos, and parts of files as players ask for them."""

from __future__ import annotations

import pytest

from stemme.media.captions import clean_captions
from stemme.media.ranges import NotInFileError, part_of
from stemme.media.reading import RefusedFileError


def why(reason: str) -> object:
    return pytest.raises(RefusedFileError, match=f"^{reason}$")


def test_captions_keep_words_and_times_only() -> None:
    body = (
        "\ufeffWEBVTT - made by Quibblemark\r\n\r\nSTYLE\r\n::cue { background: url(https://x.example/) }\r\n\r\n"
        "NOTE secret\r\n\r\n1\r\n00:00.000 --> 00:01.000 position:10%\r\n<v Ola><b>Hei</b> & <script>x</script>\r\n\r\n"
        "01:00:02.000 --> 01:00:03.500\r\nHa det\r\n"
    )
    assert clean_captions(body.encode()) == (
        "WEBVTT\n\n00:00.000 --> 00:01.000\nHei & x\n\n01:00:02.000 --> 01:00:03.500\nHa det\n"
    )
    subrip = b"1\n00:00:00,000 --> 00:00:01,000\nHei\n\n2\n00:00:01,500 --> 00:00:02,000\nHa det\n"
    assert clean_captions(subrip).count("-->") == 2 and ",000" not in clean_captions(subrip)


@pytest.mark.parametrize("body", [b"WEBVTT\n\n", b"no captions", b"\xff\xfe\0", b"%PDF-1.7"])
def test_what_holds_no_captions_is_refused(body: bytes) -> None:
    with why("damaged"):
        clean_captions(body)
    with why("too_big"):
        clean_captions(bytes(1024 * 1024 + 1))


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-0", (0, 0)),
        ("bytes=0-", (0, 99)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("pages=1-2", None),
        ("bytes=a-b", None),
    ],
)
def test_parts_of_a_file(header: str, part: tuple[int, int] | None) -> None:
    assert part_of(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_parts_behind_the_end(header: str) -> None:
    with pytest.raises(NotInFileError):
        part_of(header, 100)
