"""Bytes of a page or feed to text, whatever was or was not declared. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
#: Browsers read these names as windows-1252 (WHATWG Encoding), because that is what people meant.
_REALLY_1252 = frozenset({"iso8859-1", "ascii", "cp1252", "iso8859-15", "iso8859-9"})
#: How far into a page browsers look for a declaration; twice as far as they must.
_HEAD = 2048


def decoded(body: bytes, headers: Mapping[str, str]) -> str:
    """The text: byte order mark, else the header, else the document's own declaration, else UTF-8 if it is valid.

    Declared or not, bytes that are no UTF-8 are read as windows-1252, the commonest slip of our five languages.
    A declaration that contradicts the bytes loses.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    utf16 = _without_mark(body)
    if utf16:
        return body.decode(utf16, "replace")
    for name in (_header_charset(headers), *_declared(body), "utf-8"):
        text = _strictly(body, name)
        if text is not None:
            return text
    return _as_1252(body)


def mended(text: str) -> str:
    """UTF-8 that was once read as Latin 1 or windows-1252 and stored so (``Ã¥`` for ``å``), put right.

    Text that was never broken stays: real words practically never form valid UTF-8 by chance.
    """
    if text.isascii():
        return text
    for name in ("latin-1", "cp1252"):
        try:
            return text.encode(name).decode("utf-8")
        except UnicodeError:
            continue
    return text


def looks_western(text: str) -> bool:
    """False when most letters lie outside ASCII: then windows-1252 was a wrong guess and the text is gibberish."""
    letters = [c for c in text if c.isalpha()]
    return not letters or sum(c.isascii() for c in letters) >= len(letters) * 0.5


def _header_charset(headers: Mapping[str, str]) -> str:
    found = _HEADER.search(headers.get("content-type", ""))
    return found.group(1) if found else ""


def _declared(body: bytes) -> list[str]:
    head = body[:_HEAD]
    return [found.group(1).decode("ascii", "replace") for found in (_XML.search(head), _META.search(head)) if found]


def _without_mark(body: bytes) -> str:
    """UTF-16 without a byte order mark shows in its first four bytes."""
    if body[:4] in {b"<\x00?\x00", b"<\x00r\x00", b"<\x00!\x00", b"<\x00f\x00"}:
        return "utf-16-le"
    return "utf-16-be" if body[:4] in {b"\x00<\x00?", b"\x00<\x00r", b"\x00<\x00!", b"\x00<\x00f"} else ""


def _strictly(body: bytes, name: str) -> str | None:
    """The text in this encoding, or None when the name is unknown, no text encoding, or the bytes contradict it."""
    try:
        canonical = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    if canonical in _REALLY_1252:
        # A header that says Latin 1 over valid UTF-8 is a server's default, not a statement.
        return _strictly(body, "utf-8") or _as_1252(body)
    if canonical.startswith(("utf-16", "utf-32", "utf-7")):
        return None
    try:
        return body.decode(canonical)
    except (UnicodeError, LookupError, AttributeError):
        return None


def _as_1252(body: bytes) -> str:
    """Windows-1252, its five unused bytes read as Latin 1, as browsers do."""
    return body.decode("latin-1").translate(_1252)


def _upper_half() -> dict[int, str]:
    found = {}
    for byte in range(0x80, 0xA0):
        try:
            found[byte] = bytes([byte]).decode("cp1252")
        except UnicodeDecodeError:
            continue
    return found


_1252 = _upper_half()
