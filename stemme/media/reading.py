"""What an uploaded file is, by its content and never by its name, and which we take. Pure."""

from __future__ import annotations

from dataclasses import dataclass

PICTURE, VIDEO, DOCUMENT = "picture", "video", "document"
MEGABYTE = 1024 * 1024
#: So many bytes of a file decide what it is.
HEAD = 1024
#: What one file may weigh, by kind.
MOST_BYTES = {PICTURE: 30 * MEGABYTE, VIDEO: 200 * MEGABYTE, DOCUMENT: 30 * MEGABYTE}
MOST_OF_ALL = max(MOST_BYTES.values())
#: How many pages, how long.
MOST_PAGES = 300
MOST_SECONDS = 600

#: Why a file is refused; wording.py has a sentence for each.
EMPTY, TOO_BIG, UNKNOWN, SVG, HEIC = "empty", "too_big", "unknown", "svg", "heic"
DAMAGED, TOO_MUCH, TOO_SMALL, TOO_LONG, TOO_SHORT = "damaged", "too_much", "too_small", "too_long", "too_short"
NO_PICTURE, LOCKED, TOO_MANY_PAGES, BUSY, ALT, FULL = "no_picture", "locked", "too_many_pages", "busy", "alt", "full"
REASONS = (
    EMPTY, TOO_BIG, UNKNOWN, SVG, HEIC, DAMAGED, TOO_MUCH, TOO_SMALL, TOO_LONG, TOO_SHORT, NO_PICTURE, LOCKED,
    TOO_MANY_PAGES, BUSY, ALT, FULL,
)  # fmt: skip

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
#: Brands of the container that films, HEIC and AVIF share (ISO 14496-12).
_AVIF, _HEIC = (b"avif", b"avis"), (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


class RefusedFileError(Exception):
    """A file that we do not take. ``reason`` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a file, by the process apart. Names of files lie in the folder it was given; "" for none."""

    #: The file itself, or "" for a video that has to be re-coded first.
    file: str
    #: A picture of it.
    picture: str
    content_type: str
    width: int = 0
    height: int = 0
    seconds: int = 0
    pages: int = 0


def kind_of(head: bytes) -> str:
    """Picture, video or document, by the first ``HEAD`` bytes. Raises RefusedFileError.

    What only pretends to be of a kind is refused later by its reader.

    >>> kind_of(b"%PDF-1.7")
    'document'
    """
    if not head:
        raise RefusedFileError(EMPTY)
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return PICTURE
    if head[4:8] == b"ftyp":
        return _in_container(head[8:12])
    if head.startswith(b"\x1aE\xdf\xa3") or head[4:8] in (b"moov", b"wide", b"mdat"):
        return VIDEO
    if head.startswith(b"%PDF-"):
        return DOCUMENT
    raise RefusedFileError(SVG if b"<svg" in head.lower() else UNKNOWN)


def _in_container(brand: bytes) -> str:
    if brand in _AVIF:
        return PICTURE
    if brand in _HEIC:
        raise RefusedFileError(HEIC)
    return VIDEO
