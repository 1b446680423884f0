"""A foreign PDF made ours: nothing in it runs, sends, opens or carries other files any more. Pure.

Run through ``apart.py``, in a process with limits. Pages, words and their structure for screen readers stay; scripts,
actions, forms that send, attached files and all notes on where it comes from go.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject

from stemme.media.reading import DAMAGED, LOCKED, MOST_PAGES, TOO_MANY_PAGES, Made, RefusedFileError

TYPE = "application/pdf"
#: What a dictionary of a document may not hold: scripts and what starts by itself, attached files, players, forms that
#: are programs, and notes of the writer's machine.
_REMOVED = (
    "/JS", "/JavaScript", "/AA", "/OpenAction", "/EmbeddedFiles", "/EF", "/AF", "/AFRelationship", "/RichMediaContent",
    "/Renditions", "/XFA", "/Collection", "/Metadata", "/PieceInfo", "/Info", "/Perms", "/DSS", "/Threads",
)  # fmt: skip
#: The only deeds of a link that stay: to a page of the document, and to an address.
_DEEDS = ("/GoTo", "/URI", "/Named")
_SCHEMES = ("https://", "http://", "mailto:")
_PLAYERS = (
    "/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/Widget", "/TrapNet", "/PrinterMark",
)  # fmt: skip
_FIRST_PAGE = (1200, 1600)


def made_of(path: Path, folder: Path) -> Made:
    """The document at ``path`` written anew into ``folder``, with its first page as a picture.

    Raises RefusedFileError: ``locked`` with a password, ``too_many_pages``, ``damaged``.
    """
    try:
        clean, pages = _clean(path.read_bytes())
        (folder / "document.pdf").write_bytes(clean)
        width, height = _first_page(clean, folder / "page.jpg")
    except RefusedFileError:
        raise
    except (PyPdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, IndexError, AttributeError,
            RecursionError, OSError, MemoryError, AssertionError, NotImplementedError) as error:  # fmt: skip
        raise RefusedFileError(DAMAGED) from error
    return Made("document.pdf", "page.jpg", TYPE, width=width, height=height, pages=pages)


def _clean(body: bytes) -> tuple[bytes, int]:
    reader = PdfReader(io.BytesIO(body), strict=False)
    if reader.is_encrypted:
        raise RefusedFileError(LOCKED)
    pages = len(reader.pages)
    if not pages:
        raise RefusedFileError(DAMAGED)
    if pages > MOST_PAGES:
        raise RefusedFileError(TOO_MANY_PAGES)
    writer = PdfWriter(clone_from=reader)
    for held in list(writer._objects):
        _strip(held)
    _strip_root(writer)
    # What nothing leads to any more is still among the writer's objects; a second copy takes only what is reached.
    return _written(PdfWriter(clone_from=PdfReader(io.BytesIO(_written(writer))))), pages


def _written(writer: PdfWriter) -> bytes:
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _strip_root(writer: PdfWriter) -> None:
    root = writer._root_object
    for name in ("/AcroForm", "/OpenAction", "/AA", "/URI"):
        root.pop(NameObject(name), None)


def _strip(held: Any) -> None:
    """Take what may not stay out of an object and of all that lies directly in it."""
    waiting = [held]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            _strip_dictionary(one)
            waiting += list(dict.values(one))
        elif isinstance(one, ArrayObject):
            waiting += list(list.__iter__(one))


def _strip_dictionary(one: DictionaryObject) -> None:
    for name in _REMOVED:
        one.pop(NameObject(name), None)
    for name in ("/A", "/PA", "/Next"):
        action = _whole(one.get(name))
        if isinstance(action, DictionaryObject) and "/S" in action and not _harmless(action):
            del one[NameObject(name)]
    if "/S" in one and one.get("/S") in _ACTIONS and not _harmless(one):
        one.clear()
    notes = _whole(one.get("/Annots"))
    if isinstance(notes, ArrayObject):
        kept = [note for note in list.__iter__(notes) if not _plays(note)]
        one[NameObject("/Annots")] = ArrayObject(kept)


def _whole(held: Any) -> Any:
    """The object itself, where only its number stands."""
    return held.get_object() if isinstance(held, PdfObject) else held


def _harmless(action: DictionaryObject) -> bool:
    if action.get("/S") not in _DEEDS:
        return False
    return action.get("/S") != "/URI" or str(action.get("/URI", "")).strip().lower().startswith(_SCHEMES)


def _plays(note: Any) -> bool:
    held = _whole(note)
    return not isinstance(held, DictionaryObject) or held.get("/Subtype") in _PLAYERS


_ACTIONS = (
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/Rendition", "/Movie",
    "/Sound", "/RichMediaExecute", "/GoTo3DView", "/Hide", "/SetOCGState", "/Trans", "/Thread", "/URI",
)  # fmt: skip


def _first_page(body: bytes, to: Path) -> tuple[int, int]:
    document = pypdfium2.PdfDocument(body)
    try:
        page = document[0]
        scale = min(_FIRST_PAGE[0] / max(1, page.get_width()), _FIRST_PAGE[1] / max(1, page.get_height()))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    finally:
        document.close()
    picture.save(to, "JPEG", quality=82, progressive=True)
    return picture.size
