"""The script for a company's site as it is served: what people need to read it is left away. Pure."""

from __future__ import annotations

import re

#: Bytes. More would be felt on a slow telephone; a test holds it to that.
LARGEST = 2_000
_AROUND_SIGNS = re.compile(r" ?([^\w\s\"$]+) ?")


def squeezed(source: str) -> str:
    """A script without its lines of comments, its indentation, and spaces beside signs.

    Every statement in it ends with its own sign, and no text in it holds a space.
    """
    lines = (line.strip() for line in source.splitlines())
    kept = (line for line in lines if line and not line.startswith("//"))
    return "\n".join(_AROUND_SIGNS.sub(r"\1", line) for line in kept) + "\n"
