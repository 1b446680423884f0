"""The vendored lucide icons (icons/*.svg, ISC) as drawings to put into a page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "icons"
_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@cache
def drawing(name: str) -> str:
    """The inside of the icon's ``<svg>``. Raises LookupError with the name when there is no such icon."""
    if not re.fullmatch(r"[a-z0-9-]+", name) or not (file := FOLDER / f"{name}.svg").is_file():
        raise LookupError(f"There is no icon {name!r}; copy it from lucide-static into stemme/ui/icons.")
    found = _INSIDE.search(file.read_text())
    if found is None:
        raise LookupError(f"The icon {name!r} is not a drawing.")
    return " ".join(found[1].split())
