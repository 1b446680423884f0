"""Files that belong to nothing: of an organisation or a story that was deleted, of an upload that broke off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage

from stemme.kit.tenancy import across_organisations
from stemme.media import uses
from stemme.media.models import Asset
from stemme.media.sizes import base_and_width
from stemme.media.storing import ASSETS, CAPTIONS, CARDS, INCOMING, PICTURES

#: A file is stored before the row that names it.
GRACE = dt.timedelta(days=1)
_AT_ONCE = 500


def sweep(*, now: dt.datetime) -> dict[str, int]:
    """Delete files older than a day that neither an asset nor a story names, with what was made of them."""
    seen, gone = 0, 0
    for folder in (ASSETS, PICTURES, CAPTIONS, INCOMING, CARDS):
        waiting: list[tuple[str, Path]] = []
        for path in _old_files(folder, before=now - GRACE):
            seen += 1
            waiting.append((_belongs_to(folder, path), path))
            if len(waiting) == _AT_ONCE:
                gone += _swept(waiting)
                waiting = []
        gone += _swept(waiting)
    return {"seen": seen, "gone": gone}


def _old_files(folder: str, *, before: dt.datetime) -> Iterator[Path]:
    root = Path(default_storage.path(folder))
    if root.is_dir():
        for path in root.iterdir():
            if path.is_file() and path.stat().st_mtime < before.timestamp():
                yield path


def _belongs_to(folder: str, path: Path) -> str:
    """The stored name that a row would have: of a size or a card, that of its picture."""
    if folder == CARDS:
        return f"{PICTURES}/{path.stem.partition('-')[0].partition('.')[0]}.jpg"
    sized = base_and_width(path.stem) if folder == PICTURES else None
    return f"{folder}/{sized[0] if sized else path.stem}{path.suffix}"


def _swept(files: list[tuple[str, Path]]) -> int:
    names = {name for name, _ in files}
    with across_organisations("files that no organisation has any more are deleted"):
        found: set[str] = set()
        for column in ("file", "picture", "captions", "incoming"):
            found |= set(Asset.objects.filter(**{f"{column}__in": names}).values_list(column, flat=True))
        found |= uses.stories().pictures(names)
    gone = [path for name, path in files if name not in found]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
