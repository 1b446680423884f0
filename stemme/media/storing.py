"""Files on their way in and out of Django's storage: under names nobody can guess, never all of one in memory."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from stemme.media.reading import EMPTY, HEAD, MOST_BYTES, TOO_BIG, RefusedFileError, kind_of

ASSETS, PICTURES, CAPTIONS, INCOMING, CARDS = "assets", "pictures", "captions", "incoming", "cards"


def copied(chunks: Iterable[bytes], to: Path) -> tuple[str, str]:
    """Write what comes to ``to``; its kind and its fingerprint. Raises RefusedFileError as soon as it is too much."""
    seen, head, kind = 0, b"", ""
    fingerprint = hashlib.sha256()
    with to.open("wb") as file:
        for chunk in chunks:
            head += chunk[: HEAD - len(head)] if len(head) < HEAD else b""
            if not kind and len(head) == HEAD:
                kind = kind_of(head)
            seen += len(chunk)
            if kind and seen > MOST_BYTES[kind]:
                raise RefusedFileError(TOO_BIG)
            fingerprint.update(chunk)
            file.write(chunk)
    if not seen:
        raise RefusedFileError(EMPTY)
    return kind or kind_of(head), fingerprint.hexdigest()


def kept(path: Path, folder: str) -> str:
    """Store a file of ours under an unguessable name with its ending; the name."""
    with path.open("rb") as file:
        return default_storage.save(f"{folder}/{secrets.token_hex(16)}{path.suffix}", File(file))


def drop(names: Iterable[str]) -> None:
    """Delete stored files, with the sizes and cards that were made of pictures; those that are gone do not matter."""
    for name in names:
        if not name:
            continue
        default_storage.delete(name)
        folder, _, last = name.rpartition("/")
        if folder == PICTURES:
            stem = last.rpartition(".")[0]
            for made in (*_made_of(PICTURES, f"{stem}-"), *_made_of(CARDS, stem)):
                default_storage.delete(made)


def _made_of(folder: str, begins: str) -> list[str]:
    if not default_storage.exists(folder):
        return []
    root = Path(default_storage.path(folder))
    return [f"{folder}/{path.name}" for path in root.glob(f"{begins}*")]
